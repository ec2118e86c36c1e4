#!/usr/bin/env python3
"""Calls that fail: ten commands on the seeds, again and again, each time with another call that fails.

    Tests/Faults/run.py PROGRAM        PROGRAM is that of `make newsq-faults`; NEWSQ_FAULTS=all tries every call, otherwise some of them

Memory: from the n-th allocation on there is none. n goes up to 2,000, then every 97th. Files: the n-th call that opens, reads, writes,
syncs, renames or maps fails, and only that one. However it ends, it must end by itself, with one of the documented statuses; out of memory
with 5 and one line. An archive that was there is the old one or the new one, whole, and no temporary file is left.
"""
import concurrent.futures
import glob
import os
import shutil
import subprocess
import sys
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
STATUSES = {0, 1, 2, 3, 4, 5}
COMMANDS = [
    ["-c", 'kremlin "arms control" | count by source', "SEEDS"],
    ["-c", "* | quotes | select speaker, quote", "-o", "jsonl", "SEEDS"],
    ["-c", "* | copies | diff", "SEEDS"],
    ["-c", "* | timeline by day | chart", "-o", "html", "SEEDS"],
    ["-c", '* | count by source | write "OUT.csv"', "SEEDS"],
    ["-c", '* | select id, headline | write "OUT.xlsx"', "SEEDS"],
    ["--save", "NEWS", "SEEDS"],
    ["--add", "MORE", "NEWS"],
    ["--compact", "NEWS"],
    ["-c", "trade or putin | sort score desc | head 1 | select id, score", "NEWS"],
]


class Place:
    """A folder of its own for each run at the same time."""

    def __init__(self, program, folder, number):
        self.program, self.folder = program, os.path.join(folder, str(number))
        os.mkdir(self.folder)
        shutil.copytree(os.path.join(TOP, "seeds"), self.folder + "/seeds")
        with open(self.folder + "/more.jsonl", "w") as file:
            file.write('{"id": "m1", "headline": "More of it", "source": "Made", "published": "2020-08-01", "body": "Trade went on, it said."}\n')
        self.run(["--save", "NEWS", "SEEDS"], {})
        shutil.copy(self.folder + "/news.archive", self.folder + "/old")
        self.changed = {}
        for command in COMMANDS:
            if command[0].startswith("--"):
                shutil.copy(self.folder + "/old", self.folder + "/news.archive")
                self.run(command, {})
                self.changed[tuple(command)] = self.content()
        shutil.copy(self.folder + "/old", self.folder + "/news.archive")
        self.old = self.content()

    def run(self, command, wishes):
        names = {"SEEDS": "seeds", "NEWS": "news.archive", "MORE": "more.jsonl"}
        arguments = [names.get(word, word.replace("OUT", "out")) for word in command]
        environment = {"PATH": "/usr/bin:/bin", "HOME": self.folder, "SWIFT_BACKTRACE": "enable=no", "LC_ALL": "C.UTF-8", **wishes}
        return subprocess.run([self.program, "--now", "2026-01-01", "--threads", "1", *arguments], cwd=self.folder, env=environment,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)

    def content(self):
        """What is in the archive, or how it is refused."""
        answer = self.run(["-o", "jsonl", "-c", "* | select id, source, headline, body", "NEWS"], {})
        return answer.returncode, answer.stdout

    def count(self, command):
        """How many allocations and calls a command makes."""
        self.run(command, {"NEWSQ_COUNT": self.folder + "/counts"})
        with open(self.folder + "/counts") as file:
            return [int(number) for number in file.read().split()]

    def fail(self, command, wish, number):
        """Nil, or what is wrong."""
        for name in glob.glob(self.folder + "/out.*"):
            os.remove(name)
        changes = command[0].startswith("--")
        if changes:
            shutil.copy(self.folder + "/old", self.folder + "/news.archive")
        answer = self.run(command, {wish: str(number)})
        what = "%s=%d %s: status %d, %s" % (wish, number, " ".join(command), answer.returncode, answer.stderr.decode(errors="replace")[:300])
        if answer.returncode not in STATUSES or b"Fatal" in answer.stderr:
            return what
        if answer.returncode == 5 and answer.stderr.count(b"newsq: out of memory") != 1:
            return what
        left = glob.glob(self.folder + "/.newsq-*") + glob.glob(self.folder + "/*.part")
        if left:
            for name in left:
                os.remove(name)
            return what + " left " + " ".join(left)
        content = self.content() if changes else None
        if command[0] == "--save" and answer.returncode == 3:
            # An input that could not be read is told; the archive is made of the others.
            if content[0] == 0 and set(content[1].splitlines()) <= set(self.changed[tuple(command)][1].splitlines()):
                return None
        if changes and content not in (self.old, self.changed[tuple(command)]):
            return what + " the archive is neither the old one nor the new one"
        return None


def main():
    program = os.path.abspath(sys.argv[1])
    tries_all = os.environ.get("NEWSQ_FAULTS") == "all"
    workers = os.cpu_count() or 1
    wrong, runs = [], 0
    with tempfile.TemporaryDirectory() as folder:
        places = [Place(program, folder, number) for number in range(workers)]
        for command in COMMANDS:
            allocations, calls = places[0].count(command)
            memory = list(range(1, min(allocations, 2000) + 1)) + list(range(2001, allocations + 1, 97))
            # Of the many a part that differs from one command to the next.
            step = 1 if tries_all else 41
            tasks = [("NEWSQ_FAIL_MEMORY", n) for n in memory[::step]] + [("NEWSQ_FAIL_CALL", n) for n in range(1, calls + 1, 1 if tries_all else 3)]
            runs += len(tasks)

            def work(number):
                return [found for task in tasks[number::workers] if (found := places[number].fail(command, *task))]

            with concurrent.futures.ThreadPoolExecutor(workers) as pool:
                for found in pool.map(work, range(workers)):
                    wrong += found
            print("%s: %d allocations, %d calls, %d tried" % (" ".join(command), allocations, calls, len(tasks)), flush=True)
    for what in wrong[:40]:
        print(what)
    print("%d runs, %d wrong" % (runs, len(wrong)))
    raise SystemExit(1 if wrong else 0)


main()
