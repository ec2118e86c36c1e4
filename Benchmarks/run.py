#!/usr/bin/env python3
"""Measures newsq beside its peers, all in one run; writes Results.md and results.json. See README.md."""
import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from bench import corpus, formats, peers  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)


class NewsqBench:
    """newsq in one warm process: the library behind a line in, a line out."""

    name = "newsq"

    def __init__(self, program, archive):
        self.child = subprocess.Popen(
            [program, archive], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)

    def ask(self, question):
        return self.raw(question["mode"], question["newsq"])

    def raw(self, kind, text):
        self.child.stdin.write(f"{kind}\t{text}\n")
        self.child.stdin.flush()
        count, nanoseconds = self.child.stdout.readline().split("\t")
        return int(count), int(nanoseconds) / 1e9

    def close(self):
        self.child.stdin.close()
        self.child.wait()


def spend(command, shell_input=None, is_weighed=False):
    """Runs a command: seconds, most memory in bytes where it is weighed, what it wrote.

    Memory is asked of time(1): to the kernel a new process has had at least the memory of the one that made it, and this
    one holds the peers.
    """
    stdin = None
    feeder = None
    if shell_input:
        feeder = subprocess.Popen(["cat", shell_input], stdout=subprocess.PIPE)
        stdin = feeder.stdout
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors, \
            tempfile.NamedTemporaryFile("r") as weight:
        if is_weighed:
            command = ["time", "-q", "-f", "%M", "-o", weight.name] + command
        start = time.perf_counter()
        child = subprocess.Popen(command, stdin=stdin or subprocess.DEVNULL, stdout=output, stderr=errors)
        if feeder:
            feeder.stdout.close()
        child.wait()
        seconds = time.perf_counter() - start
        if feeder:
            feeder.wait()
        output.seek(0)
        if child.returncode not in (0, 1):
            errors.seek(0)
            raise SystemExit(f"{' '.join(command)}: {errors.read().decode(errors='replace')[:500]}")
        most = int(weight.read()) * 1024 if is_weighed else 0
        return seconds, most, output.read().decode(errors="replace")


def in_turn(commands, rounds):
    """Each command in each round, one after the other: medians of seconds; then once more for its memory."""
    times, memory = {}, {}
    for _ in range(rounds):
        for name, (command, pipe) in commands.items():
            times.setdefault(name, []).append(spend(command, shell_input=pipe)[0])
    for name, (command, pipe) in commands.items():
        memory[name] = spend(command, shell_input=pipe, is_weighed=True)[1]
    return {name: {"seconds": statistics.median(times[name]), "memory": memory[name]} for name in commands}


class Report:
    """Part by part, each kept in a file of its own, so that parts can be measured at different times."""

    order = ["build", "warm", "start", "raw", "growth", "instructions", "analyses", "readers"]

    def __init__(self, folder):
        self.folder = folder
        self.text, self.data = [], {}
        os.makedirs(folder, exist_ok=True)

    def say(self, line=""):
        self.text.append(line)
        print(line, flush=True)

    def end(self, part):
        """Keeps what was said since the last part ended."""
        with open(os.path.join(self.folder, part + ".json"), "w", encoding="utf-8") as file:
            json.dump({"text": self.text, "data": self.data.get(part)}, file, default=str)
        self.text = []

    def write(self, path, head):
        text, data = [head], {}
        for part in self.order:
            kept = os.path.join(self.folder, part + ".json")
            if os.path.exists(kept):
                with open(kept, encoding="utf-8") as file:
                    found = json.load(file)
                text.append("\n".join(found["text"]).rstrip() + "\n")
                data[part] = found["data"]
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(text))
        with open(os.path.join(os.path.dirname(path), "results.json"), "w", encoding="utf-8") as file:
            json.dump(data, file, indent=1)

    def table(self, head, rows):
        def row_of(cells):
            return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"

        self.say(row_of(head))
        self.say("|" + "|".join("---" if n == 0 else "---:" for n in range(len(head))) + "|")
        for row in rows:
            self.say(row_of(row))
        self.say()


def ms(seconds):
    return f"{seconds * 1000:.3f}" if seconds < 0.1 else f"{seconds * 1000:.0f}"


def mb(size):
    return f"{size / 1e6:.0f} MB"


def measure_build(report, options, engines):
    size = os.path.getsize(options.corpus)
    report.say("## Building\n")
    # Bad records never stop this run; the option is what makes newsq read all of the input for one question.
    commands = {
        "newsq, to the first answer": [
            options.newsq, "--max-bad", "1000000000", "-c", f"{options.word} | head 1", options.corpus],
        "newsq --save": [options.newsq, "--save", options.archive, options.corpus],
    }
    result = {}
    for _ in range(2):
        for name, command in commands.items():
            seconds, memory, _ = spend(command, is_weighed=True)
            if name not in result or seconds < result[name]["seconds"]:
                result[name] = {"seconds": seconds, "memory": memory}
    result["newsq --save"]["bytes"] = os.path.getsize(options.archive)
    result["newsq --save"]["parts"] = archive_parts(options)
    for engine in engines:
        result[engine.name] = {"seconds": engine.build(options.corpus), "bytes": engine.size()}
    own = result["newsq, to the first answer"]["seconds"]
    rows = []
    for name, value in result.items():
        seconds = value["seconds"]
        rows.append(
            [name, f"{seconds:.2f}", f"{size / seconds / 1e6:.0f}", f"{seconds / own:.2f}",
             f"{mb(value['memory'])} ({value['memory'] / size:.2f}×)" if "memory" in value else "",
             mb(value["bytes"]) if "bytes" in value else ""])
    report.table(["", "s", "MB/s", "× newsq", "most memory", "on disk"], rows)
    parts, kept = result["newsq --save"]["parts"], result["newsq --save"]["bytes"]
    report.say(
        f"The corpus is {mb(size)}; of newsq the better of two runs is shown. The peers are fed from Python, reading of JSON "
        f"included. Of newsq's {mb(kept)} the compressed text is {mb(parts['text'])}, the columns are {mb(parts['columns'])}, and "
        f"the index (postings, positions, terms, borders) {mb(parts['index'])}: {parts['index'] / parts['raw']:.2f} of the "
        f"{mb(parts['raw'])} of text.\n")
    report.data["build"] = result


def archive_parts(options):
    """Bytes of the archive's parts, from its table of sections, and of the text before it was compressed."""
    with open(options.archive, "rb") as file:
        file.seek(24)
        start = int.from_bytes(file.read(8), "little")
        file.seek(start)
        table = file.read(1 << 16)
    place, parts = 8, {"text": 0, "columns": 0, "index": 0}
    for _ in range(int.from_bytes(table[:4], "little")):
        size = int.from_bytes(table[place + 8 : place + 16], "little")
        length = int.from_bytes(table[place + 16 : place + 20], "little")
        name = table[place + 20 : place + 20 + length]
        is_column = name.startswith((b"field:", b"input:")) or name in (b"articles", b"made-ids", b"editions")
        parts["text" if name.startswith(b"text-") else "columns" if is_column else "index"] += size
        place += (20 + length + 7) // 8 * 8
    parts["raw"] = sum(
        len((headline + body).encode()) for _, headline, body, _, _ in corpus.articles(options.corpus))
    return parts


def measure_warm(report, options, engines, questions):
    for question in questions:
        question["seconds"] = {engine.name: [] for engine in engines}
        question["counts"] = {}
    for turn in range(options.rounds + 1):
        for question in questions:
            for engine in engines:
                try:
                    count, seconds = engine.ask(question)
                except Exception as error:  # A peer that cannot is said, not hidden.
                    question["counts"][engine.name] = f"{type(error).__name__}"
                    continue
                question["counts"][engine.name] = count
                if turn:
                    question["seconds"][engine.name].append(seconds)
    names = [engine.name for engine in engines]
    for question in questions:
        question["median"] = {n: statistics.median(s) for n, s in question["seconds"].items() if s}
        del question["seconds"]
    report.say("## Warm, in one process\n")
    report.say(f"Milliseconds, the median of {options.rounds} rounds; of a class, the median of its questions.\n")
    rows = []
    kinds = list(dict.fromkeys(question["kind"] for question in questions))
    classes = {}
    for kind in kinds:
        of_kind = [question for question in questions if question["kind"] == kind]
        medians = {}
        for name in names:
            known = [question["median"][name] for question in of_kind if name in question["median"]]
            if known:
                medians[name] = statistics.median(known)
        classes[kind] = medians
        rows.append(
            [kind, len(of_kind)] + [ms(medians[name]) if name in medians else "–" for name in names]
            + [f"{medians[name] / medians['newsq']:.1f}" if name in medians else "–" for name in names[1:]])
    report.table(["class", "questions"] + names + [f"{name} / newsq" for name in names[1:]], rows)

    different = []
    alike = 0
    for question in questions:
        counts = question["counts"]
        if question["agrees"] and any(counts.get(name) != counts["newsq"] for name in names):
            different.append([f"`{question['newsq']}`"] + [counts.get(name, "–") for name in names])
        elif question["agrees"]:
            alike += 1
    compared = alike + len(different)
    report.say(
        f"Hit counts: the same from all engines in {alike} of {compared} questions whose meaning is the same. The others "
        "differ by words that newsq joins across hyphens, apostrophes and full stops (`on-air` holds `air` for all, and "
        "`onair` for newsq too), or cuts off (`'s`). `near` is not compared: Tantivy's slop counts moves, FTS5 the words "
        "between; nor is what is ranked, where formulas differ.\n")
    if different:
        report.table(["question"] + names, different[:40])
    report.data["warm"] = {"classes": classes, "questions": questions}


def measure_start(report, options, fts5, questions):
    report.say("## From process start to exit\n")
    rows, result = [], {}
    chosen = {}
    for question in questions:
        if question["kind"] in ("word, seldom", "and", "phrase of 2", "count by source") and isinstance(question["fts5"], str):
            chosen.setdefault(question["kind"], question)
    for kind, question in chosen.items():
        if question["mode"] == "rows":
            ours = question["newsq"]
            sql = (
                "select source, count(*) from articles where number in (select rowid from words where words match"
                f" '{question['fts5']}') group by source order by 2 desc limit 50;")
        else:
            ours = question["newsq"] + " | sort id | select id"
            sql = f"select id from articles where number in (select rowid from words where words match '{question['fts5']}') order by 1;"
        found = in_turn(
            {"newsq": ([options.newsq, "-c", ours, options.archive], None), "sqlite3": (["sqlite3", fts5.path, sql], None)},
            options.rounds * 2)
        result[kind] = found
        rows.append(
            [f"`{ours}`", ms(found["newsq"]["seconds"]), ms(found["sqlite3"]["seconds"]),
             f"{found['newsq']['seconds'] / found['sqlite3']['seconds']:.2f}", mb(found["newsq"]["memory"])])
    report.table(["question", "newsq ms", "sqlite3 ms", "newsq / sqlite3", "newsq's memory"], rows)
    report.data["start"] = result


def measure_raw(report, options, questions):
    phrases = [question["newsq"].strip('"') for question in questions if question["kind"] == "phrase of 2"]
    phrase = options.phrase or (phrases[0] if phrases else "of the")
    path = options.corpus
    report.say("## One question of raw JSON Lines\n")
    report.say(f'`"{phrase}" | count by source`, medians of {options.rounds} rounds.\n')
    words = phrase.split()
    pattern = r"\b" + r"\W+".join(words) + r"\b"
    commands = {
        "newsq": ([options.newsq, "-c", f'"{phrase}" | count by source', path], None),
        "newsq from a pipe": ([options.newsq, "-c", f'"{phrase}" | count by source', "-"], path),
    }
    if shutil.which("rg"):
        commands["ripgrep (lines only)"] = (["rg", "-ic", phrase, path], None)
    if options.duckdb:
        sql = (
            f"select source, count(*) from read_json('{path}', format='newline_delimited') where"
            f" regexp_matches(coalesce(headline, '') || ' ' || coalesce(body, ''), '(?i){pattern}') group by 1 order by 2 desc")
        commands["DuckDB"] = ([sys.executable, "-c", f"import duckdb; print(duckdb.sql({sql!r}).fetchall())"], None)
    if shutil.which("jq"):
        program = f'select(((.headline // "") + " " + (.body // "")) | test("{re.escape(words[0])}\\\\W+{words[-1]}"; "i")) | .source'
        commands["jq"] = (["jq", "-r", program, path], None)
    found = in_turn(commands, options.rounds)
    own = found["newsq"]["seconds"]
    rows = [
        [name, f"{value['seconds']:.3f}", f"{value['seconds'] / own:.2f}", mb(value["memory"])]
        for name, value in found.items()]
    report.table(["", "s", "× newsq", "most memory"], rows)
    whole = spend([options.newsq, "-c", f'"{phrase}" | count by source', "--max-bad", "1000000000", path])[2]
    once = spend(commands["newsq"][0])[2]
    report.say("The answer is the same as of an archive of everything.\n" if once == whole else "**The answers differ.**\n")
    report.data["raw"] = found


def grown(options, count):
    """An archive of so many articles, and how long it took; where the corpus has fewer they come again under other ids."""
    archive = os.path.join(options.work, f"grown-{count}.archive")
    seconds = archive + ".seconds"
    if not os.path.exists(seconds):
        path = os.path.join(options.work, "grown.jsonl")
        with open(options.corpus, "rb") as file:
            lines = [line for line in file if line.strip()]
        identifier = re.compile(rb'"id": ?"[^"]*"')
        with open(path, "wb") as file:
            for number in range(count):
                file.write(identifier.sub(b'"id": "%d"' % number, lines[number % len(lines)], count=1))
        taken = spend([options.newsq, "--save", archive, path])[0]
        os.remove(path)
        with open(seconds, "w", encoding="utf-8") as file:
            file.write(f"{taken}")
    with open(seconds, encoding="utf-8") as file:
        return archive, float(file.read())


def measure_growth(report, options, questions):
    if not options.growth:
        return
    report.say("## As the archive grows\n")
    seldom = next(question["newsq"] for question in questions if question["kind"] == "word, seldom")
    phrase = next((question["newsq"] for question in questions if question["kind"] == "phrase of 2"), seldom)
    archives = {count: grown(options, count) for count in options.growth}
    commands = {}
    for count, (archive, _) in archives.items():
        commands[f"{count} word"] = ([options.newsq, "-c", seldom + " | head 5", archive], None)
        commands[f"{count} phrase"] = ([options.newsq, "-c", phrase + " | head 5", archive], None)
    asked = in_turn(commands, options.rounds * 4)
    rows, result = [], {}
    for count, (archive, seconds) in archives.items():
        size = os.path.getsize(archive)
        result[count] = {"build": seconds, "bytes": size}
        cells = []
        for kind in ["word", "phrase"]:
            value = asked[f"{count} {kind}"]["seconds"]
            result[count][kind] = value
            cells.append(f"{ms(value)} ({value / asked[f'{options.growth[0]} {kind}']['seconds']:.2f}×)")
        rows.append([f"{count:,}", f"{seconds:.1f}", mb(size)] + cells)
    report.table(
        ["articles", "--save s", "on disk", f"`{seldom} | head 5`, ms", f"`{phrase} | head 5`, ms"], rows)
    report.say("Whole processes. Beyond the articles of the corpus they come again under other ids.\n")
    report.data["growth"] = result


def measure_instructions(report, options, questions):
    if not shutil.which("valgrind"):
        return
    report.say("## Instructions\n")
    # Valgrind does not understand what Swift writes for debuggers.
    program = os.path.join(options.work, "newsq-stripped")
    subprocess.run(["strip", "-o", program, options.newsq], check=True)
    rows, result, seen = [], {}, set()
    for question in questions:
        if question["kind"] in seen or question["mode"] != "count" or len(rows) == 6:
            continue
        seen.add(question["kind"])
        text = question["newsq"] + " | count" if question["kind"] == "word, rare" else question["newsq"] + " | head 1"
        run = subprocess.run(
            ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, "--threads", "1", "-c", text,
             options.archive], capture_output=True, text=True, errors="replace")
        found = re.search(r"Collected : (\d+)", run.stderr)
        if found:
            result[text] = int(found.group(1))
            rows.append([f"`{text}`", f"{int(found.group(1)) / 1e6:.2f}"])
    report.table(["process start to exit, on the archive", "million"], rows)
    report.say("As callgrind counts them; the same on a busy machine as on a quiet one.\n")
    report.data["instructions"] = result


def measure_analyses(report, options, newsq):
    report.say("## Analyses\n")
    size = newsq.raw("rows", "* | stats sum(words)")
    rows, result = [], {}
    sample = "* | sort id | head 3000"
    base = statistics.median(newsq.raw("rows", sample)[1] for _ in range(3))
    lengths = subprocess.run(
        [options.newsq, "-c", sample + " | stats n = sum(length(body))", options.archive], capture_output=True, text=True)
    match = re.search(r"\n([\d.]+)", lengths.stdout)
    total = float(match.group(1)) if match else 0
    for stage in ["quotes", "amounts", "dates", "sentences", "copies"]:
        count, seconds = min((newsq.raw("rows", f"{sample} | {stage}") for _ in range(2)), key=lambda each: each[1])
        spent = max(1e-9, seconds - base)
        result[stage] = {"rows": count, "seconds": spent, "characters": total}
        rows.append([stage, f"{count:,}", f"{spent:.2f}", f"{total / spent / 1e6:.0f}" if total else "–"])
    report.table(["of 3,000 articles", "rows", "s", "million characters a second"], rows)
    report.say("One thread; the time of the search and the sorting before is taken off.\n")
    report.data["analyses"] = result
    del size


def measure_readers(report, options):
    report.say("## Reading formats\n")
    folder = os.path.join(options.work, "formats")
    sizes = formats.make(options.corpus, folder)
    rows, result = [], {}
    for name, peer, command in formats.peers():
        path = os.path.join(folder, name)
        if name not in sizes:
            continue
        found = in_turn(
            {"newsq": ([options.bench, "--read", path], None), peer: (command + [path], None)}, max(3, options.rounds))
        own, other = found["newsq"]["seconds"], found[peer]["seconds"]
        result[f"{name}, {peer}"] = found
        rows.append([name, f"{sizes[name] / own / 1e6:.0f}", peer, f"{sizes[name] / other / 1e6:.0f}",
                     f"{other / own:.1f}", mb(found["newsq"]["memory"]), mb(found[peer]["memory"])])
    report.table(["", "newsq MB/s", "peer", "MB/s", "newsq is faster, times", "memory", "peer's"], rows)
    report.say(
        "Whole processes on one thread, in turn. newsq makes an article of every record (fields, date, dateline, credit) and "
        "drops it; the peers only parse, or add up lengths. Of packed files what comes out is counted.\n")
    report.data["readers"] = result


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", default=os.environ.get("CORPUS", ""), help="JSON Lines; made if not given")
    parser.add_argument("--articles", type=int, default=20_000, help="how many are made")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--phrase", help="what the raw lines are asked for")
    parser.add_argument("--newsq", default=os.path.join(ROOT, ".build/release/newsq"))
    parser.add_argument("--bench", default=os.path.join(ROOT, ".build/release/newsq-bench"))
    parser.add_argument("--work", default=os.path.join(HERE, ".build/work"))
    parser.add_argument("--only", default=",".join(Report.order), help="parts to measure: %(default)s")
    parser.add_argument("--growth", type=lambda text: [int(n) for n in text.split(",") if n], default=[10_000, 40_000, 160_000])
    parser.add_argument("--results", default=os.path.join(HERE, "Results.md"))
    options = parser.parse_args()
    if not options.corpus:
        options.corpus = os.path.join(options.work, f"made-{options.articles}.jsonl")
        if not os.path.exists(options.corpus):
            os.makedirs(options.work, exist_ok=True)
            corpus.made(options.corpus, options.articles)
    parts = options.only.split(",")
    for part in parts:
        if part not in Report.order:
            raise SystemExit(f"{part} is no part; there are {', '.join(Report.order)}")

    # What is built of one corpus is used again by a later run of other parts.
    stem = re.sub(r"\W", "-", os.path.splitext(os.path.basename(options.corpus))[0])
    options.work = os.path.join(options.work, f"{stem}-{os.path.getsize(options.corpus)}")
    options.archive = os.path.join(options.work, "news.archive")
    report = Report(os.path.join(options.work, "parts"))
    engines = []
    try:
        engines.append(peers.Tantivy(os.path.join(options.work, "tantivy")))
    except ImportError:
        report.say("Tantivy is missing: pip install tantivy\n")
    engines.append(peers.FTS5(os.path.join(options.work, "fts5.db")))
    try:
        import duckdb

        options.duckdb = duckdb.__version__
    except ImportError:
        options.duckdb = None

    article_count, questions = corpus.Questions.of(options.corpus, os.path.join(options.work, "questions.json"))
    options.word = next((each["newsq"] for each in questions if each["kind"] == "word, middling"), "the")
    needs_build = any(part in ("warm", "start", "instructions", "analyses") for part in parts)
    is_built = os.path.exists(options.archive) and all(engine.is_built() for engine in engines)
    if "build" in parts or needs_build and not is_built:
        measure_build(report, options, engines)
        report.end("build")
    newsq = None
    if needs_build:
        for engine in engines:
            engine.open()
        newsq = NewsqBench(options.bench, options.archive)
    measures = {
        "warm": lambda: measure_warm(report, options, [newsq] + engines, questions),
        "start": lambda: measure_start(report, options, engines[-1], questions),
        "raw": lambda: measure_raw(report, options, questions),
        "growth": lambda: measure_growth(report, options, questions),
        "instructions": lambda: measure_instructions(report, options, questions),
        "analyses": lambda: measure_analyses(report, options, newsq),
        "readers": lambda: measure_readers(report, options),
    }
    try:
        for part in Report.order:
            if part in parts and part in measures:
                measures[part]()
                report.end(part)
    finally:
        if newsq:
            newsq.close()
    report.write(
        options.results,
        "# newsq beside its peers\n\n"
        f"{article_count:,} articles, {mb(os.path.getsize(options.corpus))} of JSON Lines; {os.cpu_count()} cores; "
        f"{len(questions)} questions. Each part is one run, its programs in turn: only the ratios are worth remembering.\n")


if __name__ == "__main__":
    main()
