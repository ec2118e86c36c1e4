#!/usr/bin/env python3
"""Writes THIRD-PARTY-LICENSES from what is installed: python3 Packaging/third-party.py > THIRD-PARTY-LICENSES

Run it on the release of Debian that the releases are built on, after a change of Packaging/components.py.
"""
import glob
import os
import re
import sys

from components import COMPONENTS, installed

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SWIFT = "/opt/swift/usr/share/swift/LICENSE.txt"
INTRO = """\
The program newsq is one static file. It holds newsq itself (MIT, see LICENSE) and the parts below, each under its own
licence. The texts follow in the order of this list.

{list}

About the GNU C Library: it is under the GNU Lesser General Public License, version 2.1 or later. Whoever has the program
may change that library and link newsq anew. All that is needed for it is public: the complete source of newsq, under
the MIT licence, with the commands that build it (README.md); the C library's own source is in Debian's package glibc.
`make build` links the program against the C library that is installed.

About libstdc++: the GCC Runtime Library Exception allows programs that contain it under any licence.

About Debian: the libraries are those of Debian, with Debian's changes; their sources are in Debian's archive.
"""


def text_of(name, package):
    if package:
        with open("/usr/share/doc/%s/copyright" % installed(package), encoding="utf-8", errors="replace") as file:
            return file.read()
    if name == "Unicode data":
        with open("/usr/share/doc/libutf8proc-dev/copyright", encoding="utf-8") as file:
            text = file.read()
        return "The tables are derived from the Unicode Character Database.\n\n" + text[text.index("Unicode"):]
    candidates = glob.glob(TOP + "/.build/checkouts/swift-argument-parser/LICENSE.txt") if "argument" in name else []
    for path in candidates + [SWIFT] + glob.glob("/usr/share/swift/LICENSE.txt"):
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                return file.read()
    sys.exit("no licence text for " + name)


def main():
    out = INTRO.format(list="\n".join("- %s: %s (%s)" % (n, l, w) for n, _, l, _, w in COMPONENTS))
    seen = {}
    for name, package, licence, page, _ in COMPONENTS:
        out += "\n" + "=" * 100 + "\n%s\n%s\n%s\n" % (name, licence, page) + "=" * 100 + "\n\n"
        text = "\n".join(line.rstrip() for line in text_of(name, package).splitlines()).strip("\n") + "\n"
        if text in seen:
            out += "The same text as for %s.\n" % seen[text]
        else:
            seen[text] = name
            out += text
    for path in ["LGPL-2.1", "GPL-3"]:
        with open("/usr/share/common-licenses/" + path, encoding="utf-8") as file:
            out += "\n" + "=" * 100 + "\n%s\n" % path + "=" * 100 + "\n\n" + file.read()
    # Form feeds are page breaks of a printer.
    sys.stdout.write(re.sub("\f", "", out))


main()
