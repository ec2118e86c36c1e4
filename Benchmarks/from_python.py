#!/usr/bin/env python3
"""A warm question from Python: the module newsq, sqlite3's module and DuckDB's, in turn, in one run.

    Benchmarks/from_python.py CORPUS.jsonl [--newsq PROGRAM] [--bench PROGRAM] [--rounds 200] [--work FOLDER]

All three hold the same articles: an archive, a table with an FTS5 index, a table. Each question is asked so often; medians in milliseconds. `engine`
is the same question in a warm process of the library (`newsq-bench`), one thread as everywhere here: what is beyond it is the module, its
pipe and JSON. SQLite and DuckDB cut words in another way, so their counts may differ a little; where the answers must be equal they are compared. Needs
DuckDB's module and pandas.
"""
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

from bench import warm

sys.path.insert(0, os.path.join(warm.ROOT, "python"))

# Name, newsq, SQLite, DuckDB, whether the answers must be equal.
QUESTIONS = [
    ("how many", "* | count | select count", "SELECT count(*) FROM a", "SELECT count(*) FROM a", True),
    ("count by source", "* | count by source | select source, count | sort count desc, source | head 20",
     "SELECT source, count(*) FROM a GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20", "SELECT source, count(*) FROM a GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20", False),
    ("a phrase", '"climate change" | count | select count', "SELECT count(*) FROM f WHERE f MATCH '\"climate change\"'",
     "SELECT count(*) FROM a WHERE text ILIKE '%climate change%'", False),
    ("two words by source", "immigration border | count by source | select source, count | sort count desc, source | head 5",
     "SELECT a.source, count(*) FROM f JOIN a ON a.rowid = f.rowid WHERE f MATCH 'immigration border' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 5",
     "SELECT source, count(*) FROM a WHERE text ILIKE '%immigration%' AND text ILIKE '%border%' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 5", False),
    ("hundred headlines", "tariffs | head 100 | select id, headline", "SELECT a.id, a.headline FROM f JOIN a ON a.rowid = f.rowid WHERE f MATCH 'tariffs' LIMIT 100",
     "SELECT id, headline FROM a WHERE text ILIKE '%tariffs%' LIMIT 100", False),
]


def main():
    parser = warm.arguments(__doc__, 200)
    options = parser.parse_args()
    os.environ["NEWSQ"] = options.newsq
    import duckdb
    import newsq

    work = options.work or tempfile.mkdtemp()
    path = os.path.join(work, "a.archive")
    if not os.path.exists(path):
        subprocess.run([options.newsq, "--save", path, options.corpus], check=True, stdin=subprocess.DEVNULL, capture_output=True)
    articles = []
    for line in open(options.corpus):
        record = json.loads(line)
        articles.append((str(record.get("id")), record.get("source") or record.get("newspaper"), record.get("headline") or record.get("title"),
                         record.get("body") or record.get("text") or record.get("content")))
    lite = sqlite3.connect(":memory:")
    lite.execute("CREATE TABLE a(id, source, headline, text)")
    lite.executemany("INSERT INTO a VALUES (?, ?, ?, ?)", articles)
    lite.execute("CREATE VIRTUAL TABLE f USING fts5(headline, text, content='a')")
    lite.execute("INSERT INTO f(f) VALUES ('rebuild')")
    duck = duckdb.connect(":memory:", config={"threads": 1})
    import pandas
    frame = pandas.DataFrame(articles, columns=["id", "source", "headline", "text"])
    duck.execute("CREATE TABLE a AS SELECT * FROM frame")
    del frame, articles
    engine = warm.Engine(options.bench, path)
    archive = newsq.Archive(path, threads=1)

    def timed(ask):
        start = time.perf_counter()
        ask()
        return (time.perf_counter() - start) * 1000

    print(f"{len(archive)} articles, {options.rounds} rounds, load {os.getloadavg()[0]:.1f}; milliseconds, medians")
    print(f"{'question':22}{'engine':>9}{'rows()':>9}{'query()':>9}{'beyond':>9}{'sqlite3':>9}{'DuckDB':>9}")
    worst = 0.0
    for name, query, lite_query, duck_query, is_equal in QUESTIONS:
        answers = [[tuple(row.values()) for row in archive.rows(query)], lite.execute(lite_query).fetchall(), duck.execute(duck_query).fetchall()]
        if is_equal and not answers[0] == answers[1] == answers[2]:
            raise SystemExit(f"{name}: the answers differ: {answers}")
        times = [[] for _ in range(5)]
        # DuckDB reads all texts for a word: fewer rounds of it say the same.
        slow = timed(lambda: duck.execute(duck_query).fetchall()) > 50
        for number in range(options.rounds):
            times[0].append(engine.ask("cells", query)[1])
            times[1].append(timed(lambda: archive.rows(query)))
            times[2].append(timed(lambda: archive.query(query)))
            times[3].append(timed(lambda: lite.execute(lite_query).fetchall()))
            if not slow or number < 5:
                times[4].append(timed(lambda: duck.execute(duck_query).fetchall()))
        engine_time, rows, query_time, lite_time, duck_time = map(statistics.median, times)
        beyond = statistics.median(row - own for row, own in zip(times[1], times[0]))
        worst = max(worst, beyond)
        print(f"{name:22}{engine_time:9.2f}{rows:9.2f}{query_time:9.2f}{beyond:9.2f}{lite_time:9.2f}{duck_time:9.2f}", flush=True)
    print(f"at most {worst:.2f} ms beyond the engine")
    archive.close()
    engine.close()


main()
