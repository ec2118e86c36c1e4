#!/usr/bin/env python3
"""Archive files in a bad world: the program is killed while it writes one, several write at once, bytes of one are changed.

    Tests/Archive/run.py PROGRAM [DYNAMIC]    NEWSQ_KILLS moments (20), NEWSQ_STOPS calls (60), NEWSQ_FLIPS bytes (200),
                                              NEWSQ_TOGETHER rounds (3), NEWSQ_FORGED archives (60); what fails says
                                              how to see it again

DYNAMIC is a build of the program that loads the system's libraries: it is stopped at its calls by a library put before
them, which a static program does not load.

Killed at a random moment of --save, --add, --compact or --remove, or at any write, sync, rename or truncation of one of
them, there must be the old file or the new one, whole. Of several --add at once nothing is lost. A file with one byte
changed must be refused with a clear error, or give the same answers. One with numbers forged and all checksums right must be
refused or answered, in 5 seconds (NEWSQ_SLOW) and 200 MB. NEWSQ_FORGED=200000 NEWSQ_KILLS=0 NEWSQ_STOPS=0 NEWSQ_TOGETHER=0 NEWSQ_FLIPS=0 is a night's
work; NEWSQ_KEEP=FOLDER goes on after a failure and keeps the file there, NEWSQ_FORGED_ARTICLES says how large it is (200).
"""
import glob
import hashlib
import json
import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import time

from forging import Forgery

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


def changes(archive, more):
    return (("--save", ["--save", archive, more]), ("--add", ["--add", more, archive]),
            ("--compact", ["--compact", archive]), ("--remove", ["--remove", "kremlin", archive]))


def prepare(program, folder, count, randomness):
    """An archive of two parts with older editions, and more articles for it."""
    old, middle, more = folder + "/old.jsonl", folder + "/middle.jsonl", folder + "/more.jsonl"
    articles(old, 0, count, randomness)
    articles(middle, count - 20, 60, randomness)
    articles(more, count + 10, count // 2, randomness)
    archive = folder + "/news.archive"
    assert run(program, "--now", "2026-01-01", "--save", archive, old).returncode == 0
    assert run(program, "--now", "2026-01-01", "--add", middle, archive).returncode == 0
    shutil.copy(archive, folder + "/before")
    return archive, more


def sweep(folder):
    for part in glob.glob(folder + "/.newsq-*.part"):
        os.unlink(part)


def kills(program, folder, count, randomness):
    archive, more = prepare(program, folder, 3000, randomness)
    before = everything(program, archive)
    for what, arguments in changes(archive, more):
        shutil.copy(folder + "/before", archive)
        started = time.time()
        assert run(program, "--now", "2026-01-01", *arguments).returncode == 0
        longest = time.time() - started
        after = everything(program, archive)
        assert before != after or what == "--compact"
        seen = {before: 0, after: 0}
        for _ in range(count):
            shutil.copy(folder + "/before", archive)
            process = subprocess.Popen([program, "--now", "2026-01-01", *arguments], stderr=subprocess.DEVNULL)
            time.sleep(randomness.random() * longest * 1.1)
            process.kill()
            process.wait()
            found = everything(program, archive)
            if found not in seen:
                raise SystemExit("%s killed: neither the old file nor the new one" % what)
            seen[found] += 1
            sweep(folder)
        print("%s killed %d times: %d times the old file, %d times the new one" % (
            what, count, seen[before], seen[after]))


STOPPER = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <stdio.h>
#include <sys/types.h>
#include <unistd.h>
static long calls;
static void stop(void) {
  const char *at = getenv("NEWSQ_STOP_AT");
  if (at && ++calls == atol(at)) _exit(99);
}
static int counts(int file) { return file > 2; }
#define REAL(name) static __typeof__(name) *real; if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)
ssize_t write(int f, const void *b, size_t n) { REAL(write); if (counts(f)) stop(); return real(f, b, n); }
ssize_t pwrite(int f, const void *b, size_t n, off_t o) {
  REAL(pwrite);
  if (counts(f)) {
    // Half of it is on the disk when the program is stopped.
    const char *at = getenv("NEWSQ_STOP_AT");
    if (at && calls + 1 == atol(at) && n > 1) real(f, b, n / 2, o);
    stop();
  }
  return real(f, b, n, o);
}
ssize_t pwrite64(int f, const void *b, size_t n, off_t o) { return pwrite(f, b, n, o); }
int fsync(int f) { REAL(fsync); stop(); return real(f); }
int fdatasync(int f) { REAL(fdatasync); stop(); return real(f); }
int rename(const char *a, const char *b) { REAL(rename); stop(); return real(a, b); }
int ftruncate(int f, off_t n) { REAL(ftruncate); stop(); return real(f, n); }
int ftruncate64(int f, off_t n) { return ftruncate(f, n); }
ssize_t copy_file_range(int a, off64_t *x, int b, off64_t *y, size_t n, unsigned int g) {
  REAL(copy_file_range); stop(); return real(a, x, b, y, n, g);
}
"""


def is_static(program):
    """Whether an ELF program names no loader, so that no library can be put before its own."""
    with open(program, "rb") as file:
        header = file.read(64)
        start, = struct.unpack_from("<Q", header, 32)
        size, count = struct.unpack_from("<HH", header, 54)
        file.seek(start)
        entries = file.read(size * count)
    interpreter = 3
    return all(struct.unpack_from("<I", entries, size * place)[0] != interpreter for place in range(count))


def stops(program, folder, count, randomness):
    """The program ends at each call that changes a file, from the first to the last."""
    if is_static(program):
        raise SystemExit("%s is static and cannot be stopped at its calls: name a dynamic build after it" % program)
    compiler = shutil.which("cc") or shutil.which("clang")
    if not compiler:
        print("no compiler: no stops at calls")
        return
    with open(folder + "/stop.c", "w") as file:
        file.write(STOPPER)
    library = folder + "/stop.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, folder + "/stop.c", "-ldl"], check=True)
    archive, more = prepare(program, folder, 200, randomness)
    before = everything(program, archive)
    for what, arguments in changes(archive, more):
        shutil.copy(folder + "/before", archive)
        assert run(program, "--now", "2026-01-01", *arguments).returncode == 0
        after = everything(program, archive)
        seen = {before: 0, after: 0}
        for call in range(1, count + 1):
            shutil.copy(folder + "/before", archive)
            environment = dict(os.environ, LD_PRELOAD=library, NEWSQ_STOP_AT=str(call), SWIFT_BACKTRACE="enable=no")
            status = subprocess.run([program, "--threads", "1", "--now", "2026-01-01", *arguments], env=environment,
                                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
            found = everything(program, archive)
            if found not in seen:
                raise SystemExit("%s stopped at call %d: neither the old file nor the new one" % (what, call))
            seen[found] += 1
            # The next program can add to it.
            if call % 3 == 0:
                assert run(program, "--now", "2026-01-01", "--add", more, archive).returncode == 0, (what, call)
                everything(program, archive)
            sweep(folder)
            if status == 0:
                break
            assert status == 99, (what, call, status)
        else:
            print("%s makes more than %d calls" % (what, count))
        assert seen[before] > 0 or what == "--compact"
        print("%s stopped at each of %d calls: %d times the old file, %d times the new one" % (
            what, call - 1, seen[before], seen[after]))


def together(program, folder, rounds, randomness):
    """Several add at once: nothing is lost, the second waits."""
    archive = folder + "/shared.archive"
    articles(folder + "/base.jsonl", 0, 100, randomness)
    for count in (2, 8):
        for number in range(count):
            articles(folder + "/more%d.jsonl" % number, 1000 + 10 * number, 10, randomness)
        for _ in range(rounds):
            assert run(program, "--save", archive, folder + "/base.jsonl").returncode == 0
            writers = [subprocess.Popen([program, "--add", folder + "/more%d.jsonl" % number, archive],
                                        stderr=subprocess.DEVNULL) for number in range(count)]
            assert [writer.wait() for writer in writers] == [0] * count
            answer = run(program, "-o", "csv", "-c", "* | count | select count", archive)
            if answer.stdout.split() != [b"count", b"%d" % (100 + 10 * count)]:
                raise SystemExit("%d --add at once: %r %r" % (count, answer.stdout, answer.stderr))
    print("2 and 8 --add at once, %d times: nothing lost" % rounds)


def flips(program, folder, count, randomness):
    source = folder + "/flip.jsonl"
    archive = folder + "/flip.archive"
    articles(source, 0, 300, randomness)
    assert run(program, "--now", "2026-01-01", "--save", archive, source).returncode == 0
    questions = ["-o", "jsonl", "-c", '"arms control" | count by source', "-c", "steel near/5 tariff", "-c",
                 "=Kremlin | kwic", "-c", "* | versions", "--threads", "1", "--now", "2026-01-01", archive]
    older = run(program, *questions)
    articles(source, 250, 100, randomness)
    assert run(program, "--now", "2026-01-01", "--add", source, archive).returncode == 0
    with open(archive, "rb") as file:
        whole = bytearray(file.read())
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
        elif b"what was added last may be missing" in answer.stderr:
            # The newer of its two headers is damaged: the older one counts, and that is said.
            assert answer.returncode == 0 and answer.stdout in (older.stdout, right.stdout), (place, change)
        elif answer.returncode != 0 or answer.stdout != right.stdout:
            raise SystemExit("byte %d changed by %d: status %d, %s" % (
                place, change, answer.returncode, answer.stderr.decode(errors="replace")[:300]))
    print("%d bytes changed: %d times refused, %d times the same answers" % (count, refused, count - refused))
    added(program, archive, source, whole, max(10, count // 5), randomness)


def added(program, archive, source, whole, count, randomness):
    """--add to a damaged archive: it is refused and stays as it is, or the damage is refused when it is read."""
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
            # What was added lies behind the damage, which is refused when it is read.
            reading = run(program, "--threads", "1", "-o", "jsonl", "-c", "*", archive)
            assert reading.returncode in (0, 3) and b"Fatal" not in reading.stderr, (place, change)
        else:
            raise SystemExit("byte %d changed by %d, --add: status %d, %s" % (
                place, change, answer.returncode, answer.stderr.decode(errors="replace")[:300]))
        for part in glob.glob(os.path.dirname(archive) + "/.newsq-*.part"):
            raise SystemExit("byte %d changed by %d: --add left %s" % (place, change, part))
    print("--add to %d damaged archives: %d times refused" % (count, refused))


QUESTIONS = ["*", "steel", "st*", "talks near/s trade", "steel | sort score desc | head 3", '"arms control" | count by source',
             "* | count by tags", "* | keywords", "* | copies", "* | distinct text | count", "* | versions", "=Kremlin | kwic",
             "headline:talks", "lead:steel | top source", "* | timeline by month", "* | names | head 5", "* | terms",
             "first/5 the | count", "the near/3 of not in", "wom?n or *ing | sentences", "* | quotes", "* | select id, headline, deck, body, tags"]


def forged(program, folder, count, randomness):
    """Numbers changed in a part, in the one added to it or in the manifest, which tells of dead articles and of copies, with all
    checksums right: refused or answered, in 5 s and 200 MB."""
    source, archive = folder + "/forged.jsonl", folder + "/forged.archive"
    articles(source, 0, int(os.environ.get("NEWSQ_FORGED_ARTICLES", "200")), randomness)
    assert run(program, "--now", "2026-01-01", "--save", archive, source).returncode == 0
    lines = open(source, encoding="utf-8").read().splitlines()
    with open(source, "w", encoding="utf-8") as file:
        for number, line in enumerate(lines[:30]):
            record = json.loads(line)
            # New editions, copies of older articles, and new ones.
            if number % 3:
                record["id"] = "b%d" % number
            if number % 3 == 2:
                record["body"] = " ".join(randomness.choice(WORDS) for _ in range(120))
            file.write(json.dumps(record) + "\n")
    assert run(program, "--now", "2026-01-01", "--add", source, archive).returncode == 0
    with open(archive, "rb") as file:
        forgery = Forgery(file.read())
    slow = float(os.environ.get("NEWSQ_SLOW", "5"))
    refused = 0
    for number in range(count):
        data, story = forgery.changed(randomness)
        with open(archive, "wb") as file:
            file.write(data)
        asked = randomness.sample(QUESTIONS, 5)
        arguments = [argument for question in asked for argument in ("-c", question)]
        started = time.time()
        process = subprocess.Popen([program, "--threads", "1", "--now", "2026-01-01", *arguments, archive],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                   env=dict(os.environ, SWIFT_BACKTRACE="enable=no"))
        message = process.stderr.read()
        process.stderr.close()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        taken = time.time() - started
        # A column that is gone is a mistake in a query.
        if process.returncode not in (0, 2, 3) or taken > slow or usage.ru_maxrss > 200 * 1024:
            kept = os.environ.get("NEWSQ_KEEP")
            if kept:
                shutil.copy(archive, "%s/forged-%d.archive" % (kept, number))
            told = "forged %d: %s, %r: status %d, %.1f s, %d kB, %s" % (
                number, " ".join(story), asked, process.returncode, taken, usage.ru_maxrss, message.decode(errors="replace")[:300])
            if not kept:
                raise SystemExit(told)
            print(told, flush=True)
        refused += process.returncode == 3
    print("%d forged archives: %d refused, the others answered" % (count, refused))


def main():
    program = os.path.abspath(sys.argv[1])
    dynamic = os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else program
    randomness = random.Random(SEED)
    tests = [(kills, program, "NEWSQ_KILLS", "20"), (stops, dynamic, "NEWSQ_STOPS", "60"), (together, program, "NEWSQ_TOGETHER", "3"),
             (forged, program, "NEWSQ_FORGED", "60"), (flips, program, "NEWSQ_FLIPS", "200")]
    with tempfile.TemporaryDirectory() as folder:
        for test, asked, name, usual in tests:
            count = int(os.environ.get(name, usual))
            if count > 0:
                test(asked, folder, count, randomness)


main()
