#!/usr/bin/env python3
"""Compares tables, columns across rows, hits, tone, dispersion, keywords and networks with pandas, numpy and networkx.

    python3 Tests/Statistics/tables.py PROGRAM ARTICLES [COUNT]

ARTICLES is a file of JSON Lines, of which the first COUNT (1,500) are taken, or an archive, of which newsq writes a random
sample of as many; there must be several outlets, and dates. Shares no code with newsq: the tables are pandas', words are cut
by one regular expression, and the measures are written out from their papers. What is counted in articles must be equal.
Words are cut by other rules than newsq's, so counts of words may differ by a little where a text has unusual marks. Prints
what was compared; exits 1 where the two disagree. Needs pandas, numpy, networkx and openpyxl. A minute with 1,500 articles.
"""
import collections, itertools, json, math, os, re, sqlite3, subprocess, sys, tempfile, unicodedata

import networkx
import numpy
import pandas

program, path = sys.argv[1], sys.argv[2]
limit = int(sys.argv[3]) if len(sys.argv) > 3 else 1500
folder = tempfile.TemporaryDirectory()
archive = os.path.join(folder.name, "sample.newsq")
COLUMNS = ["id", "date", "source", "section", "language", "headline", "deck", "body", "tags"]


def in_folder(name):
    return os.path.join(folder.name, name)


def run(*arguments):
    done = subprocess.run([program, "--no-config", *arguments], capture_output=True, text=True, cwd=folder.name)
    assert done.returncode == 0, f"{arguments}\n{done.stderr}"
    return done.stdout


def ask(query):
    """The rows of a query, as pandas reads them."""
    return pandas.DataFrame(json.loads(run(archive, "-c", query, "-o", "json")))


# The sample, read by pandas, and an archive of it.
lines = in_folder("sample.jsonl")
if path.endswith((".jsonl", ".ndjson")):
    with open(path, encoding="utf-8", errors="replace") as file, open(lines, "w", encoding="utf-8") as part:
        part.writelines(itertools.islice(file, limit))
else:
    with open(lines, "w", encoding="utf-8") as part:
        part.write(run(path, "-c", f"* | sample {limit} seed 1 | select {', '.join(COLUMNS)}", "-o", "jsonl"))
run("--save", archive, lines, "-c", "* | count")
with open(lines, encoding="utf-8") as file:
    records = [json.loads(line) for line in file]
frame = pandas.DataFrame(records)
if "date" not in frame:
    frame["date"] = frame["published"]
for name in COLUMNS:
    if name not in frame:
        frame[name] = None
frame["date"] = frame["date"].str[:10]
frame["year"] = pandas.to_numeric(frame["date"].str[:4])
frame["month"] = frame["date"].str[:7]
text = [[article.get(name) or "" for name in ("headline", "deck", "body")] for article in records]

# newsq's rows, in its order: the newest first.
articles = ask("* | select id, date, source, section, tags, words")
assert len(articles) == len(frame) and articles["id"].is_unique, "the sample has an article twice"
order = {id: place for place, id in enumerate(articles["id"])}
frame = frame.iloc[frame["id"].map(order).argsort()].reset_index(drop=True)
text = [text[place] for place in pandas.Series([a["id"] for a in records]).map(order).argsort()]

WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)*[^\W_]*|[^\W_]+")


def fold(text):
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()


def words(text):
    """Words in small letters without accents; `U.S.` is one, `'s` goes with its word."""
    text = re.sub(r"(?<=\w)['’]s\b", "", fold(text))
    return [w.replace(",", "") if w[0].isdigit() else w.replace(".", "") for w in WORD.findall(text)]


tokens = [[words(field) for field in fields] for fields in text]
frame["length"] = [sum(map(len, fields)) for fields in tokens]


def likelihood(a, b, c, d):
    """Dunning 1993: 2 Σ O ln(O/E) over a table of two rows and two columns."""
    n, total = a + b + c + d, 0.0
    for observed, row, column in ((a, a + b, a + c), (b, a + b, b + d), (c, c + d, a + c), (d, c + d, b + d)):
        if observed > 0:
            total += observed * math.log(observed * n / (row * column))
    return 2 * total


checks = failures = 0


def fail(what):
    global failures
    failures += 1
    print(f"  {what}")


def alike(a, b, tolerance):
    if pandas.api.types.is_list_like(a) or pandas.api.types.is_list_like(b):
        return list(a) == list(b)
    if pandas.isna(a) or pandas.isna(b):
        return pandas.isna(a) and pandas.isna(b)
    if isinstance(a, str) or isinstance(b, str):
        return str(a) == str(b)
    return abs(a - b) <= tolerance * max(1.0, abs(b))


def shown(key):
    """A key as text: 2016 and 2016.0 are one, and what is missing is empty."""
    if pandas.isna(key):
        return ""
    return str(int(key)) if isinstance(key, (int, float)) and key == int(key) else str(key)


def compare(name, here, newsq, by=None, tolerance=1e-9, some=False, slack=0.0):
    """Compares two tables, row by row or by their columns `by`. With `some` newsq shows only a part of the rows; `slack` is
    the share of its rows that may differ, for words are cut by other rules."""
    global checks
    checks += 1
    columns = [by] if isinstance(by, str) else by or []
    values = [c for c in here.columns if c not in columns]
    tables = []
    for table in (here, newsq):
        keys = zip(*(table[c].map(shown) for c in columns)) if columns else range(len(table))
        rows = dict(zip(keys, table[values].itertuples(index=False)))
        if len(rows) < len(table):
            return fail(f"{name}: a key stands twice")
        tables.append(rows)
    here, newsq = tables
    missing = [k for k in newsq if k not in here]
    absent = [] if some else [k for k in here if k not in newsq]
    if len(missing) + len(absent) > slack * len(newsq):
        return fail(f"{name}: {len(missing)} rows only in newsq {missing[:3]}, {len(absent)} only here {absent[:3]}")
    different = [(k, tuple(here[k]), tuple(newsq[k])) for k in newsq if k in here
                 and not all(alike(a, b, tolerance) for a, b in zip(here[k], newsq[k]))]
    allowed = slack * len(newsq)
    print(f"{name}: {len(newsq)} rows, {len(different)} differ" + (f" ({allowed:.0f} may)" if slack else ""))
    if len(different) > allowed:
        for key, mine, its in different[:3]:
            print(f"    {key}: {mine} here, {its} in newsq")
        fail(f"{name}: {len(different)} rows differ")
    if not newsq:
        fail(f"{name}: nothing was compared")


def equal(name, here, newsq):
    global checks
    checks += 1
    if here != newsq:
        return fail(f"{name}: {str(here)[:200]} here, {str(newsq)[:200]} in newsq")
    print(f"{name}: equal")


# Tables of our own: outlets with a lean, in other letters and with gaps; desks with several rows each; events as spans.
sources = frame["source"].value_counts()
leans = {s: ("left", "centre", "right")[i % 3] for i, s in enumerate(sources.index) if i % 7 != 6}
outlets = pandas.DataFrame([(s.upper() if i % 2 else s, lean, 1900 + i) for i, (s, lean) in enumerate(leans.items())],
                           columns=["outlet", "lean", "since"])
outlets.to_csv(in_folder("outlets.csv"), index=False)
outlets.to_excel(in_folder("outlets.xlsx"), index=False)
with sqlite3.connect(in_folder("outlets.db")) as database:
    outlets.to_sql("outlets", database, index=False)
desks = pandas.DataFrame([(s, f"desk {k}") for i, s in enumerate(sources.index) for k in range((i + 2) % 4)],
                         columns=["outlet", "desk"])
desks.to_csv(in_folder("desks.csv"), index=False)
busy = frame["date"].value_counts().index
spans = [busy[0], busy[1], busy[0][:7], busy[2][:7], busy[0][:4], "1850"]
pandas.DataFrame({"day": spans, "event": [f"event {i}" for i in range(len(spans))]}).to_csv(in_folder("events.csv"), index=False)

key = frame["source"].map(fold)
joined = frame.assign(key=key).merge(outlets.assign(key=outlets["outlet"].map(fold)), on="key", how="left")

# 1 to 8: tables.
for kind in ("csv", "xlsx", "db"):
    compare(f"join, {kind}", joined[["id", "lean", "since"]], ask(
        f'* | join "outlets.{kind}" on source = outlet | select id, lean, since'), tolerance=0)
compare("join … matched | count by", joined.dropna(subset=["lean"]).groupby(["lean", "year"]).size().reset_index(name="count"),
        ask('* | join "outlets.csv" on source = outlet matched | where date is not empty | count by lean, year = year(date)'),
        ["lean", "year"])
several = frame.merge(desks, left_on="source", right_on="outlet", how="left")
compare("join, several partners", several[["id", "desk"]], ask('* | join "desks.csv" on source = outlet | select id, desk'))
compare("join, articles beside rows",
        several.groupby("desk").agg(count=("id", "size"), articles=("id", "nunique")).reset_index(),
        ask('* | join "desks.csv" on source = outlet matched | count by desk').assign(articles=lambda t: t.get("articles", t["count"])),
        "desk")
happened = pandas.DataFrame([(id, f"event {i}") for id, day in zip(frame["id"], frame["date"]) for i, span in enumerate(spans)
                             if isinstance(day, str) and day.startswith(span)], columns=["id", "event"])
compare("join, dates as spans", happened.groupby("event").size().reset_index(name="count"),
        ask('* | join "events.csv" on date = day matched | count by event'), "event")
years = outlets.assign(year=[2012 + i % 10 for i in range(len(outlets))])[["outlet", "year", "lean"]]
years.to_csv(in_folder("years.csv"), index=False)
both = frame.assign(key=key).merge(years.assign(key=years["outlet"].map(fold)), on=["key", "year"], how="inner")
compare("join, two keys", both[["id", "lean"]],
        ask('* | join "years.csv" on source = outlet, year(date) = year matched | select id, lean'), "id")
tags = frame[["id", "tags"]].explode("tags").dropna()
if tags.empty:
    print("  no tags: lists are joined and paired by section")
known = pandas.DataFrame({"tag": tags["tags"].value_counts().index[:12]})
known["size"] = range(len(known))
if len(known):
    known.to_csv(in_folder("tags.csv"), index=False)
    compare("join, items of a list", tags.merge(known, left_on="tags", right_on="tag").groupby("size").size().reset_index(name="count"),
            ask('* | join "tags.csv" on tags = tag matched | count by size'), "size")
compare("where … not in $table", frame[~key.isin(outlets["outlet"].map(fold))][["id"]].reset_index(drop=True),
        ask('let known = table "outlets.csv" | select source = outlet; * | where source not in $known | select id'))
last = sources.reset_index().head(12).set_axis(["source", "count"], axis=1).assign(run="last")
last.to_csv(in_folder("last.csv"), index=False)
now = ask('* | top 9 source | select source, count | let run = "now"')
compare("union", pandas.concat([now, last], ignore_index=True)[["source", "count", "run"]],
        ask('* | top 9 source | select source, count | let run = "now" | union "last.csv"'))

# 9 to 11: shares.
found = pandas.Series([any(w.startswith("migrant") or w.startswith("refugee") for f in fields for w in f) for fields in tokens])
SEARCH = "(migrant* or refugee*)"
hit = frame[found]
year = int(hit["year"].mode()[0])


def shares(part, whole, columns):
    table = whole.groupby(columns).size().rename("total").reset_index()
    table = table.merge(part.groupby(columns).size().rename("count").reset_index(), on=columns, how="left").fillna({"count": 0})
    return table.assign(per_thousand=(1000 * table["count"] / table["total"]).round(2))


compare("share by, in a year", shares(hit[hit["year"] == year], frame[frame["year"] == year], ["source"]),
        ask(f"{SEARCH} date:{year} | share by source"), "source", some=True)
top = hit["source"].value_counts()
timeline = ask(f"{SEARCH} | timeline share by year, source").dropna(subset=["year"]).astype({"year": int})
named = [s for s in timeline["source"].unique() if s != "other"]
equal("timeline share: its outlets are the most frequent", sorted(top.loc[named], reverse=True), sorted(top, reverse=True)[:10])
grouped = [t.assign(source=t["source"].where(t["source"].isin(named), "other")).dropna(subset=["year"]).astype({"year": int})
           for t in (hit, frame)]
compare("timeline share by year, source", shares(*grouped, ["year", "source"]),
        timeline[timeline["total"] > 0], ["year", "source"], some=True)
weeks = pandas.to_datetime(hit["date"]).dropna().dt.to_period("W-SUN").value_counts()
weeks = weeks.reindex(pandas.period_range(weeks.index.min(), weeks.index.max(), freq="W-SUN"), fill_value=0)
compare("timeline by week", pandas.DataFrame({"week": weeks.index.start_time.strftime("%Y-%m-%d"), "count": weeks.to_numpy()}),
        ask(f"{SEARCH} | timeline by week").dropna(subset=["week"]), "week")

# 12 to 16: hits, tone, places.


def occurrences(fields, phrases):
    """Where phrases of a list stand in fields; of those that overlap only the longest, the first of equal ones."""
    rest = []
    for number, field in enumerate(fields):
        place = 0
        while place < len(field):
            best = max((p for p in phrases if tuple(field[place:place + len(p)]) == p), key=len, default=None)
            if best:
                rest.append((number, place, best))
                place += len(best)
            else:
                place += 1
    return rest


tone = {"good": 1, "great": 2, "success": 1.5, "win": 1, "bad": -1, "crisis": -1.5, "fear": -1, "not good": -1, "war": -0.5}
with open(in_folder("tone.tsv"), "w") as file:
    file.writelines(f"{phrase}\t{weight}\n" for phrase, weight in tone.items())
phrases = {tuple(p.split()): w for p, w in tone.items()}
counted = pandas.DataFrame({
    "id": frame["id"],
    "house": [len(occurrences(f, {("white", "house"): 1})) for f in tokens],
    "head": [f[0].count("trump") for f in tokens],
    "stem": [sum(w.startswith("econom") for p in f for w in p) for f in tokens]})
compare("hits: a phrase, a field, a beginning", counted, ask(
    '* | select id, house = hits("white house"), head = hits(headline:trump), stem = hits(econom*)'), "id", slack=0.01)
feelings = [occurrences(f, phrases) for f in tokens]
frame["tone"] = [float(sum(phrases[p] for _, _, p in found)) for found in feelings]
compare("weight of a list, the longest entry", frame[["id", "tone"]], ask("* | select id, tone = weight(@tone.tsv)"), "id", slack=0.005)
# Means over lists without entries inside others, so that it does not matter how `hits` counts those.
single = {p: w for p, w in phrases.items() if len(p) == 1}
with open(in_folder("single.tsv"), "w") as file:
    file.writelines(f"{' '.join(p)}\t{w}\n" for p, w in single.items())
feelings = [occurrences(f, single) for f in tokens]
frame["tone"] = [float(sum(single[p] for _, _, p in found)) for found in feelings]
frame["marks"] = [len(found) for found in feelings]
compare("weight and hits of a list", frame[["id", "tone", "marks"]],
        ask("* | select id, tone = weight(@single.tsv), marks = hits(@single.tsv)"), "id", slack=0.005)
marked = frame[frame["marks"] > 0].assign(mean=lambda t: t["tone"] / t["marks"])
by_source = marked.groupby("source").agg(n=("mean", "size"), tone=("mean", "mean"), sum=("tone", "sum")).reset_index()
compare("tone by source", by_source, ask(
    "* | let w = weight(@single.tsv), k = hits(@single.tsv) | where k > 0 | let mean = w / k "
    "| stats n = count, tone = avg(mean), sum = sum(w) by source"), "source", slack=0.02, tolerance=1e-6)
TERM = "trump"
places = [(place, len(field)) for fields in tokens for field in fields for place, word in enumerate(field) if word == TERM]
parts = collections.Counter(int(place / size * 10) for place, size in places)
compare("kwic: tenths of an article", pandas.DataFrame({"part": list(parts), "count": list(parts.values())}),
        ask(f"{TERM} | kwic 1 | count by part = floor(at * 10)"), "part", tolerance=0.02)


def dispersion(hits, sizes):
    """Juilland's D (1964) of shares, and the deviation of proportions (Gries 2008)."""
    hits, sizes = numpy.array(hits, float), numpy.array(sizes, float)
    shares = hits / sizes
    d = 1 - shares.std() / shares.mean() / math.sqrt(len(sizes) - 1)
    return d, numpy.abs(hits / hits.sum() - sizes / sizes.sum()).sum() / 2


terms = ("trump", "economy")
per_article = {t: [sum(p.count(t) for p in f) for f in tokens] for t in terms}
for name, keys in (("source", frame["source"]), ("article", frame["id"])):
    rows = []
    for t in terms:
        table = pandas.DataFrame({"key": keys, "n": per_article[t], "size": frame["length"]}).groupby("key").sum()
        rows.append((t, table["n"].sum(), len(table), (table["n"] > 0).sum(), *dispersion(table["n"], table["size"])))
    compare(f"dispersion, {name}s", pandas.DataFrame(rows, columns=["term", "hits", "parts", "range", "juilland_d", "dp"]),
            ask("(trump or economy) | dispersion" + (" by source" if name == "source" else "")), "term", tolerance=0.005)

# 17 to 25: columns across rows.
cells = ask("* | count by source, section")
cells["section"] = cells["section"].fillna("")
group = cells.groupby("source", dropna=False)["count"]
compare("let pct = 100 * count / sum(count) by source", cells.assign(
    pct=100 * cells["count"] / group.transform("sum"), mean=group.transform("mean"))[["pct", "mean"]],
    ask("* | count by source, section | let pct = 100 * count / sum(count), mean = avg(count) by source"))
months = ask("* | timeline by month").dropna(subset=["month"]).reset_index(drop=True)
n = months["count"]
compare("prev, next, running, moving", months.assign(
    before=n.shift(1), after=n.shift(-1), year=n.shift(12), change=n - n.shift(1), sofar=n.cumsum(), mean=n.rolling(4).mean())[
        ["month", "before", "after", "year", "change", "sofar", "mean"]],
    ask("* | timeline by month | where month is not empty | let before = prev(count), after = next(count), year = prev(count, 12), "
        "change = count - prev(count), sofar = running(count), mean = moving(count, 4)"), "month")
compare("prev, running, moving, rank by source", cells.assign(
    before=group.shift(1), sofar=group.cumsum(), mean=group.transform(lambda g: g.rolling(2).mean()),
    place=group.rank(method="min", ascending=False))[["before", "sofar", "mean", "place"]],
    ask("* | count by source, section | let before = prev(count), sofar = running(count), mean = moving(count, 2), "
        "place = rank(count) by source"))
for verb in ("head", "tail"):
    expected = getattr(articles.groupby("source", sort=False), verb)(3)[["id"]].reset_index(drop=True)
    compare(f"{verb} 3 by source", expected, ask(f"* | {verb} 3 by source | select id"))
sampled = ask("* | sample 5 by source seed 7 | select id, source")
equal("sample 5 by source", sources.clip(upper=5).sort_index().to_dict(), sampled["source"].value_counts().sort_index().to_dict())
equal("sample: the same seed, the same rows", sampled["id"].tolist(), ask("* | sample 5 by source seed 7 | select id")["id"].tolist())
lengths = articles.assign(year=pandas.to_numeric(articles["date"].str[:4])).dropna(subset=["year"])
grouped = lengths.groupby("year")["words"]
longer = lengths[lengths["words"] > 800]
expected = pandas.DataFrame({
    "n": grouped.size(), "outlets": lengths.groupby("year")["source"].nunique(), "all": grouped.sum(), "mean": grouped.mean(),
    "middle": grouped.median(), "p90": grouped.quantile(0.9), "p5": grouped.apply(lambda v: numpy.percentile(v, 5)),
    "sd": grouped.std(ddof=1), "v": grouped.var(ddof=1), "least": grouped.min(), "most": grouped.max(),
    "long": longer.groupby("year").size(), "longmean": longer.groupby("year")["words"].mean()})
expected["long"] = expected["long"].fillna(0)
compare("stats, thirteen aggregates", expected.reset_index(), ask(
    "* | where date is not empty | stats n = count, outlets = distinct(source), all = sum(words), mean = avg(words), middle = median(words), "
    "p90 = percentile(words, 90), p5 = percentile(words, 5), sd = stddev(words), v = variance(words), least = min(words), "
    "most = max(words), long = count where words > 800, longmean = avg(words) where words > 800 by year = year(date)"), "year")

# 26 to 29: pivot, unpivot, compare.
table = pandas.pivot_table(lengths, index="source", columns="year", values="words", aggfunc="mean")
columns = [str(int(y)) for y in table.columns]
table = table.set_axis(columns, axis=1).reset_index()
compare("pivot of means", table, ask(
    "* | where date is not empty | stats w = avg(words) by source, year = year(date) | pivot year"), "source")
wide = lengths.groupby("source")["words"].agg(["min", "max"]).reset_index()
compare("unpivot", wide.melt("source", var_name="which").replace({"min": "least", "max": "most"}), ask(
    "* | where date is not empty | stats least = min(words), most = max(words) by source | unpivot which = least, most"),
    ["source", "which"])
a, b = sources.index[:2]
crossed = pandas.crosstab(frame["section"].fillna(""), frame["source"])[[a, b]]
crossed = crossed[crossed.sum(axis=1) > 0]
na, nb = crossed.sum()
expected = pandas.DataFrame([
    (s, x, y, x - y, round(x / y, 2) if y else None, round(likelihood(x, na - x, y, nb - y), 2))
    for s, (x, y) in crossed.iterrows()], columns=["section", "a", "b", "difference", "ratio", "log_likelihood"])
rows = ask(f'* | where source in ("{a}", "{b}") | count by section, source | pivot source ("{a}", "{b}") | compare `{a}` vs `{b}`')
compare("compare", expected, rows.rename(columns={a: "a", b: "b"}), "section", tolerance=0.005)

# 30 to 34: words by group.
stop = {w for w, _ in collections.Counter(w for f in tokens for p in f for w in p).most_common(60)}
with open(in_folder("stop.txt"), "w") as file:
    file.writelines(w + "\n" for w in sorted(stop))
everything, having = collections.Counter(), collections.Counter()
inside = collections.defaultdict(collections.Counter)
for source, fields in zip(frame["source"], tokens):
    count = collections.Counter(w for p in fields for w in p)
    everything += count
    having.update(count.keys())
    inside[source] += count
total = sum(everything.values())
rows = ask("* | keywords 10 by source without @stop.txt with boilerplate")
equal("keywords by: its outlets are the largest", sorted(sources[rows["source"].unique()], reverse=True), sorted(sources, reverse=True)[:10])
equal("keywords by: ten each, without the words of the list", (10, 0),
      (rows.groupby("source").size().min(), rows["term"].isin(stop).sum()))
expected = []
for s in rows["source"].unique():
    size = sum(inside[s].values())
    for word, count in inside[s].items():
        other = everything[word] - count
        if word not in stop and count * (total - size) > other * size:
            expected.append((s, word, count, other, likelihood(count, size - count, other, total - size - other),
                             math.log2(max(count, 0.5) / size / (max(other, 0.5) / (total - size))),
                             count * math.log(len(frame) / having[word])))
expected = pandas.DataFrame(expected, columns=["source", "term", "count", "other", "log_likelihood", "log_ratio", "tf_idf"])
compare("keywords 10 by source", expected, rows, ["source", "term"], tolerance=0.02, some=True, slack=0.05)
best = expected.sort_values("log_likelihood", ascending=False).groupby("source").head(10)
shared = len(pandas.merge(best, rows, on=["source", "term"]))
print(f"  of its {len(rows)} keywords {shared} are the independent ones")
if shared < 0.95 * len(rows):
    fail("keywords by source: other words are first")
compare("terms without", pandas.DataFrame({"term": list(everything), "count": list(everything.values())})[lambda t: ~t["term"].isin(stop)],
        ask("* | terms 200 without @stop.txt with boilerplate"), "term", tolerance=0.01, some=True, slack=0.03)
compare("sums of hits and of words", pandas.DataFrame({
    "source": frame["source"], "n": per_article["trump"], "w": [len(f[2]) for f in tokens]}).groupby("source").sum().reset_index(),
    ask("* | let n = hits(trump) | stats n = sum(n), w = sum(words) by source"), "source", tolerance=0.005)

# 35 to 37: matches.
PATTERN = r"(?<n>\d+(?:,\d{3})*) (?<what>people|percent|jobs)"
expression = re.compile(PATTERN.replace("(?<", "(?P<"))
matches = pandas.DataFrame(
    [(id, m[0], m["n"], m["what"]) for id, fields in zip(frame["id"], text) for f in fields for m in expression.finditer(f)],
    columns=["id", "match", "n", "what"])
compare("matches, named groups", matches, ask(f"* | matches /{PATTERN}/ | select id, match, n, what"), slack=0.01)
numbers = matches.assign(n=pandas.to_numeric(matches["n"].str.replace(",", ""), errors="coerce"))
compare("matches | let number() | stats", numbers.groupby("what").agg(
    k=("n", "size"), sum=("n", "sum"), middle=("n", "median"), most=("n", "max")).reset_index(),
    ask(f"* | matches /{PATTERN}/ | let v = number(n) | stats k = count, sum = sum(v), middle = median(v), most = max(v) by what"),
    "what", tolerance=1e-6)
YEAR = r"\b(?:19|20)\d\d\b"
years = pandas.DataFrame({"id": frame["id"], "k": [re.findall(YEAR, fields[2]) for fields in text]})
compare("matches() as a list, by item", years.explode("k").dropna().drop_duplicates().groupby("k").size().reset_index(name="count"), ask(
    f"* | let k = matches(body, /{YEAR}/) | count by k | where k is not empty"), "k", slack=0.01)

# 38 to 41: networks, read by networkx.


def graph(file):
    """The network of a file, its nodes named by their labels."""
    read = networkx.read_gexf if file.endswith("gexf") else networkx.read_graphml
    network = read(in_folder(file))
    return networkx.relabel_nodes(network, {node: data["label"] for node, data in network.nodes(data=True)})


def edges(network):
    key = tuple if network.is_directed() else lambda e: tuple(sorted(e))
    return {key((a, b)): data["weight"] for a, b, data in network.edges(data=True)}


def network(name, query, expected):
    for file in ("net.gexf", "net.graphml"):
        run(archive, "-c", f"{query} | write {file}", "-o", "tsv")
        ours = graph(file)
        kind = networkx.DiGraph if expected.is_directed() else networkx.Graph
        equal(f"{name}, {file[4:]}: {len(ours)} nodes, {ours.number_of_edges()} edges",
              (set(expected), edges(expected), kind), (set(ours), edges(ours), type(ours)))


if len(tags):
    together = networkx.Graph()
    lists = tags.groupby("id")["tags"].apply(lambda t: sorted(set(t)))
    pairs = collections.Counter(pair for items in lists for pair in itertools.combinations(items, 2))
    together.add_weighted_edges_from((a, b, n) for (a, b), n in pairs.items())
    network("pairs tags", "* | pairs tags", together)
names = ask('* | names | where kind = "person" | select id, name')
rows = ask('* | names | where kind = "person" | pairs name')
persons = networkx.Graph()
persons.add_weighted_edges_from(rows[["a", "b", "count"]].itertuples(index=False))
network("names in a paragraph", '* | names | where kind = "person" | pairs name', persons)
whole = names.groupby("id")["name"].apply(lambda t: sorted(set(t)))
pairs = collections.Counter(frozenset(pair) for items in whole for pair in itertools.combinations(items, 2))
rows = ask('* | names | where kind = "person" | pairs name by article')
equal("pairs name by article", pairs, collections.Counter({frozenset(p): n for *p, n in rows[["a", "b", "count"]].itertuples(index=False)}))
flow = networkx.DiGraph()
flow.add_weighted_edges_from(frame.dropna(subset=["section"]).groupby(["source", "section"]).size().reset_index().itertuples(index=False))
network("source and section, directed", "* | where section is not empty | count by source, section", flow)

# 42: three coders with gaps, ordinal (Krippendorff 2004, 11.3).
generator = numpy.random.default_rng(7)
truth = generator.integers(1, 6, 400)
codes = pandas.DataFrame({c: numpy.clip(truth + generator.integers(-1, 2, 400), 1, 5).astype(float) for c in "abc"})
codes = codes.mask(generator.random(codes.shape) < 0.1)
codes.to_csv(in_folder("codes.csv"), index_label="id", float_format="%.0f")
coded = [list(row.dropna()) for _, row in codes.iterrows() if row.count() > 1]
matrix = numpy.zeros((6, 6))
for values in coded:
    for x, y in itertools.permutations(values, 2):
        matrix[int(x), int(y)] += 1 / (len(values) - 1)
totals = matrix.sum(axis=0)
for level in ("nominal", "ordinal", "interval"):
    def distance(x, y):
        low, high = min(x, y), max(x, y)
        steps = totals[low:high + 1].sum() - (totals[low] + totals[high]) / 2
        return {"nominal": float(x != y), "ordinal": steps ** 2, "interval": float(x - y) ** 2}[level]
    apart = numpy.array([[distance(x, y) for y in range(6)] for x in range(6)])
    observed = (matrix * apart).sum()
    expected = (numpy.outer(totals, totals) * apart).sum() / (totals.sum() - 1)
    compare(f"agreement {level} of three", pandas.DataFrame({"coded": [len(coded)], "alpha": [1 - observed / expected]}),
            ask(f'table "codes.csv" | agreement {level} a, b, c'), tolerance=1e-4)

print(f"{checks} comparisons, {failures} failures")
sys.exit(1 if failures else 0)
