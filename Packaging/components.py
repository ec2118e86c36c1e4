"""What the static program holds besides newsq's own code: one list for the licences and the bill of materials."""
import subprocess

SWIFT = "Apache-2.0 WITH Swift-exception"

# name, Debian package (None: not from Debian), licence as an SPDX expression, home page, what it is for
COMPONENTS = [
    ("RE2", "libre2-dev", "BSD-3-Clause", "https://github.com/google/re2", "regular expressions"),
    ("libedit", "libedit-dev", "BSD-3-Clause", "https://www.thrysoee.dk/editline/", "line editing and history"),
    ("ncurses (libtinfo)", "libncurses-dev", "X11", "https://invisible-island.net/ncurses/", "terminal descriptions"),
    ("libbsd", "libbsd-dev", "BSD-2-Clause AND BSD-3-Clause AND ISC AND MIT", "https://libbsd.freedesktop.org/", "needed by libedit"),
    ("libmd", "libmd-dev", "BSD-2-Clause AND BSD-3-Clause AND ISC", "https://www.hadrons.org/software/libmd/", "needed by libbsd"),
    ("zlib", "zlib1g-dev", "Zlib", "https://zlib.net/", "gzip and zip"),
    ("Zstandard", "libzstd-dev", "BSD-3-Clause", "https://facebook.github.io/zstd/", "compression of articles"),
    ("XZ Utils (liblzma)", "liblzma-dev", "LicenseRef-public-domain", "https://tukaani.org/xz/", "xz"),
    ("Expat", "libexpat1-dev", "MIT", "https://libexpat.github.io/", "XML"),
    ("Gumbo", "libgumbo-dev", "Apache-2.0", "https://github.com/google/gumbo-parser", "HTML"),
    ("SQLite", "libsqlite3-dev", "blessing", "https://sqlite.org/", "SQLite files"),
    ("utf8proc", "libutf8proc-dev", "MIT AND Unicode-DFS-2016", "https://juliastrings.github.io/utf8proc/", "display width"),
    ("GNU C Library", "libc6-dev", "LGPL-2.1-or-later", "https://www.gnu.org/software/libc/", "the C library"),
    ("libstdc++", "libstdc++-12-dev", "GPL-3.0-or-later WITH GCC-exception-3.1", "https://gcc.gnu.org/", "the C++ library"),
    ("Swift runtime and standard library", None, SWIFT, "https://swift.org/", "the runtime"),
    ("swift-argument-parser", None, SWIFT, "https://github.com/apple/swift-argument-parser", "the command line"),
    ("Unicode data", None, "Unicode-DFS-2016", "https://www.unicode.org/", "tables of case, accents and width"),
]


def debian_version(package):
    """The installed version of a package; None if it is not installed."""
    done = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", package], capture_output=True, text=True)
    return done.stdout if done.returncode == 0 and done.stdout else None


def installed(package):
    """The installed package: libstdc++'s name holds the compiler's version, which differs between releases of Debian."""
    if not package or not package.startswith("libstdc++-"):
        return package
    found = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package}\n", "libstdc++-*-dev"], capture_output=True, text=True).stdout.split()
    return found[-1] if found else package
