#!/usr/bin/env python3
"""Many parts beside one: the same questions to an archive of one part and to one of ten, in turn.

    Benchmarks/parts.py CORPUS.jsonl [--newsq PROGRAM] [--bench PROGRAM] [--parts 10] [--rounds 15] [--work FOLDER]

Warm: two processes of the library (`newsq-bench`), one thread. Start to exit: whole processes with all threads. The parts are as large as each
other, in the order of the corpus. Answers are compared first. Medians of the wall in milliseconds, and the ratio; at the end the largest.
"""
import os
import statistics
import subprocess
import tempfile
import time

from bench import warm

QUESTIONS = [
    ("word, frequent", "count", "said"), ("word, seldom", "count", "recycling"), ("and", "count", "trump and mexico"), ("or", "count", "tariff* or quota*"),
    ("phrase of 2", "count", '"climate change"'), ("phrase of 3", "count", '"the white house"'), ("phrase of 4", "count", '"at the end of"'),
    ("near", "count", "trump near/5 wall"), ("pattern", "count", "immigra*"), ("not", "count", "trump not mexico"),
    ("ten best of an or", "best", "senate or budget or shutdown"), ("ten best of an and", "best", "senate and budget"),
    ("count by source", "rows", "trump | count by source"), ("timeline", "rows", "trump | timeline by month"), ("top", "rows", "* | top 20 source"),
    ("newest", "rows", "trump | sort date desc | head 20"), ("keywords", "rows", "fentanyl | keywords 10"), ("collocates", "rows", "fentanyl | collocates 10"),
    ("terms", "rows", "fentanyl | terms 20"), ("kwic", "rows", "fentanyl | kwic | head 50"), ("quotes", "rows", "fentanyl | quotes | count by speaker"),
    ("names", "rows", "fentanyl | names | count by name"), ("share", "rows", "trump | share by source"), ("distinct", "rows", "fentanyl | distinct text | count"),
    ("copies", "rows", "fentanyl | copies | head 10"),
]


def main():
    parser = warm.arguments(__doc__, 15)
    parser.add_argument("--parts", type=int, default=10)
    options = parser.parse_args()
    work = options.work or tempfile.mkdtemp()
    one, many = os.path.join(work, "one.archive"), os.path.join(work, "many.archive")

    def newsq(*arguments):
        return subprocess.run([options.newsq, *arguments], check=True, stdin=subprocess.DEVNULL, capture_output=True).stdout

    if not os.path.exists(many):
        newsq("--save", one, options.corpus)
        with open(options.corpus, "rb") as file:
            lines = file.read().splitlines(keepends=True)
        for number in range(options.parts):
            piece = os.path.join(work, "piece.jsonl")
            with open(piece, "wb") as file:
                file.writelines(lines[len(lines) * number // options.parts:len(lines) * (number + 1) // options.parts])
            if number == 0:
                newsq("--save", many, piece)
            else:
                newsq("--add", piece, many)
        os.remove(piece)
    engines = [warm.Engine(options.bench, path) for path in (one, many)]

    print(f"load {os.getloadavg()[0]:.1f}; one part, {options.parts} parts, ratio: warm; start to exit")
    worst = [0.0, 0.0]
    for name, kind, text in QUESTIONS:
        query = text if kind == "rows" else text + (" | count" if kind == "count" else " | sort score desc | head 10")
        if newsq("--now", "2026-01-01", "-o", "csv", "-c", query, one) != newsq("--now", "2026-01-01", "-o", "csv", "-c", query, many):
            raise SystemExit(f"{query}: the answers differ")
        times = [[], [], [], []]
        for number in range(options.rounds + 1):
            counts = []
            for place, engine in enumerate(engines):
                count, taken = engine.ask(kind, text)
                counts.append(count)
                if number:
                    times[place].append(taken)
            if counts[0] != counts[1]:
                raise SystemExit(f"{name}: {counts}")
            for place, path in enumerate((one, many)):
                start = time.perf_counter()
                newsq("-c", query, path)
                if number:
                    times[2 + place].append((time.perf_counter() - start) * 1000)
        found = [statistics.median(some) for some in times]
        ratios = [statistics.median(b / a for a, b in zip(times[place], times[place + 1])) for place in (0, 2)]
        worst = [max(pair) for pair in zip(worst, ratios)]
        print(f"{name:20}{found[0]:9.3f}{found[1]:9.3f}{ratios[0]:7.2f}{found[2]:10.2f}{found[3]:9.2f}{ratios[1]:7.2f}", flush=True)
    print(f"at most {worst[0]:.2f} warm, {worst[1]:.2f} from start to exit")
    for engine in engines:
        engine.close()


main()
