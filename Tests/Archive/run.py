#!/usr/bin/env python3
"""Archive files in a bad world: the program is killed while it writes one, and bytes of one are changed.

    Tests/Archive/run.py PROGRAM          NEWSQ_KILLS moments (20) and NEWSQ_FLIPS bytes (200); both say how to see it again

Killed at a random moment of --save or --add, there must be the old file or the new one, whole. A file with one byte
changed must be refused with a clear error, or give the same answers.
"""
import glob
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

WORDS = ("steel tariff kremlin putin trump said moscow talks trade arms control treaty of the in and cost-cutting "
         "mayor's U.S. café Łódź 1,204 北京 recycling").split()
SEED = int(os.environ.get("NEWSQ_SEED", "1"))


def articles(path, first, count, randomness):
    with open(path, "w", encoding="utf-8") as file:
        for number in range(first, first + count):
            text = " ".join(randomness.choice(WORDS) + randomness.choice(["", "", "", "."]) for _ in range(300))
            file.write(json.dumps({
                "id": "a%d" % (number % 4000), "headline": text[:40], "body": "MOSCOW, July 23. /TASS/. " + text,
                "source": "source %d" % (number % 9), "published": "2020-%02d-11" % (number % 12 + 1),
                "tags": ["t%d" % (number % 7)]}) + "\n")


def run(program, *arguments):
    environment = dict(os.environ, SWIFT_BACKTRACE="enable=no")
    return subprocess.run([program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)


def everything(program, archive):
    """What there is to be read in an archive, as one number."""
    answer = run(program, "--threads", "1", "--now", "2026-01-01", "-o", "jsonl", "-c", "*", "-c", "* | versions",
                 "-c", '"arms control" near/9 kremlin | count by source', archive)
    if answer.returncode != 0:
        raise SystemExit("%s cannot be read: %s" % (archive, answer.stderr.decode(errors="replace")))
    return hashlib.sha256(answer.stdout).hexdigest()


def kills(program, folder, count, randomness):
    old, more = folder + "/old.jsonl", folder + "/more.jsonl"
    articles(old, 0, 3000, randomness)
    articles(more, 2500, 1500, randomness)
    archive = folder + "/news.archive"
    for what, arguments in (("--save", ["--save", archive, more]), ("--add", ["--add", more, archive])):
        assert run(program, "--now", "2026-01-01", "--save", archive, old).returncode == 0
        shutil.copy(archive, folder + "/before")
        before = everything(program, archive)
        started = time.time()
        assert run(program, "--now", "2026-01-01", *arguments).returncode == 0
        longest = time.time() - started
        after = everything(program, archive)
        assert before != after
        seen = {before: 0, after: 0}
        for _ in range(count):
            shutil.copy(folder + "/before", archive)
            process = subprocess.Popen([program, "--now", "2026-01-01", *arguments])
            time.sleep(randomness.random() * longest * 1.1)
            process.kill()
            process.wait()
            found = everything(program, archive)
            if found not in seen:
                raise SystemExit("%s killed: neither the old file nor the new one" % what)
            seen[found] += 1
            for part in glob.glob(archive + ".*.part"):
                os.unlink(part)
        print("%s killed %d times: %d times the old file, %d times the new one" % (
            what, count, seen[before], seen[after]))


def flips(program, folder, count, randomness):
    source = folder + "/flip.jsonl"
    archive = folder + "/flip.archive"
    articles(source, 0, 300, randomness)
    assert run(program, "--now", "2026-01-01", "--save", archive, source).returncode == 0
    articles(source, 250, 100, randomness)
    assert run(program, "--now", "2026-01-01", "--add", source, archive).returncode == 0
    with open(archive, "rb") as file:
        whole = bytearray(file.read())
    questions = ["-o", "jsonl", "-c", '"arms control" | count by source', "-c", "steel near/5 tariff", "-c",
                 "=Kremlin | kwic", "-c", "* | versions", "--threads", "1", "--now", "2026-01-01", archive]
    right = run(program, *questions)
    assert right.returncode == 0 and right.stdout
    refused = 0
    for number in range(count):
        # Every tenth in the first bytes and the last, which say what the others are.
        place = randomness.choice([randomness.randrange(64), len(whole) - 1 - randomness.randrange(2000)]) \
            if number % 10 == 0 else randomness.randrange(len(whole))
        change = randomness.randrange(1, 256)
        whole[place] ^= change
        with open(archive, "wb") as file:
            file.write(whole)
        whole[place] ^= change
        answer = run(program, *questions)
        if answer.returncode == 3 and answer.stderr and b"Fatal" not in answer.stderr:
            refused += 1
        elif answer.returncode != 0 or answer.stdout != right.stdout:
            raise SystemExit("byte %d changed by %d: status %d, %s" % (
                place, change, answer.returncode, answer.stderr.decode(errors="replace")[:300]))
    print("%d bytes changed: %d times refused, %d times the same answers" % (count, refused, count - refused))
    added(program, archive, source, whole, max(10, count // 5), randomness)


def added(program, archive, source, whole, count, randomness):
    """--add to a damaged archive: it is refused and stays as it is, or the new one is whole."""
    articles(source, 600, 20, randomness)
    refused = 0
    for _ in range(count):
        place, change = randomness.randrange(len(whole)), randomness.randrange(1, 256)
        broken = bytearray(whole)
        broken[place] ^= change
        with open(archive, "wb") as file:
            file.write(broken)
        answer = run(program, "--now", "2026-01-01", "--add", source, archive)
        if answer.returncode == 3 and answer.stderr and b"Fatal" not in answer.stderr:
            refused += 1
            with open(archive, "rb") as file:
                if file.read() != broken:
                    raise SystemExit("byte %d changed by %d: refused by --add, and another file" % (place, change))
        elif answer.returncode == 0:
            everything(program, archive)
        else:
            raise SystemExit("byte %d changed by %d, --add: status %d, %s" % (
                place, change, answer.returncode, answer.stderr.decode(errors="replace")[:300]))
        for part in glob.glob(archive + ".*.part"):
            raise SystemExit("byte %d changed by %d: --add left %s" % (place, change, part))
    print("--add to %d damaged archives: %d times refused" % (count, refused))


def main():
    program = os.path.abspath(sys.argv[1])
    randomness = random.Random(SEED)
    with tempfile.TemporaryDirectory() as folder:
        kills(program, folder, int(os.environ.get("NEWSQ_KILLS", "20")), randomness)
        flips(program, folder, int(os.environ.get("NEWSQ_FLIPS", "200")), randomness)


main()
