#!/usr/bin/env python3
"""Compares counts, shares, percentiles, pivots, keywords, collocates and coder agreement with an independent computation.

    python3 Tests/Statistics/check.py PROGRAM ARTICLES.jsonl [COUNT]

Shares no code with newsq: words are cut here by one regular expression, counted in dictionaries, and the measures written
out from their papers. Words are cut by other rules than newsq's, so counts of words may differ by a little where a text
has unusual marks; counts of articles must be equal. Prints what was compared; exits 1 where they disagree.
"""
import collections, json, math, random, re, statistics, subprocess, sys, tempfile, unicodedata

program, path = sys.argv[1], sys.argv[2]
limit = int(sys.argv[3]) if len(sys.argv) > 3 else 8000

WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)*[^\W_]*|[^\W_]+")


def words(text):
    """Words in small letters without accents; `U.S.` is one, `'s` goes with its word."""
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()
    text = re.sub(r"(?<=\w)['’]s\b", "", text)
    return [w.replace(",", "") if w[0].isdigit() else w.replace(".", "") for w in WORD.findall(text)]


articles = []
with open(path, encoding="utf-8", errors="replace") as file, tempfile.NamedTemporaryFile(
        "w", suffix=".jsonl", delete=False, encoding="utf-8") as part:
    for line in file:
        if len(articles) == limit:
            break
        article = json.loads(line)
        articles.append(article)
        part.write(line)


def fields(article):
    return [article.get("headline") or "", article.get("deck") or "", article.get("body") or ""]


def ask(query):
    run = subprocess.run([program, part.name, "-c", query, "-o", "json"], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def likelihood(a, b, c, d):
    """Dunning 1993: 2 Σ O ln(O/E) over a table of two rows and two columns."""
    n, total = a + b + c + d, 0.0
    for observed, row, column in ((a, a + b, a + c), (b, a + b, b + d), (c, c + d, a + c), (d, c + d, b + d)):
        if observed > 0:
            total += observed * math.log(observed * n / (row * column))
    return 2 * total


failures = 0


def compare(name, ours, theirs, tolerance):
    global failures
    worst = 0.0
    for key in theirs:
        mine, its = ours.get(key), theirs[key]
        if mine is None:
            print(f"  {name}: {key} is not in the independent computation")
            failures += 1
            continue
        for a, b in zip(mine, its):
            difference = abs(a - b) / max(1.0, abs(b))
            worst = max(worst, difference)
            # Words that are cut differently may make a small count differ by one.
            if difference > tolerance and not (tolerance > 0.01 and isinstance(b, int) and abs(a - b) == 1):
                print(f"  {name}: {key}: {mine} here, {its} in newsq")
                failures += 1
                break
    print(f"{name}: {len(theirs)} rows, largest difference {worst:.2%} (allowed {tolerance:.1%})")


# share, timeline: articles are counted, so nothing may differ.
found = [a for a in articles if any(w.startswith("migrant") for f in fields(a) for w in words(f))]
totals = collections.Counter(a["source"] for a in articles)
counts = collections.Counter(a["source"] for a in found)
compare("migrant* | share by source",
        {s: (counts[s], totals[s], round(1000 * counts[s] / totals[s], 2)) for s in counts},
        {r["source"]: (r["count"], r["total"], r["per_thousand"]) for r in ask("migrant* | share by source")}, 1e-9)
months = collections.Counter(a["published"][:7] for a in found if a.get("published"))
rows = {r["month"]: (r["count"],) for r in ask("migrant* | timeline by month") if r["month"]}
compare("migrant* | timeline by month", {m: (months.get(m, 0),) for m in rows}, rows, 0)
if sum(months.values()) != sum(r[0] for r in rows.values()):
    print("  timeline: the sums differ")
    failures += 1

# keywords: one section against all others.
section = collections.Counter(a.get("section") for a in articles).most_common(1)[0][0]
inside, outside = collections.Counter(), collections.Counter()
for article in articles:
    target = inside if article.get("section") == section else outside
    for field in fields(article):
        target.update(words(field))
n, m = sum(inside.values()), sum(outside.values())
ours = {}
for word, count in inside.items():
    other = outside[word]
    if count * m > other * n:
        ratio = math.log2((max(count, 0.5) / n) / (max(other, 0.5) / m))
        ours[word] = (count, other, likelihood(count, n - count, other, m - other), ratio)
theirs = {r["term"]: (r["count"], r["other"], r["log_likelihood"], r["log_ratio"])
          for r in ask(f'section is "{section}" | keywords 100 with boilerplate')}
compare(f'section is "{section}" | keywords 100 with boilerplate', ours, theirs, 0.02)
best = sorted(ours, key=lambda w: -ours[w][2])[:100]
print(f"  of its first hundred {len(set(best) & set(theirs))} are the independent first hundred, {n + m:,} words")

# collocates: at most five words from a hit in the same paragraph; a word near two hits once, hits themselves never.
near, total, hits, size = collections.Counter(), collections.Counter(), 0, 0
for article in articles:
    for field in fields(article):
        for paragraph in re.split(r"\n+", field):
            tokens = words(paragraph)
            size += len(tokens)
            total.update(tokens)
            places = [i for i, w in enumerate(tokens) if w == "refugees"]
            hits += len(places)
            around = {j for i in places for j in range(max(0, i - 5), min(len(tokens), i + 6))} - set(places)
            near.update(tokens[j] for j in around)
k = sum(near.values())
ours = {}
for word, count in near.items():
    elsewhere = total[word] - count
    if count * (size - k) > elsewhere * k:
        ours[word] = (count, total[word], likelihood(count, k - count, elsewhere, size - k - elsewhere),
                      14 + math.log2(2 * count / (hits + total[word])))
theirs = {r["term"]: (r["count"], r["total"], r["log_likelihood"], r["log_dice"])
          for r in ask("refugees | collocates 5 with boilerplate")}
compare("refugees | collocates 5 with boilerplate", ours, theirs, 0.02)
best = sorted(ours, key=lambda w: -ours[w][2])[:50]
print(f"  of its first fifty {len(set(best) & set(theirs))} are the independent first fifty, {hits} hits")

# percentiles, standard deviations, conditions: from the column that newsq counts itself.
lengths = collections.defaultdict(list)
for row in ask("* | select source, words"):
    lengths[row["source"]].append(row["words"])


def percentile(values, p):
    """Linear between the two nearest, as numpy's default."""
    values = sorted(values)
    place = (len(values) - 1) * p / 100
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)


large = {s: v for s, v in lengths.items() if len(v) > 1}
query = "* | stats n = count, long = count where words > 800, mean = avg(words), p90 = percentile(words, 90), " \
        "sd = stddev(words), v = variance(words) by source | where n > 1"
compare("stats … by source",
        {s: (len(v), sum(w > 800 for w in v), statistics.fmean(v), percentile(v, 90), statistics.stdev(v),
             statistics.variance(v)) for s, v in large.items()},
        {r["source"]: (r["n"], r["long"], r["mean"], r["p90"], r["sd"], r["v"]) for r in ask(query)}, 1e-9)

# pivot and shares of a total: counted in dictionaries.
cells = collections.Counter((a["source"], (a.get("published") or "")[:4]) for a in articles)
years = sorted({year for _, year in cells if year})
rows = ask("* | where date is not empty | count by source, year = year(date) | pivot year")
compare("count by source, year | pivot year",
        {r["source"]: tuple(cells[r["source"], y] for y in years) for r in rows},
        {r["source"]: tuple(r[y] for y in years) for r in rows}, 0)
by_source = collections.Counter(a["source"] for a in articles)
rows = ask("* | count by source | let pct = 100 * count / sum(count), place = rank(count), all = running(count)")
running = 0
ours = {}
for row in rows:
    running += by_source[row["source"]]
    ours[row["source"]] = (100 * by_source[row["source"]] / len(articles),
                           1 + sum(c > by_source[row["source"]] for c in by_source.values()), running)
compare("let pct, rank, running", ours, {r["source"]: (r["pct"], r["place"], r["all"]) for r in rows}, 1e-12)
everything = collections.Counter(a["published"][:7] for a in articles if a.get("published"))
rows = [r for r in ask("migrant* | timeline share by month") if r["month"]]
compare("migrant* | timeline share by month",
        {r["month"]: (months.get(r["month"], 0), everything[r["month"]],
                      round(1000 * months.get(r["month"], 0) / everything[r["month"]], 2)
                      if everything[r["month"]] else -1) for r in rows},
        {r["month"]: (r["count"], r["total"], -1 if r["per_thousand"] is None else r["per_thousand"]) for r in rows}, 1e-9)

# agreement: Cohen's kappa and Krippendorff's alpha of random codes with gaps.
random.seed(7)
with tempfile.NamedTemporaryFile("w", suffix=".csv", delete=False) as codes:
    codes.write("id,a,b\n")
    pairs = []
    for number in range(500):
        a = random.randint(1, 4)
        b = a if random.random() < 0.6 else random.randint(1, 4)
        if random.random() < 0.05:
            b = None
        pairs.append((a, b))
        codes.write(f"{number},{a},{'' if b is None else b}\n")
both = [(a, b) for a, b in pairs if b is not None]
agree = sum(a == b for a, b in both) / len(both)
left, right = collections.Counter(a for a, _ in both), collections.Counter(b for _, b in both)
chance = sum(left[c] * right[c] for c in left) / len(both) ** 2
units = collections.Counter(c for pair in both for c in pair)
values = 2 * len(both)
for level, distance in (("nominal", lambda x, y: float(x != y)), ("interval", lambda x, y: float((x - y) ** 2))):
    observed = sum(2 * distance(a, b) for a, b in both) / values
    expected = sum(units[x] * units[y] * distance(x, y) for x in units for y in units) / (values * (values - 1))
    row = ask(f'table "{codes.name}" | agreement {level} a, b')[0]
    compare(f"agreement {level}",
            {"": (100 * agree, (agree - chance) / (1 - chance), 1 - observed / expected)},
            {"": (row["percent"], row["kappa"], row["alpha"])}, 1e-4)
sys.exit(1 if failures else 0)
