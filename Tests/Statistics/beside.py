#!/usr/bin/env python3
"""Runs scripts/afternoon.newsq and the notebook afternoon.py step by step and says lines, seconds and where they differ.

    python3 Tests/Statistics/beside.py PROGRAM ARCHIVE ARTICLES.jsonl

ARCHIVE holds ARTICLES.jsonl. Each step of newsq is a run of its own, with the script's `let`s that it names; the cells of the
notebook run in one Python, which has read the articles once. Seconds are of the processor, all cores together, so that
other work on the machine counts little; one run each.
"""
import csv, os, re, resource, subprocess, sys, tempfile, time

program, archive, path = (os.path.abspath(p) if os.path.exists(p) else p for p in sys.argv[1:4])
here = os.path.dirname(os.path.abspath(__file__))
root = os.path.dirname(os.path.dirname(here))
scripts = os.path.join(root, "scripts")


def processor(who):
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def newsq(*arguments, folder):
    start, wall = processor(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run([program, "--no-config", *arguments, archive], capture_output=True, text=True, cwd=folder)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout, processor(resource.RUSAGE_CHILDREN) - start, time.perf_counter() - wall


with open(os.path.join(scripts, "afternoon.newsq")) as file:
    lines = [line.rstrip() for line in file if line.strip() and not line.startswith("#")]
# A line that begins with `|` goes on from the one before.
statements = []
for line in lines:
    if line.lstrip().startswith("|"):
        statements[-1] += "\n" + line
    else:
        statements.append(line)
lets = {re.match(r"let (\w+)", text)[1]: text for text in statements if text.startswith("let ")}
queries = [text for text in statements if not text.startswith("let ")]


def needed(line):
    """The declarations that a statement names, in their order."""
    names = {n for n in lets if re.search(rf"\${n}\b", line)}
    for name in list(names):
        names |= {re.match(r"let (\w+)", l)[1] for l in needed(lets[name].split("=", 1)[1])}
    return [text for name, text in lets.items() if name in names]


work = tempfile.TemporaryDirectory()
for name in ("outlets.csv", "tone.tsv"):
    os.symlink(os.path.join(scripts, name), os.path.join(work.name, name))
mine = []
for number, query in enumerate(queries, 1):
    body = re.sub(r" \| (chart|write)\b.*", "", query)
    size = sum(text.count("\n") + 1 for text in needed(query) + [query])
    script = os.path.join(work.name, f"{number}.newsq")
    with open(script, "w") as file:
        file.write("\n".join(needed(query) + [body, ""]))
    answer, seconds, wall = newsq("-f", script, "-o", "csv", folder=work.name)
    mine.append((list(csv.DictReader(answer.splitlines())), seconds, wall, size))

# The notebook, cell by cell.
with open(os.path.join(here, "afternoon.py")) as file:
    cells = re.split(r"^# %% ", file.read(), flags=re.M)[2:]
os.chdir(root)
sys.argv = ["afternoon.py", path, work.name]
names, theirs = {}, {}
for cell in cells:
    title, code = cell.split("\n", 1)
    start, wall = processor(resource.RUSAGE_SELF), time.perf_counter()
    exec(compile(code, title, "exec"), names)
    size = sum(1 for line in code.splitlines() if line.strip())
    theirs[title.split()[0]] = (title, processor(resource.RUSAGE_SELF) - start, time.perf_counter() - wall, size)


def number(text):
    try:
        return float(text)
    except (TypeError, ValueError):
        return text or ""


print("| step | newsq: lines | s | pandas: lines | s | ratio | figures |\n|---|---:|---:|---:|---:|---:|---|")
for name in ("setup", "read"):
    title, seconds, _, size = theirs[name]
    print(f"| {title} | | | {size} | {seconds:.2f} | | |")
for step, (rows, seconds, wall, size) in enumerate(mine, 1):
    title, other, _, cell = theirs[str(step)]
    with open(os.path.join(work.name, f"{step}.csv")) as file:
        peer = list(csv.DictReader(file))
    if not (peer and rows):
        print(f"| {title} | {size} | {seconds:.2f} | {cell} | {other:.2f} | | no rows |")
        continue
    names = ("lean", "month", "section", "term", "speaker", "a", "b")
    measures = [c for c in peer[0] if c in rows[0] and c not in names]
    keys = [c for c in peer[0] if c in rows[0] and c not in measures]
    ours = {tuple(r[k] for k in keys): r for r in rows}
    both = equal = 0
    largest, at = 0.0, ""
    for row in peer:
        key = tuple(row[k] for k in keys)
        if key not in ours:
            continue
        both += 1
        same = True
        for m in measures:
            x, y = number(ours[key][m]), number(row[m])
            if isinstance(x, str) or isinstance(y, str):
                same &= x == y
            elif abs(x - y) > 1e-6 * max(1, abs(y)):
                same = False
                if abs(x - y) / max(1, abs(y)) > largest:
                    largest, at = abs(x - y) / max(1, abs(y)), f"{' '.join(key)} {m}: {x:g}, {y:g}"
        equal += same
    print(f"| {title} | {size} | {seconds:.2f} | {cell} | {other:.2f} | {other / seconds:.1f} | "
          f"{len(rows)} and {len(peer)} rows, {both} in both, {equal} equal{'; most: ' + at if at else ''} |")
page = os.path.join(work.name, "afternoon.newsq")
os.symlink(os.path.join(scripts, "afternoon.newsq"), page)
answer, seconds, wall = newsq("-f", page, "-o", "html", folder=work.name)
_, other, _, cell = theirs["10"]
bytes = os.path.getsize(os.path.join(work.name, "page.html"))
print(f"| a page | 0 | {seconds:.2f} | {cell} | {other:.2f} | | {len(answer):,} and {bytes:,} bytes |")
total = sum(s for _, s, _, _ in mine), sum(theirs[str(n + 1)][1] for n in range(len(mine)))
walls = sum(w for _, _, w, _ in mine), sum(theirs[str(n + 1)][2] for n in range(len(mine)))
print(f"| all | {len(lines)} | {total[0]:.2f} | {sum(t[3] for t in theirs.values())} | "
      f"{total[1]:.2f}, with reading {total[1] + theirs['read'][1]:.2f} | {total[1] / total[0]:.1f} | |")
print(f"\nBy the clock: newsq {walls[0]:.1f} s, the cells {walls[1]:.1f} s and {theirs['read'][2]:.1f} s for reading.")
if os.environ.get("KEEP"):
    import shutil
    shutil.copytree(work.name, os.environ["KEEP"], dirs_exist_ok=True)
    for step, (rows, *_) in enumerate(mine, 1):
        with open(os.path.join(os.environ["KEEP"], f"{step}.ours.csv"), "w") as file:
            table = csv.DictWriter(file, rows[0])
            table.writeheader()
            table.writerows(rows)
