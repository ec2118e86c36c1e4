#!/usr/bin/env python3
"""Quotes, dates, amounts, names and copies over all of a corpus, and copies beside two other ways, in one run.

usage: analyses.py ARTICLES.jsonl [--newsq PROGRAM] [--threads 2] [--rounds 3] [--only quotes,dates,…,exact,datasketch]

Text is headline, deck and body in UTF-8. Each analysis is the whole process on an archive file: opening, unpacking the
text, finding, counting the rows. `copies` is given the JSON Lines file and an empty cache, since an archive keeps its
answer: reading and indexing the articles is in its time. `exact` compares all pairs by sparse matrix product
(.ci/exact_copies.py; needs numpy and scipy), `datasketch` is MinHash LSH from PyPI with 128 permutations at 0.5; both read
the same file. Times are medians, of `exact` and `datasketch` one round.
"""
import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
ANALYSES = ["quotes", "dates", "amounts", "names"]


def run(command):
    """Seconds of the wall, seconds of all cores, most memory in bytes, what it printed."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        if status:
            raise SystemExit(f"{' '.join(command)}: status {status}")
        output.seek(0)
        return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, output.read().decode()


def texts(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            yield str(article["id"]), article


def text_size(path):
    return sum(
        len((article.get(key) or "").encode()) for _, article in texts(path) for key in ("headline", "deck", "body"))


def datasketch_copies(path):
    """Seconds, and the number of pairs whose signatures agree."""
    from datasketch import MinHash, MinHashLSH

    start = time.perf_counter()
    index = MinHashLSH(threshold=0.5, num_perm=128)
    signatures = {}
    for name, article in texts(path):
        words = re.findall(r"\w+", (article.get("body") or article.get("headline") or "").lower())
        runs = {" ".join(words[i:i + 5]).encode() for i in range(max(1, len(words) - 4))}
        signature = MinHash(num_perm=128)
        signature.update_batch(runs)
        signatures[name] = signature
        index.insert(name, signature, check_duplication=False)
    pairs = sum(1 for name, signature in signatures.items() for other in index.query(signature) if other > name)
    return time.perf_counter() - start, pairs


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles")
    parser.add_argument("--newsq", default=os.path.join(ROOT, ".build/release/newsq"))
    parser.add_argument("--threads", default="2")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default=",".join(ANALYSES + ["copies", "exact", "datasketch"]))
    options = parser.parse_args()
    wanted = options.only.split(",")
    size = text_size(options.articles)
    print(f"{size / 1e6:.0f} MB of text, {options.threads} threads, load {os.getloadavg()[0]:.1f}\n")
    print("| | s | MB/s of text | s of all cores | most memory |\n|---|---:|---:|---:|---:|", flush=True)

    def row(name, times, cores, memory):
        seconds = statistics.median(times)
        print(f"| {name} | {seconds:.2f} | {size / seconds / 1e6:.0f} | {cores} | {memory} |", flush=True)
        return seconds

    common = [options.newsq, "--no-config", "--threads", options.threads, "-o", "tsv"]
    with tempfile.TemporaryDirectory() as work:
        archive = os.path.join(work, "articles.newsq")
        if any(name in wanted for name in ANALYSES):
            run(common + ["--save", archive, options.articles, "-c", "* | count"])
        for name in ANALYSES:
            if name not in wanted:
                continue
            rounds = [run(common + ["-c", f"* | {name} | count", archive]) for _ in range(options.rounds)]
            row(name, [r[0] for r in rounds], f"{statistics.median(r[1] for r in rounds):.2f}",
                f"{max(r[2] for r in rounds) / 1e6:.0f} MB")
    if "copies" in wanted:
        rounds = [run(common + ["-c", "* | copies | count", options.articles]) for _ in range(options.rounds)]
        ours = row("copies, with reading", [r[0] for r in rounds], f"{statistics.median(r[1] for r in rounds):.2f}",
                   f"{max(r[2] for r in rounds) / 1e6:.0f} MB")
        if "exact" in wanted:
            seconds, cores, memory, printed = run(
                [sys.executable, os.path.join(ROOT, ".ci/exact_copies.py"), options.newsq, options.articles])
            # Its own time is what newsq, which it asks first, did not take.
            asked = re.search(r"articles too: ([\d.]+) s", printed)
            own = seconds - (float(asked.group(1)) if asked else 0)
            row("all pairs, exact", [own], "", f"{memory / 1e6:.0f} MB")
            print(f"\nCopies take {ours / own:.3f} of the exact comparison, which says:\n\n{printed}", flush=True)
        if "datasketch" in wanted:
            seconds, pairs = datasketch_copies(options.articles)
            row("datasketch MinHash LSH", [seconds], "", "")
            print(f"\nCopies take {ours / seconds:.3f} of datasketch, which gives {pairs} pairs.")


if __name__ == "__main__":
    main()
