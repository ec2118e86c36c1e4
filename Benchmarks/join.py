#!/usr/bin/env python3
"""`join` beside DuckDB: the same two tables, made here, in turn, in one run.

    Benchmarks/join.py [--newsq PROGRAM] [--rows 1000000] [--table 10000] [--rounds 7] [--threads 2] [--work FOLDER]

The left side is short articles (id, source, headline, date), an archive of newsq and a table of a DuckDB file; the right side
is a file of outlets (outlet, lean, country), which both read in each round. A tenth of the outlets has no row, and another
table has two rows for every hundredth. Both are whole processes: newsq's shell, and Python with DuckDB, whose start is
measured by itself (`start`). The answers are compared before a time counts. Medians of the wall and of the processor, and
the ratio. Not for a busy machine: the load is printed. Needs DuckDB's module.
"""
import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)

# Name, newsq, DuckDB; `{one}` and `{many}` are the right sides.
QUESTIONS = [
    ("start", "* | count | select count", "SELECT count(*) FROM a"),
    ("count by a joined column",
     '* | join "{one}" on source = outlet | count by lean | select lean, count | sort lean',
     "SELECT lean, count(*) FROM a LEFT JOIN read_csv('{one}') o ON a.source = o.outlet GROUP BY 1 ORDER BY 1"),
    ("only rows with a partner",
     '* | join "{one}" on source = outlet matched | count by country, lean | select country, lean, count | sort country, lean',
     "SELECT country, lean, count(*) FROM a JOIN read_csv('{one}') o ON a.source = o.outlet GROUP BY 1, 2 ORDER BY 1, 2"),
    ("several partners",
     '* | join "{many}" on source = outlet matched | count by lean | select lean, count | sort lean',
     "SELECT lean, count(*) FROM a JOIN read_csv('{many}') o ON a.source = o.outlet GROUP BY 1 ORDER BY 1"),
    ("by id, each row another key",
     '* | join "{ids}" on id = article matched | count by code | select code, count | sort code',
     "SELECT code, count(*) FROM a JOIN read_csv('{ids}', types = {{'article': 'VARCHAR'}}) o ON a.id = o.article GROUP BY 1 ORDER BY 1"),
]


def make(options, work):
    """The tables, from a fixed seed; returns the paths of the right sides."""
    chance = random.Random(11)
    outlets = [f"Outlet {number}" for number in range(options.table * 10 // 9)]
    lines = os.path.join(work, "left.jsonl")
    with open(lines, "w") as file:
        for number in range(options.rows):
            file.write(json.dumps({
                "id": f"a{number}", "source": chance.choice(outlets), "headline": f"Headline {number % 1000}",
                "published": f"20{chance.randrange(10, 25)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}",
                "body": " ".join(f"w{chance.randrange(5000)}" for _ in range(6))}) + "\n")
    paths = {name: os.path.join(work, f"{name}.csv") for name in ("one", "many", "ids")}
    with open(paths["one"], "w") as one, open(paths["many"], "w") as many:
        for file in (one, many):
            file.write("outlet,lean,country\n")
        for number, outlet in enumerate(outlets[:options.table]):
            row = f"{outlet},lean {number % 5},country {number % 40}\n"
            one.write(row)
            many.write(row)
            if number % 100 == 0:
                many.write(f"{outlet},lean {(number + 1) % 5},country {number % 40}\n")
    with open(paths["ids"], "w") as file:
        file.write("article,code\n")
        for number in sorted(chance.sample(range(options.rows), min(options.rows, options.table))):
            file.write(f"a{number},code {number % 20}\n")
    return lines, paths


def run(command):
    """Seconds of the wall, of the processor, and what was printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def rows(tsv):
    return [line.split("\t") for line in tsv.splitlines() if line]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--newsq", default=os.path.join(ROOT, ".build/release/newsq"))
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--table", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--work")
    options = parser.parse_args()
    import duckdb

    with tempfile.TemporaryDirectory(dir=options.work) as work:
        lines, paths = make(options, work)
        archive, database = os.path.join(work, "left.newsq"), os.path.join(work, "left.duckdb")
        newsq = [options.newsq, "--no-config", "--threads", str(options.threads)]
        run(newsq + ["--save", archive, lines, "-c", "* | count"])
        with duckdb.connect(database) as connection:
            connection.sql(f"CREATE TABLE a AS FROM read_json('{lines}')")
        print(f"{options.rows:,} rows, {options.table:,} in the table, {options.threads} threads, DuckDB {duckdb.__version__}, "
              f"load {os.getloadavg()[0]:.1f}\n")
        print("| question | newsq s | of the processor | DuckDB s | of the processor | ratio | ratio without start |")
        print("|---|---:|---:|---:|---:|---:|---:|", flush=True)
        start = (0, 0)
        for name, query, sql in QUESTIONS:
            ours = newsq + ["-o", "tsv", "-c", query.format(**paths), archive]
            peer = [sys.executable, "-c",
                    f"import duckdb\nc = duckdb.connect({database!r}, read_only=True)\nc.sql('SET threads = {options.threads}')\n"
                    f"for row in c.sql({sql.format(**paths)!r}).fetchall(): print(*('' if v is None else v for v in row), sep='\\t')"]
            times = []
            for _ in range(options.rounds):
                first, second = run(ours), run(peer)
                # One prints a line of names, and the empty group may be first or last.
                mine, its = sorted(rows(first[2])[1:]), sorted(rows(second[2]))
                if mine != its:
                    raise SystemExit(f"{name}: {mine[:5]} in newsq, {its[:5]} in DuckDB")
                times.append(first[:2] + second[:2])
            wall, cores, other, others = (statistics.median(column) for column in zip(*times))
            if name == "start":
                start = (wall, other)
                rest = ""
            else:
                rest = f"{(wall - start[0]) / max(1e-4, other - start[1]):.2f}"
            print(f"| {name} | {wall:.3f} | {cores:.3f} | {other:.3f} | {others:.3f} | {wall / other:.2f} | {rest} |", flush=True)


if __name__ == "__main__":
    main()
