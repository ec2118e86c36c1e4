#!/usr/bin/env python3
"""Input that was made to hurt, disks that are full, files that change while they are read: what the program says, how it
ends, and what it keeps.

    Tests/Hostile/run.py PROGRAM [NAME…]     NAME runs only the tests whose name has it in it
"""
import ctypes
import ctypes.util
import gzip
import io
import json
import lzma
import os
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import time
import traceback
import zipfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.abspath(sys.argv[1])
SECONDS = 120
MILLION = 1_000_000


class Result:
    def __init__(self, done):
        self.code = done.returncode
        self.out = (done.stdout or b"").decode("utf-8", "replace")
        self.err = done.stderr.decode("utf-8", "replace")
        self.rows = self.out.splitlines()[1:]


def environment(folder):
    return {"PATH": os.environ["PATH"], "HOME": folder, "LC_ALL": "C.UTF-8", "TZ": "UTC", "SWIFT_BACKTRACE": "enable=no"}


def newsq(folder, *arguments, program=None, **options):
    command = (program or [PROGRAM]) + list(arguments)
    options.setdefault("stdin", subprocess.DEVNULL)
    options.setdefault("stdout", subprocess.PIPE)
    return Result(subprocess.run(
        command, cwd=folder, env=environment(folder), stderr=subprocess.PIPE, timeout=SECONDS, **options))


def write(folder, name, content):
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())
    return path


def article(title, text="some text"):
    return json.dumps({"title": title, "text": text}) + "\n"


def check(condition, what):
    if not condition:
        raise AssertionError(what)


def same(actual, expected, what=""):
    check(actual == expected, f"{what}: expected {expected!r}, got {actual!r}")


def zstd(data):
    """As the library that newsq is linked with packs it; Python has none of its own."""
    library = ctypes.CDLL(ctypes.util.find_library("zstd") or "libzstd.so.1")
    for name in ["ZSTD_compressBound", "ZSTD_compress"]:
        getattr(library, name).restype = ctypes.c_size_t
    room = library.ZSTD_compressBound(ctypes.c_size_t(len(data)))
    packed = ctypes.create_string_buffer(room)
    size = library.ZSTD_compress(packed, ctypes.c_size_t(room), data, ctypes.c_size_t(len(data)), ctypes.c_int(3))
    return packed.raw[:size]


PACKERS = {"gz": gzip.compress, "zst": zstd, "xz": lzma.compress}


def titles(folder, *paths, code=0):
    result = newsq(folder, "-c", "* | select headline", *paths)
    same(result.code, code, "exit code, " + result.err[-300:])
    return result


# What is asked of it: the message, the exit code, what was kept.

def test_a_line_of_100_megabytes(folder):
    body = "word " * (20 * MILLION)
    write(folder, "long.jsonl", article("long", body) + article("after"))
    result = newsq(folder, "-c", "* | select headline, words", "long.jsonl")
    same(result.code, 0)
    same(result.rows, [f"long\t{20 * MILLION}", "after\t2"])
    write(folder, "dirt.jsonl", article("before") + "x" * (100 * MILLION) + "\n" + article("after"))
    result = titles(folder, "dirt.jsonl")
    same(result.rows, ["before", "after"])
    check("dirt.jsonl:2: left out: expected {" in result.err, result.err[:300])


def test_deep_nesting(folder):
    deep = 2 * MILLION
    write(folder, "deep.jsonl", article("a") + '{"x":' * deep + "1" + "}" * deep + "\n" + article("b"))
    result = titles(folder, "deep.jsonl")
    same(result.rows, ["a", "b"])
    check("deep.jsonl:2: left out: " in result.err, result.err[:300])
    write(folder, "deep.json", "[" * deep)
    check("deep.json:1: left out: " in titles(folder, "deep.json").err, "deep arrays are said")
    count = 200_000
    write(folder, "deep.xml", "<?xml version='1.0'?><rss><channel><item><title>t</title><description>" + "<b>" * count
          + "text" + "</b>" * count + "</description></item></channel></rss>")
    same(titles(folder, "deep.xml").rows, ["t"])
    write(folder, "deep.html", "<!doctype html><title>t</title><body>" + "<div>" * count + "<p>A text of the page.</p>")
    result = newsq(folder, "-o", "jsonl", "-c", "* | select headline, body", "deep.html")
    same(result.code, 0, result.err)
    check("A text of the page." in result.out, result.out[:200])
    query = "(" * 100_000 + "a" + ")" * 100_000
    write(folder, "deep.newsq", query)
    result = newsq(folder, "-f", "deep.newsq", "deep.xml")
    same(result.code, 2)
    check("error:" in result.err, result.err[:200])


def test_entities_that_grow(folder):
    text = "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY l0 'lol'>"
    for level in range(1, 12):
        text += f"<!ENTITY l{level} '" + f"&l{level - 1};" * 10 + "'>"
    text += "]><rss><channel><item><title>kept</title></item><item><title>&l11;</title></item></channel></rss>"
    write(folder, "laughs.xml", text)
    result = titles(folder, "laughs.xml")
    same(result.rows, ["kept"])
    check("its entities grow without measure; what came before is kept" in result.err, result.err)
    # One long entity, often.
    write(folder, "often.xml", "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a '" + "a" * 50_000 + "'>]><rss><channel>"
          "<item><title>kept</title></item><item><title>" + "&a;" * 100_000 + "</title></item></channel></rss>")
    result = titles(folder, "often.xml")
    same(result.rows, ["kept"])
    check("its entities grow without measure; what came before is kept" in result.err, result.err)
    # An entity that is itself.
    write(folder, "itself.xml", "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a '&b;'><!ENTITY b '&a;'>]><rss><channel>"
          "<item><title>kept</title></item><item><title>&a;</title></item></channel></rss>")
    result = titles(folder, "itself.xml")
    same(result.rows, ["kept"])
    check("recursive entity reference; what came before is kept" in result.err, result.err)


def test_external_entities_are_not_fetched(folder):
    secret = write(folder, "secret.txt", "SECRET")
    for name, text in [
        ("entity.xml", f"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY x SYSTEM 'file://{secret}'>]>"
         "<rss><channel><item><title>a&x;b</title></item></channel></rss>"),
        ("dtd.xml", f"<?xml version='1.0'?><!DOCTYPE rss SYSTEM 'file://{secret}'>"
         "<rss><channel><item><title>ab</title></item></channel></rss>"),
        ("parameter.xml", f"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY % p SYSTEM 'file://{secret}'> %p;]>"
         "<rss><channel><item><title>ab</title></item></channel></rss>"),
    ]:
        write(folder, name, text)
        result = titles(folder, name)
        same(result.rows, ["ab"], name)
        check("SECRET" not in result.out + result.err, name)
    # Nobody is called over the network either: not for entities, nor for what a page or a feed refers to.
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        there = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        write(folder, "net.xml", f"<?xml version='1.0'?><?xml-stylesheet href='{there}'?><!DOCTYPE rss PUBLIC 'x' '{there}' "
              f"[<!ENTITY x SYSTEM '{there}'>]><rss xmlns:xi='http://www.w3.org/2001/XInclude'><channel><item><title>a&x;b"
              f"</title><xi:include href='{there}'/><link>{there}</link></item></channel></rss>")
        write(folder, "net.html", f"<!doctype html><base href='{there}'><link rel=stylesheet href='{there}'><title>ab</title>"
              f"<script src='{there}'></script><iframe src='{there}'></iframe><p>{'A text of the page. ' * 9}")
        same(titles(folder, "net.xml", "net.html").rows, ["ab", "ab"])
        try:
            server.accept()
            raise AssertionError("something was fetched")
        except BlockingIOError:
            pass


def test_bombs(folder):
    with zipfile.ZipFile(os.path.join(folder, "bomb.zip"), "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("good.jsonl", article("kept"))
        file.writestr("bomb.txt", b"\0" * (300 * MILLION))
    result = titles(folder, "bomb.zip")
    check("kept" in result.rows, result.out[:200])
    check("it grows to more than 300 times its size; what came before is kept" in result.err, result.err[:300])
    blank = article("kept").encode() + b" " * (300 * MILLION)
    for ending, packed in [("gz", gzip.compress(blank, 9)), ("zst", zstd(blank)), ("xz", lzma.compress(blank, preset=0))]:
        write(folder, "bomb." + ending, packed)
        result = titles(folder, "bomb." + ending)
        same(result.rows, ["kept"], ending)
        check("it grows to more than 300 times its size; what came before is kept" in result.err, result.err[:300])
    # Members that lie over one another: a small file that would unpack to a large one.
    with zipfile.ZipFile(os.path.join(folder, "one.zip"), "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("kept.jsonl", article("kept"))
    with open(folder + "/one.zip", "rb") as file:
        whole = file.read()
    start = whole.index(b"PK\x01\x02")
    entry, end = whole[start:whole.index(b"PK\x05\x06")], bytearray(whole[whole.index(b"PK\x05\x06"):])
    end[8:12] = (200).to_bytes(2, "little") * 2
    end[12:16] = (len(entry) * 200).to_bytes(4, "little")
    write(folder, "over.zip", whole[:start] + entry * 200 + bytes(end))
    result = titles(folder, "over.zip")
    same(result.rows, ["kept"])
    check("it lies over another member, as in a zip bomb" in result.err, result.err[:300])
    # A member of a tar file that says it is larger than the file.
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as file:
        for name, size in [("kept.jsonl", None), ("large.jsonl", 1 << 34)]:
            info = tarfile.TarInfo(name)
            content = article("kept" if size is None else "cut").encode()
            info.size = len(content)
            head = info.tobuf(tarfile.GNU_FORMAT)
            if size is not None:
                info.size = size
                head = info.tobuf(tarfile.GNU_FORMAT)
            made.write(head + content.ljust(512, b"\0"))
        write(folder, "large.tar", made.getvalue())
    result = titles(folder, "large.tar")
    same(result.rows[:1], ["kept"])
    check("large.tar" in result.err and "too early" in result.err, result.err[:300])
    data = article("inner").encode()
    for level in range(6):
        path = os.path.join(folder, f"nest{level}.zip")
        with zipfile.ZipFile(path, "w") as file:
            file.writestr("inner.jsonl" if level == 0 else f"nest{level - 1}.zip", data)
        with open(path, "rb") as file:
            data = file.read()
    result = titles(folder, "nest5.zip")
    check("a zip within a zip within a zip" in result.err, result.err)


def test_what_was_cut_short(folder):
    count = 4000
    lines = "".join(article(f"t{number}", os.urandom(400).hex()) for number in range(count)).encode()
    for ending, pack in PACKERS.items():
        packed = pack(lines)
        name = "cut.jsonl." + ending
        write(folder, name, packed[: len(packed) // 2])
        result = newsq(folder, "-c", "* | select headline", name)
        same(result.code, 0, ending)
        check(count * 0.4 < len(result.rows) < count * 0.6, f"{ending}: {len(result.rows)} rows")
        check("the compressed data ends too early; what came before is kept" in result.err, f"{ending}: {result.err[:300]}")
        # A byte that is wrong in its middle; zstd tells by the checksum of nothing, so that it may go on.
        broken = bytearray(packed)
        broken[len(broken) // 2] ^= 0xFF
        write(folder, name, bytes(broken))
        result = newsq(folder, "-c", "* | select headline", name)
        check(result.code == 0 and len(result.rows) > count * 0.3, f"{ending}: {len(result.rows)} rows")
        # Nothing but the first bytes, and something else behind the end.
        write(folder, name, packed[:9])
        result = titles(folder, name)
        check("left out: " in result.err or "too early" in result.err, f"{ending}: {result.err[:300]}")
        write(folder, name, pack(article("kept").encode()) + b"and something else")
        result = titles(folder, name)
        same(result.rows, ["kept"], ending)
        check("broken" in result.err, f"{ending}: {result.err[:300]}")
    with zipfile.ZipFile(os.path.join(folder, "whole.zip"), "w", zipfile.ZIP_DEFLATED) as file:
        for number in range(20):
            file.writestr(f"{number}.jsonl", article(f"t{number}", os.urandom(400).hex()))
    with open(folder + "/whole.zip", "rb") as file:
        packed = file.read()
    write(folder, "cut.zip", packed[: len(packed) // 2])
    result = titles(folder, "cut.zip")
    check(8 <= len(result.rows) <= 12, f"zip: {len(result.rows)} rows")
    check("the zip file ends too early; members before that are read" in result.err, result.err[:300])
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as file:
        for number in range(20):
            content = article(f"t{number}").encode()
            info = tarfile.TarInfo(f"{number}.jsonl")
            info.size = len(content)
            file.addfile(info, io.BytesIO(content))
    write(folder, "cut.tar", made.getvalue()[: 512 * 21])
    result = titles(folder, "cut.tar")
    check(len(result.rows) == 10, f"tar: {len(result.rows)} rows")


def test_nul_and_lone_surrogates(folder):
    write(folder, "nul.jsonl", article("before").encode() + b'{"title":"lone \\ud800 and \\udc00","text":"x"}\n'
          + b'{"title":"broken \xff\xfe bytes","text":"x"}\n' + b'{"title":"a\\u0000b","text":"c"}\n'
          + b'{"title":"raw","text":"c\0d"}\n' + b"\0\0\0\n" + article("after").encode())
    result = newsq(folder, "-o", "jsonl", "-c", "* | select headline", "nul.jsonl")
    same(result.code, 0)
    found = [json.loads(line)["headline"] for line in result.out.splitlines()]
    same(len(found), 5, repr(found))
    check("lone \ufffd and \ufffd" in found and "after" in found, repr(found))
    check("nul.jsonl:2: repaired: 2 broken characters replaced by U+FFFD" in result.err, result.err)
    check("nul.jsonl:3: repaired: 2 broken characters replaced by U+FFFD" in result.err, result.err)
    check("nul.jsonl:5: left out: a control character must be escaped in a text" in result.err, result.err)


def test_a_loop_of_links(folder):
    os.makedirs(folder + "/loop/a/b")
    write(folder, "loop/a/one.jsonl", article("one"))
    os.symlink("..", folder + "/loop/a/b/up")
    os.symlink("../..", folder + "/loop/a/b/top")
    os.symlink("itself", folder + "/loop/itself")
    result = newsq(folder, "-c", "* | select headline", "loop")
    same(result.rows, ["one"])
    check("itself: too many levels of symbolic links" in result.err, result.err)
    same(result.code, 3)


def test_a_file_that_grows_or_goes_away(folder):
    lines = "".join(article(f"t{number}", "some words " * 50) for number in range(60_000))
    for change in ["grow", "vanish", "cut"]:
        path = write(folder, f"{change}.jsonl", lines)
        running = subprocess.Popen(
            [PROGRAM, "-c", "* | count", path], cwd=folder, env=environment(folder), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(0.05)
        if change == "grow":
            with open(path, "ab") as file:
                file.write(article("late").encode() * 100)
        elif change == "vanish":
            os.remove(path)
        else:
            os.truncate(path, 100)
        out, err = running.communicate(timeout=SECONDS)
        rows = out.decode().splitlines()[1:]
        if change == "cut":
            check(running.returncode in (0, 3), f"cut: {running.returncode} {err[-300:]}")
            if running.returncode == 3:
                check(b"was cut while it was read" in err, err[-300:])
        elif running.returncode == 3:
            check(b"no such file" in err and change == "vanish", err[-300:])
        else:
            same(running.returncode, 0, change)
            check(int(rows[0].split("\t")[0]) >= 60_000, f"{change}: {rows}")


def test_a_fifo(folder):
    os.mkfifo(folder + "/pipe")
    write(folder, "one.jsonl", article("one"))
    # In a folder nobody may ever write to it.
    same(titles(folder, ".").rows, ["one"])
    running = subprocess.Popen(
        [PROGRAM, "-c", "* | select headline", "pipe"], cwd=folder, env=environment(folder), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with open(folder + "/pipe", "wb") as pipe:
        pipe.write(article("first").encode())
        pipe.flush()
        time.sleep(0.2)
        pipe.write(article("second").encode())
    out, err = running.communicate(timeout=SECONDS)
    same(running.returncode, 0, err)
    same(out.decode().splitlines()[1:], ["first", "second"])


def somebody(folder):
    """The program, run by one to whom things can be closed: nothing is to root."""
    if os.geteuid() != 0:
        return [PROGRAM]
    own = shutil.copy(PROGRAM, folder + "/newsq")
    os.chmod(own, 0o755)
    return ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", own]


def test_a_folder_without_permission(folder):
    os.makedirs(folder + "/all/closed")
    write(folder, "all/closed/hidden.jsonl", article("hidden"))
    write(folder, "all/open.jsonl", article("open"))
    os.chmod(folder + "/all/closed", 0)
    os.chmod(folder, 0o755)
    result = newsq(folder, "-c", "* | select headline", "all", program=somebody(folder))
    os.chmod(folder + "/all/closed", 0o700)
    same(result.rows, ["open"], result.err)
    check("newsq: all/closed: permission denied" in result.err, result.err)
    same(result.code, 3)


def test_a_file_without_permission(folder):
    write(folder, "closed.jsonl", article("closed"))
    write(folder, "open.jsonl", article("open"))
    os.chmod(folder + "/closed.jsonl", 0)
    os.chmod(folder, 0o755)
    result = newsq(folder, "-c", "* | select headline", "closed.jsonl", "open.jsonl", program=somebody(folder))
    same(result.code, 3)
    check("newsq: closed.jsonl: permission denied" in result.err, result.err)


def test_a_path_through_a_file(folder):
    write(folder, "file", article("a"))
    result = newsq(folder, "-c", "*", "file/below.jsonl")
    same(result.code, 3)
    same(result.err, "newsq: file/below.jsonl: not a directory\n")


def test_a_full_disk(folder):
    write(folder, "many.jsonl", "".join(article(f"t{number}", os.urandom(3000).hex()) for number in range(200)))
    os.symlink("/dev/full", folder + "/full.csv")
    result = newsq(folder, "-c", "* | select headline | write full.csv", "many.jsonl")
    same(result.code, 4)
    check("newsq: full.csv: no space left on device" in result.err, result.err)
    with open("/dev/full", "wb") as full:
        result = newsq(folder, "-c", "* | select body", "many.jsonl", stdout=full)
    same(result.code, 4)
    check("newsq: standard output: no space left on device" in result.err, result.err)

    def small():
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))

    for name, arguments in [
        ("kept.archive", ["--save", "kept.archive", "many.jsonl"]),
        ("kept.db", ["-c", "* | write kept.db", "many.jsonl"]),
        ("kept.jsonl", ["-c", "* | select headline, body | write kept.jsonl", "many.jsonl"]),
    ]:
        write(folder, name, "what was there before")
        result = newsq(folder, *arguments, preexec_fn=small)
        same(result.code, 4, name + ": " + result.err)
        check("file too large" in result.err, result.err)
        with open(folder + "/" + name) as file:
            same(file.read(), "what was there before", name)
        left = [other for other in os.listdir(folder) if other.startswith(name) and other != name]
        same(left, [], name)


def test_an_archive_on_a_full_disk_stays_as_it_was(folder):
    write(folder, "old.jsonl", article("old"))
    write(folder, "many.jsonl", "".join(article(f"t{number}", os.urandom(3000).hex()) for number in range(200)))
    same(newsq(folder, "--save", "news.archive", "old.jsonl").code, 0)
    with open(folder + "/news.archive", "rb") as file:
        before = file.read()

    def small():
        resource.setrlimit(resource.RLIMIT_FSIZE, (65_536, 65_536))

    result = newsq(folder, "--add", "many.jsonl", "news.archive", preexec_fn=small)
    same(result.code, 4, result.err)
    check("news.archive: file too large" in result.err, result.err)
    with open(folder + "/news.archive", "rb") as file:
        check(file.read() == before, "the archive is another")
    same(sorted(os.listdir(folder)), ["many.jsonl", "news.archive", "old.jsonl"])
    write(folder, "bad.jsonl", article("good") + "no record\n" * 3)
    result = newsq(folder, "-c", "* | select headline", "--reject", "/dev/full", "bad.jsonl")
    same(result.code, 4, result.err)
    check("/dev/full: no space left on device" in result.err, result.err)


def test_bad_records_are_counted_and_kept(folder):
    write(folder, "bad.jsonl", article("a") + "broken one\n" + article("b") + '{"title": \n' + article("c"))
    result = newsq(folder, "-c", "* | count", "--max-bad", "1", "bad.jsonl")
    same(result.code, 3)
    same(result.out, "")
    check("newsq: 2 records are bad, more than --max-bad 1 allows" in result.err, result.err)
    result = newsq(folder, "-c", "* | select headline", "--max-bad", "2", "--reject", "rejected", "bad.jsonl")
    same((result.code, result.rows), (0, ["a", "b", "c"]))
    with open(folder + "/rejected") as file:
        same(file.read(), 'broken one\n{"title": \n')
    result = newsq(folder, "--report", "bad.jsonl")
    same(result.code, 0)
    same(result.out.splitlines()[:3], [
        "3 articles from 1 kB, 2 problems", "bad.jsonl: JSON Lines, 3 articles, 2 left out", "  headline 3 · body 3"])
    check("bad.jsonl:2: left out: " in result.out and "bad.jsonl:4: left out: " in result.out, result.out)


def test_a_database_holds_what_was_asked(folder):
    result = newsq(folder, "-c", "* | write all.db", "-c", "* | quotes | write quotes.sqlite",
                   "-c", "* | count by source | write counts.sqlite3", TOP + "/Tests/Fixtures/manual.jsonl")
    same(result.code, 0, result.err)
    with open(TOP + "/Tests/Fixtures/manual.jsonl", encoding="utf-8") as file:
        records = [json.loads(line) for line in file if line.strip()]
    with sqlite3.connect(folder + "/all.db") as database:
        same(database.execute("select count(*) from articles").fetchone()[0], len(records))
        same(database.execute("pragma integrity_check").fetchone()[0], "ok")
        bodies = {row[0] for row in database.execute("select id from articles")}
        check(all(record["id"] in bodies for record in records if "id" in record), "every id is there")
    with sqlite3.connect(folder + "/counts.sqlite3") as database:
        same(database.execute("select sum(count) from rows").fetchone()[0], len(records))
    result = newsq(folder, "-o", "ninjs", "-c", "*", TOP + "/Tests/Fixtures/manual.jsonl")
    same(len(result.out.splitlines()), len(records))
    check(all(json.loads(line)["uri"] for line in result.out.splitlines()), "every item has an address")


# Followed input.

class Follower:
    def __init__(self, folder, *arguments, stdin=subprocess.DEVNULL):
        self.folder = folder
        self.out, self.err = folder + "/follow.out", folder + "/follow.err"
        with open(self.out, "wb") as out, open(self.err, "wb") as err:
            self.process = subprocess.Popen(
                [PROGRAM, *arguments], cwd=folder, env=environment(folder), stdin=stdin, stdout=out, stderr=err)

    def text(self, path=None):
        with open(path or self.out, encoding="utf-8") as file:
            return file.read()

    def wait_for(self, text, path=None):
        end = time.time() + 30
        while time.time() < end:
            if text in self.text(path):
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        raise AssertionError(f"no {text!r} in {self.text(path)!r}; {self.text(self.err)!r}")

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=30)


def append(folder, name, text):
    with open(os.path.join(folder, name), "ab") as file:
        file.write(text.encode())


def started(follower):
    """Waits until the follower has the file open, and so knows where its end is."""
    end = time.time() + 30
    while time.time() < end:
        try:
            links = [os.readlink(f"/proc/{follower.process.pid}/fd/{fd}") for fd in
                     os.listdir(f"/proc/{follower.process.pid}/fd")]
        except OSError:
            links = []
        if any(link.endswith("feed.jsonl") for link in links):
            time.sleep(0.1)
            return
        time.sleep(0.01)
    raise AssertionError("the file was never opened")


def test_a_file_is_followed(folder):
    write(folder, "feed.jsonl", '{"title":"old quake","rating":5}\n')
    write(folder, "watch.newsq", "quake | select headline, rating\n")
    follower = Follower(folder, "--follow", "feed.jsonl", "-f", "watch.newsq")
    started(follower)
    append(folder, "feed.jsonl", article("calm") + '{"title":"first quake","rating":3}\n')
    follower.wait_for("first quake\t3\n")
    append(folder, "feed.jsonl", '{"title":"second ')
    time.sleep(0.3)
    check("second" not in follower.text(), "half of a line is no record")
    append(folder, "feed.jsonl", 'quake"}\nno record\n' + article("third quake"))
    follower.wait_for("third quake\t\n")
    follower.wait_for("left out: expected {", follower.err)
    # Rotated: what came last to the old file is read too.
    os.rename(folder + "/feed.jsonl", folder + "/feed.1")
    append(folder, "feed.1", article("fourth quake"))
    write(folder, "feed.jsonl", article("fifth quake"))
    follower.wait_for("fifth quake")
    # Cut, and begun anew.
    os.truncate(folder + "/feed.jsonl", 0)
    follower.wait_for("was cut; it is read from its start", follower.err)
    append(folder, "feed.jsonl", article("sixth quake"))
    follower.wait_for("sixth quake")
    os.remove(folder + "/feed.jsonl")
    follower.wait_for("is gone; waiting for it to come back", follower.err)
    write(folder, "feed.jsonl", article("seventh quake"))
    follower.wait_for("seventh quake")
    same(follower.stop(), 130)
    same([line.split("\t")[0] for line in follower.text().splitlines()],
         ["headline", "first quake", "second quake", "third quake", "fourth quake", "fifth quake", "sixth quake",
          "seventh quake"])


def test_a_pipe_is_followed(folder):
    follower = Follower(folder, "--follow", "-o", "jsonl", "-c", "quake | select headline", "-", stdin=subprocess.PIPE)
    pipe = follower.process.stdin
    for number in range(3):
        pipe.write(article(f"quake {number}").encode())
        pipe.flush()
        follower.wait_for(f'{{"headline":"quake {number}"}}\n')
    pipe.write(b'{"title":"last quake"}')
    pipe.close()
    same(follower.process.wait(timeout=30), 0)
    same(len(follower.text().splitlines()), 4)


def test_nothing_is_lost_by_ctrl_c(folder):
    write(folder, "feed.jsonl", "")
    follower = Follower(folder, "--follow", "-c", "* | select headline", "feed.jsonl")
    started(follower)
    append(folder, "feed.jsonl", "".join(article(f"t{number}") for number in range(3000)))
    follower.wait_for("t10\n")
    same(follower.stop(), 130)
    same(follower.text().splitlines()[1:], [f"t{number}" for number in range(3000)])


def test_what_cannot_follow(folder):
    write(folder, "feed.jsonl", "")
    for arguments, message in [
        (["-c", "* | count", "feed.jsonl"], "`count` needs many rows"), (["feed.jsonl"], "--follow needs a query"),
        (["-c", "*", "."], "is a folder"), (["-c", "*", "nothing.jsonl"], "no such file"),
        (["-c", "*", "-o", "html", "feed.jsonl"], "--follow writes"), (["-c", "*", "--save", "x", "feed.jsonl"], "--save"),
        (["-c", "*", "feed.jsonl", "feed.jsonl"], "one file"), (["-c", "* | nosuch", "feed.jsonl"], "nosuch"),
    ]:
        result = newsq(folder, "--follow", *arguments)
        check(result.code in (2, 3) and message in result.err, f"{arguments}: {result.code} {result.err}")


def main():
    wanted = sys.argv[2:]
    passed = failed = 0
    for name, test in sorted(globals().items()):
        if not name.startswith("test_") or wanted and not any(each in name for each in wanted):
            continue
        folder = tempfile.mkdtemp(prefix="newsq-hostile-")
        try:
            test(folder)
            passed += 1
        except Exception as error:
            failed += 1
            print(f"{name}: {type(error).__name__}: {error}")
            if not isinstance(error, AssertionError):
                traceback.print_exc()
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    print(f"hostile input: {passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
