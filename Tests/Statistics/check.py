#!/usr/bin/env python3
"""Compares `keywords`, `collocates`, `share` and `timeline` with an independent computation.

    python3 Tests/Statistics/check.py PROGRAM ARTICLES.jsonl [COUNT]

Shares no code with newsq: words are cut here by one regular expression, counted in dictionaries, and the measures written
out from their papers. Words are cut by other rules than newsq's, so counts of words may differ by a little where a text
has unusual marks; counts of articles must be equal. Prints what was compared; exits 1 where they disagree.
"""
import collections, json, math, re, subprocess, sys, tempfile, unicodedata

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
            if difference > tolerance:
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
          for r in ask(f'section is "{section}" | keywords 100')}
compare(f'section is "{section}" | keywords 100', ours, theirs, 0.02)
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
          for r in ask("refugees | collocates 5")}
compare("refugees | collocates 5", ours, theirs, 0.02)
best = sorted(ours, key=lambda w: -ours[w][2])[:50]
print(f"  of its first fifty {len(set(best) & set(theirs))} are the independent first fifty, {hits} hits")
sys.exit(1 if failures else 0)
