#!/usr/bin/env python3
"""How fast inputs are read, beside the usual tool for each format. Makes its own inputs.

    swift build -c release -Xswiftc -static-executable --product newsq-evaluate
    Benchmarks/readers.py .build/release/newsq-evaluate [MEGABYTES] [ROUNDS]

`newsq-evaluate reading` finds the format, parses every record into an article (fields, dates, dateline, credit) and drops
it, on one thread. Each peer does what comes nearest. Programs take turns, the median of their times is shown. A peer that is
not installed is left out: jq, xmllint (libxml2-utils), zstd; DuckDB and warcio for Python.
"""
import gzip
import importlib.util
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from xml.sax.saxutils import escape

program = os.path.abspath(sys.argv[1])
size = int(sys.argv[2]) * 1_000_000 if len(sys.argv) > 2 else 40_000_000
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
folder = tempfile.mkdtemp(prefix="newsq-bench-")
chance = random.Random(1)
words = ["".join(chance.choice("etaoinshrdlucmfwypvbgk") for _ in range(chance.randint(2, 9))) for _ in range(20_000)]
weights = [1 / (rank + 3) for rank in range(len(words))]


def story(number):
    text = chance.choices(words, weights, k=400)
    paragraphs = [" ".join(text[at:at + 50]).capitalize() + "." for at in range(0, 400, 50)]
    return {
        "id": f"n{number}", "headline": " ".join(text[:8]), "author": "Jane Smith", "source": "The Paper",
        "published": f"20{number % 20:02}-{number % 12 + 1:02}-{number % 28 + 1:02}T10:00:00Z",
        "url": f"https://paper.example/{number}", "body": "“Yes” — " + "\n\n".join(paragraphs)}


def make():
    stories, total = [], 0
    while total < size:
        stories.append(story(len(stories)))
        total += len(stories[-1]["body"]) + 200
    lines = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in stories).encode()
    write("news.jsonl", lines)
    import csv
    with open(folder + "/news.csv", "w", newline="") as file:
        rows = csv.DictWriter(file, stories[0])
        rows.writeheader()
        rows.writerows(stories)
    items = "".join(
        f"<item><title>{escape(each['headline'])}</title><link>{each['url']}</link><dc:creator>{each['author']}</dc:creator>"
        f"<pubDate>{each['published']}</pubDate><guid>{each['id']}</guid><content:encoded><![CDATA["
        + "".join(f"<p>{part}</p>" for part in each["body"].split("\n\n")) + "]]></content:encoded></item>\n"
        for each in stories)
    write("news.xml", ('<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
                       'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Paper</title>'
                       + items + "</channel></rss>").encode())
    records = []
    for each in stories:
        page = ("<!doctype html><html><head><title>" + escape(each["headline"]) + "</title></head><body><article>"
                + "".join(f"<p>{part}</p>" for part in each["body"].split("\n\n")) + "</article></body></html>").encode()
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
        records.append(
            b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-%012d>\r\n"
            b"WARC-Target-URI: %s\r\nWARC-Date: 2021-01-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
            b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(records), each["url"].encode(), len(block), block))
    write("news.warc", b"".join(records))
    write("news.jsonl.gz", gzip.compress(lines, 6))
    if shutil.which("zstd"):
        subprocess.run(["zstd", "-qf3", folder + "/news.jsonl", "-o", folder + "/news.jsonl.zst"], check=True)


def write(name, content):
    with open(os.path.join(folder, name), "wb") as file:
        file.write(content)


def has(module):
    return importlib.util.find_spec(module) is not None


WARCIO = ("import sys\nfrom warcio.archiveiterator import ArchiveIterator\nn=0\nfor r in ArchiveIterator(open(sys.argv[1],'rb')):\n"
          "  n+=len(r.content_stream().read())\nprint(n)")
DUCKDB = "import sys,duckdb\nduckdb.sql('SET threads=1')\nprint(duckdb.sql(sys.argv[2] % sys.argv[1]).fetchall())"
SUMS = "select count(*), sum(length(headline)+length(body)) from %s('%%s')"
PEERS = [
    ("news.jsonl", "jq", shutil.which("jq"), ["jq", "-c", ".headline|length"]),
    ("news.jsonl", "DuckDB", has("duckdb"), [sys.executable, "-c", DUCKDB, None, SUMS % "read_json"]),
    ("news.csv", "DuckDB", has("duckdb"), [sys.executable, "-c", DUCKDB, None, SUMS % "read_csv"]),
    ("news.xml", "xmllint", shutil.which("xmllint"), ["xmllint", "--noout", "--huge"]),
    ("news.xml", "xmllint --stream", shutil.which("xmllint"), ["xmllint", "--noout", "--huge", "--stream"]),
    ("news.warc", "warcio", has("warcio"), [sys.executable, "-c", WARCIO]),
    ("news.jsonl.zst", "zstd -dc", shutil.which("zstd"), ["zstd", "-dcq"]),
    ("news.jsonl.gz", "gzip -dc", shutil.which("gzip"), ["gzip", "-dc"]),
]


def timed(command, path):
    command = [path if part is None else part for part in command]
    if path not in command:
        command.append(path)
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main():
    make()
    print(f"| input | MB | newsq MB/s | peer | MB/s | newsq is |\n|---|--:|--:|---|--:|--:|")
    for name, peer, is_there, command in PEERS:
        path = os.path.join(folder, name)
        if not is_there or not os.path.exists(path):
            continue
        # Packed inputs are counted as what comes out of them.
        megabytes = os.path.getsize(folder + "/news.jsonl" if "jsonl." in name else path) / 1e6
        own, others = [], []
        for _ in range(rounds):
            own.append(timed([program, "reading"], path))
            others.append(timed(command, path))
        mine, theirs = statistics.median(own), statistics.median(others)
        print(f"| {name} | {megabytes:.0f} | {megabytes / mine:.0f} | {peer} | {megabytes / theirs:.0f} | {theirs / mine:.1f}x |",
              flush=True)
    shutil.rmtree(folder)


main()
