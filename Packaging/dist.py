#!/usr/bin/env python3
"""Makes what is passed on, in dist/: a tarball, a Debian package, a Python wheel, a bill of materials and their sums.

    make dist                    builds the program first
    Packaging/dist.py PROGRAM    takes one that is there

Times in the files are those of the last commit (or SOURCE_DATE_EPOCH), owners are root, names are in order: two builds
of one source give the same bytes.
"""
import base64
import calendar
import gzip
import hashlib
import io
import os
import re
import shutil
import stat
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DIST = os.path.join(TOP, "dist")
DOCUMENTS = ["LICENSE", "THIRD-PARTY-LICENSES", "README.md", "CHANGELOG.md"]
WHEEL_TAG = "py3-none-manylinux_2_17_x86_64"


def run(*command, **more):
    return subprocess.run(command, check=True, cwd=TOP, capture_output=True, **more).stdout


def version():
    for folder, _, files in os.walk(os.path.join(TOP, "Sources", "NewsQuery")):
        for name in files:
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                found = re.search(r'newsqVersion = "([^"]+)"', file.read())
            if found:
                return found.group(1)
    raise SystemExit("no version in the sources")


def commit_time():
    given = os.environ.get("SOURCE_DATE_EPOCH")
    return int(given) if given else int(run("git", "log", "-1", "--format=%ct"))


def read(path):
    with open(os.path.join(TOP, path), "rb") as file:
        return file.read()


def files_in(folder):
    """The files below a folder, by their paths in it."""
    found = []
    for place, folders, names in os.walk(os.path.join(TOP, folder)):
        inner = os.path.relpath(place, os.path.join(TOP, folder))
        found += [os.path.normpath(os.path.join(inner, name)) for name in names if not name.startswith(".")]
    return sorted(found)


def stripped(program):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "newsq")
        run("strip", "--strip-all", "-o", path, program)
        with open(path, "rb") as file:
            return file.read()


def packed(data, level=9):
    """gzip without a name and a time."""
    out = io.BytesIO()
    with gzip.GzipFile("", "wb", level, out, mtime=0) as file:
        file.write(data)
    return out.getvalue()


def shared_files(program):
    """Man page and completions, by their place below a prefix."""
    page = run(program, "--generate-man-page")
    completion = {shell: run(program, "--generate-completion-script", shell) for shell in ("bash", "zsh", "fish")}
    # A completion is read by a shell, never run.
    completion["bash"] = re.sub(rb"\A#!.*\n", b"", completion["bash"])
    return page, completion


def tarball(name, files, seconds):
    """Writes {path: (bytes, mode)} as NAME.tar.gz below a folder NAME."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        folders = set()
        for path in sorted(files):
            parts = path.split("/")[:-1]
            for count in range(len(parts) + 1):
                folder = "/".join([name] + parts[:count])
                if folder not in folders:
                    folders.add(folder)
                    info = tarfile.TarInfo(folder)
                    info.type, info.mode, info.mtime = tarfile.DIRTYPE, 0o755, seconds
                    archive.addfile(info)
            data, mode = files[path]
            info = tarfile.TarInfo(name + "/" + path)
            info.size, info.mode, info.mtime = len(data), mode, seconds
            archive.addfile(info, io.BytesIO(data))
    with open(os.path.join(DIST, name + ".tar.gz"), "wb") as file:
        file.write(packed(out.getvalue()))


def make_tarball(version, binary, page, completion, seconds):
    files = {
        "bin/newsq": (binary, 0o755), "share/man/man1/newsq.1": (page, 0o644),
        "share/bash-completion/completions/newsq": (completion["bash"], 0o644),
        "share/zsh/site-functions/_newsq": (completion["zsh"], 0o644),
        "share/fish/vendor_completions.d/newsq.fish": (completion["fish"], 0o644),
    }
    for document in DOCUMENTS:
        files[document] = (read(document), 0o644)
    for folder in ("scripts", "seeds", "lists"):
        for name in files_in(folder):
            files[folder + "/" + name] = (read(folder + "/" + name), 0o644)
    tarball("newsq-%s-linux-x86_64" % version, files, seconds)


def debian_changes(seconds):
    """The releases of CHANGELOG.md as Debian writes them; the details are in changelog.gz."""
    maintainer = re.search(r"^Maintainer: (.*)$", read("Packaging/deb/control").decode(), re.M).group(1)
    releases = re.findall(r"^## (\d+\.\d+\.\d+)(?:[^0-9\n]+(\d{4}-\d\d-\d\d))?", read("CHANGELOG.md").decode(), re.M)

    def entry(release, day):
        moment = calendar.timegm(time.strptime(day, "%Y-%m-%d")) if day else seconds
        date = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(moment))
        return "newsq (%s-1) unstable; urgency=medium\n\n  * Release %s.\n\n -- %s  %s\n" % (release, release, maintainer, date)

    return "\n".join(entry(*release) for release in releases)


def make_deb(version, binary, page, completion, seconds):
    with tempfile.TemporaryDirectory() as root:
        def put(path, data, mode=0o644):
            place = os.path.join(root, path)
            os.makedirs(os.path.dirname(place), exist_ok=True)
            with open(place, "wb") as file:
                file.write(data)
            os.chmod(place, mode)

        put("usr/bin/newsq", binary, 0o755)
        put("usr/share/man/man1/newsq.1.gz", packed(page))
        put("usr/share/bash-completion/completions/newsq", completion["bash"])
        put("usr/share/zsh/vendor-completions/_newsq", completion["zsh"])
        put("usr/share/fish/vendor_completions.d/newsq.fish", completion["fish"])
        doc = "usr/share/doc/newsq/"
        put(doc + "README.md", read("README.md"))
        put(doc + "copyright", read("Packaging/deb/copyright"))
        put(doc + "THIRD-PARTY-LICENSES.gz", packed(read("THIRD-PARTY-LICENSES")))
        put(doc + "changelog.gz", packed(read("CHANGELOG.md")))
        put(doc + "changelog.Debian.gz", packed(debian_changes(seconds).encode()))
        for folder in ("scripts", "seeds", "lists"):
            for name in files_in(folder):
                put(doc + "examples/" + folder + "/" + name, read(folder + "/" + name))
        put("usr/share/lintian/overrides/newsq", read("Packaging/deb/lintian-overrides"))
        sums, size = "", 0
        for folder, folders, names in os.walk(root):
            folders.sort()
            for name in sorted(names):
                place = os.path.join(folder, name)
                with open(place, "rb") as file:
                    data = file.read()
                size += (len(data) + 1023) // 1024
                sums += "%s  %s\n" % (hashlib.md5(data).hexdigest(), os.path.relpath(place, root))
        sums = "".join(sorted(sums.splitlines(True), key=lambda line: line[34:]))
        control = read("Packaging/deb/control").decode().replace("@VERSION@", version + "-1").replace("@SIZE@", str(size))
        put("DEBIAN/control", control.encode())
        put("DEBIAN/md5sums", sums.encode())
        for folder, folders, names in os.walk(root):
            os.chmod(folder, 0o755)
            for name in folders + names:
                os.utime(os.path.join(folder, name), (seconds, seconds))
        run("dpkg-deb", "--root-owner-group", "-Zxz", "--build", root,
            os.path.join(DIST, "newsq_%s_amd64.deb" % version), env=dict(os.environ, SOURCE_DATE_EPOCH=str(seconds)))


def make_wheel(version, binary, seconds):
    moment = time.gmtime(max(seconds, 315532800))[:6]
    info, data = "newsq-%s.dist-info" % version, "newsq-%s.data" % version
    metadata = read("python/METADATA").decode().replace("@VERSION@", version) + "\n" + read("python/README.md").decode()
    files = [("newsq/" + name, read("python/newsq/" + name), 0o644)
             for name in files_in("python/newsq") if name.endswith((".py", ".typed"))]
    files.append((data + "/scripts/newsq", binary, 0o755))
    files.append((info + "/METADATA", metadata.encode(), 0o644))
    files.append((info + "/WHEEL", ("Wheel-Version: 1.0\nGenerator: newsq\nRoot-Is-Purelib: false\nTag: %s\n" % WHEEL_TAG).encode(), 0o644))
    for document in ("LICENSE", "THIRD-PARTY-LICENSES"):
        files.append((info + "/licenses/" + document, read(document), 0o644))
    record = ""
    for name, content, _ in files:
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        record += "%s,sha256=%s,%d\n" % (name, digest, len(content))
    files.append((info + "/RECORD", (record + info + "/RECORD,,\n").encode(), 0o644))
    with zipfile.ZipFile(os.path.join(DIST, "newsq-%s-%s.whl" % (version, WHEEL_TAG)), "w") as wheel:
        for name, content, mode in files:
            entry = zipfile.ZipInfo(name, moment)
            entry.external_attr = (stat.S_IFREG | mode) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            wheel.writestr(entry, content, compresslevel=9)


def main():
    program = os.path.abspath(sys.argv[1])
    seconds = commit_time()
    shutil.rmtree(DIST, ignore_errors=True)
    os.makedirs(DIST)
    os.umask(0o022)
    number = version()
    binary = stripped(program)
    page, completion = shared_files(program)
    make_tarball(number, binary, page, completion, seconds)
    make_deb(number, binary, page, completion, seconds)
    make_wheel(number, binary, seconds)
    with tempfile.NamedTemporaryFile() as plain:
        plain.write(binary)
        plain.flush()
        materials = run(sys.executable, "Packaging/bill-of-materials.py", number, plain.name, str(seconds))
    with open(os.path.join(DIST, "newsq-%s.spdx.json" % number), "wb") as file:
        file.write(materials)
    sums = ""
    for name in sorted(os.listdir(DIST)):
        with open(os.path.join(DIST, name), "rb") as file:
            sums += "%s  %s\n" % (hashlib.sha256(file.read()).hexdigest(), name)
    with open(os.path.join(DIST, "SHA256SUMS"), "w", encoding="ascii") as file:
        file.write(sums)
    sys.stdout.write(sums)


main()
