#!/usr/bin/env python3
"""The C parts on other processors: built with the toolchain's own clang, run under qemu-user, and compared with what they print here.

    Tests/Portability/run.py [--install]

x86-64 in three widths; aarch64 with its sixteen bytes at a time; riscv64, for which nothing is written, takes the plain loops. What stands
between newsq and its libraries is built with Debian's arm64 packages. `--install` installs the cross compilers and qemu (as root).
Needs no Swift for those processors: the Swift parts hold no code for one processor, which is tested too.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
PACKAGES = ["gcc-aarch64-linux-gnu", "g++-aarch64-linux-gnu", "libc6-dev-arm64-cross", "gcc-riscv64-linux-gnu", "libc6-dev-riscv64-cross",
            "qemu-user-static"]
# Static libraries and headers of arm64, unpacked into a folder of their own: this machine's packages stay as they are.
LIBRARIES = ["zlib1g-dev", "libzstd-dev", "liblzma-dev", "libre2-dev", "libexpat1-dev", "libgumbo-dev", "libsqlite3-dev", "libutf8proc-dev"]
LINKED = ["-lre2", "-lstdc++", "-lexpat", "-lgumbo", "-lsqlite3", "-lutf8proc", "-lz", "-lzstd", "-llzma", "-lm", "-lpthread"]
failed = 0


def told(name, holds, why=""):
    global failed
    print(("ok: " if holds else "FAILED: ") + name + ("" if holds else "\n" + why), flush=True)
    failed += not holds


def output(command, **more):
    done = subprocess.run(command, capture_output=True, text=True, **more)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}\nexit {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return done.stdout


def clang():
    swift = shutil.which("swift")
    beside = pathlib.Path(swift).resolve().parent / "clang" if swift else None
    return str(beside) if beside and beside.exists() else shutil.which("clang") or sys.exit("no clang: it comes with Swift")


def arm64_root():
    """The arm64 packages, downloaded once."""
    root = TOP / ".build" / "arm64"
    if (root / "usr").exists():
        return root
    state = TOP / ".build" / "arm64-packages"
    for name in ["lists/partial", "cache/archives/partial", "down"]:
        (state / name).mkdir(parents=True, exist_ok=True)
    (state / "status").write_text("")
    apt = ["apt-get", "-q", "-o", "APT::Architecture=arm64", "-o", "APT::Architectures::=arm64", "-o", f"Dir::State::status={state}/status",
           "-o", f"Dir::State::lists={state}/lists", "-o", f"Dir::Cache={state}/cache", "-o", "APT::Sandbox::User=root"]
    output(apt + ["update"])
    output(apt + ["download"] + [name + ":arm64" for name in LIBRARIES], cwd=state / "down")
    unpacked = state / "root"
    for package in (state / "down").glob("*.deb"):
        output(["dpkg-deb", "-x", package, unpacked])
    unpacked.rename(root)
    return root


def build(target, sources, to, flags=(), linked=()):
    objects = []
    for source in sources:
        made = to.parent / f"{to.name}-{pathlib.Path(source).name}.o"
        standard = ["-std=c++17"] if str(source).endswith(".cpp") else ["-std=gnu11"]
        output([clang(), f"--target={target}-linux-gnu", *standard, "-O2", "-Wall", "-Werror", "-Wno-unused-function", "-Wno-pass-failed", "-c", source, "-o", made, *flags])
        objects.append(made)
    output([clang(), f"--target={target}-linux-gnu", "-static", "-fuse-ld=lld", *objects, "-o", to, *linked])


def run(target, program, *arguments):
    here = os.uname().machine
    return output(([] if target == here else [f"qemu-{target}-static"]) + [program, *arguments])


def differ(one, other):
    return "".join(f"  {a}\n  {b}\n" for a, b in zip(one.splitlines(), other.splitlines()) if a != b)


def main():
    if "--install" in sys.argv:
        output(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES], env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
    missing = [tool for tool in ["aarch64-linux-gnu-gcc", "riscv64-linux-gnu-gcc", "qemu-aarch64-static", "qemu-riscv64-static"] if not shutil.which(tool)]
    if missing:
        raise SystemExit(f"missing: {', '.join(missing)}; apt-get install {' '.join(PACKAGES)}, or --install")
    work = pathlib.Path(tempfile.mkdtemp())
    here = os.uname().machine

    sources = sorted((TOP / "Sources/CBytes").glob("*.c")) + [TOP / "Tests/Portability/bytes.c"]
    flags = [f"-I{TOP}/Sources/CBytes/include", f"-I{TOP}/Sources/CBytes"]
    printed = {}
    for target in dict.fromkeys([here, "x86_64", "aarch64", "riscv64"]):
        program = work / f"bytes-{target}"
        build(target, sources, program, flags)
        printed[target] = run(target, program)
        told(f"bytes, {target}: {printed[target].count(chr(10))} functions as their plain loops say", True)
        if target == "x86_64":
            for width in ["narrow", "wide"]:
                printed[f"x86_64 {width}"] = run(target, program, width)
    for name, text in printed.items():
        if name != here:
            told(f"bytes, {name}: the same as {here}", text == printed[here], differ(printed[here], text))

    # Everything in C and C++ is built for aarch64; what the libraries say is compared with this machine's.
    root = arm64_root()
    headers = [f"-isystem{root}/usr/include", f"-isystem{root}/usr/include/aarch64-linux-gnu"]
    parts = [path for path in sorted((TOP / "Sources").glob("*/*.c*")) if path.parent.name != "CBytes"]
    for path in parts:
        include = [f"-I{folder}/include" for folder in (path.parent, TOP / "Sources/CBytes") if (folder / "include").exists()]
        subprocess.run([clang(), "--target=aarch64-linux-gnu", *(["-std=c++17"] if path.suffix == ".cpp" else []), "-Wall", "-Werror", "-c", path,
                        "-o", os.devnull, *include, *headers, *(["-isystem/usr/include"] if path.parent.name == "CLibedit" else [])], check=True)
    told(f"{len(parts)} more C and C++ files build for aarch64", True)
    sources = [TOP / "Sources/CCompression/CCompression.c", TOP / "Sources/CCompression/Frames.c", TOP / "Sources/CRegex/CRegex.cpp",
               TOP / "Tests/Portability/libraries.c"]
    flags = [f"-I{TOP}/Sources/CCompression/include", f"-I{TOP}/Sources/CRegex/include"]
    build("aarch64", sources, work / "libraries-aarch64", flags + headers, [f"-L{root}/usr/lib/aarch64-linux-gnu", *LINKED])
    build(here, sources, work / "libraries-here", flags, LINKED)
    there, near = run("aarch64", work / "libraries-aarch64"), run(here, work / "libraries-here")
    told("compression, patterns and libraries, aarch64: the same as " + here, there == near, differ(near, there))

    # What differs between systems is in the places that Docs/Portability.md lists.
    named = [str(path.relative_to(TOP)) for path in (TOP / "Sources").rglob("*.swift") if re.search(r"#(?:if|elseif).*\barch\(", path.read_text())]
    told("no Swift file holds code for one processor", not named, " ".join(named))
    named = [str(path.relative_to(TOP)) for path in (TOP / "Sources").rglob("*.swift")
             if path.parent.name != "CLibrary" and re.search(r"^\s*import (Glibc|Musl|Darwin)\b|#(?:if|elseif).*\b(os|canImport)\(", path.read_text(), re.M)]
    told("only CLibrary knows which system it is", not named, " ".join(named))
    shutil.rmtree(work)
    print("0 failed" if not failed else f"{failed} failed")
    raise SystemExit(1 if failed else 0)


main()
