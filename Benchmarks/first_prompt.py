#!/usr/bin/env python3
"""How long until a shell shows its first prompt, side by side in one run, interleaved.

    Benchmarks/first_prompt.py [--times 21] 'newsq news.archive' 'sqlite3 news.db' 'duckdb news.duckdb'

Each command gets a terminal of its own; the clock stops when its last output ends in a prompt (`> ` or `D `), and the
shell is told to leave by Ctrl-D. Written is the median in milliseconds, and the ratio to the first command.
"""
import argparse
import os
import pty
import re
import select
import shlex
import statistics
import time

PROMPT = re.compile(rb"(> |D )(\x1b\[[0-9;?]*[A-Za-z])*$")


def first_prompt(command):
    environment = dict(os.environ, TERM="xterm", LC_ALL="C.UTF-8", HOME="/nonexistent")
    start = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        arguments = shlex.split(command)
        os.execvpe(arguments[0], arguments, environment)
    seen = b""
    elapsed = None
    while elapsed is None:
        ready, _, _ = select.select([terminal], [], [], 10)
        if not ready:
            raise SystemExit("%s: no prompt within ten seconds: %r" % (command, seen[-200:]))
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            raise SystemExit("%s: ended before its prompt: %r" % (command, seen[-400:]))
        seen += piece
        if b"\x1b[6n" in piece:
            os.write(terminal, b"\x1b[1;1R")  # "Where is the cursor?"
        if b"\x1b]11;?" in piece:
            os.write(terminal, b"\x1b]11;rgb:0000/0000/0000\x07")  # "Which background?"
        if b"\x1b[c" in piece:
            os.write(terminal, b"\x1b[?1;2c")  # "What are you?"
        if PROMPT.search(seen.rstrip(b"\r\n")):
            elapsed = time.perf_counter() - start
    os.write(terminal, b"\x04")
    os.close(terminal)
    os.waitpid(child, 0)
    return elapsed * 1000


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--times", type=int, default=21)
    options.add_argument("commands", nargs="+")
    chosen = options.parse_args()
    times = {command: [] for command in chosen.commands}
    for _ in range(chosen.times):
        for command in chosen.commands:
            times[command].append(first_prompt(command))
    base = statistics.median(times[chosen.commands[0]])
    print("| command | median ms | least ms | ratio |\n|---|---|---|---|")
    for command, all_times in times.items():
        median = statistics.median(all_times)
        print("| `%s` | %.1f | %.1f | %.2f |" % (command, median, min(all_times), median / base))


main()
