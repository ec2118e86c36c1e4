# %% [markdown]
# The steps of scripts/afternoon.newsq in pandas, as a notebook has them: a cell a step. Docs/Compared.md has both beside each
# other. `python3 Tests/Statistics/afternoon.py ARTICLES.jsonl FOLDER` writes the answer of each step into FOLDER, and the page.

# %% setup
import base64, collections, io, itertools, math, re, sys

import matplotlib
import networkx
import pandas

matplotlib.use("svg")
path, folder = sys.argv[1:3]

# %% read
articles = pandas.read_json(path, lines=True, dtype=False, convert_dates=False)
articles["text"] = articles["headline"].fillna("") + "\n" + articles["body"].fillna("")
articles["month"] = articles["published"].str[:7]
about = articles[articles["text"].str.contains(r"\b(?:im)?migrant", case=False)]

# %% 1 articles by lean
outlets = pandas.read_csv("scripts/outlets.csv")
sided = articles.merge(outlets, left_on="source", right_on="outlet")
answer = sided.groupby("lean").size().reset_index(name="count")
answer.to_csv(f"{folder}/1.csv", index=False)

# %% 2 share by lean and month
found = sided[sided["id"].isin(about["id"])]
counts = found.groupby(["month", "lean"]).size().rename("count")
span = pandas.period_range(counts.index.levels[0].min(), counts.index.levels[0].max(), freq="M").astype(str)
every = pandas.MultiIndex.from_product([span, sorted(outlets["lean"].unique())], names=["month", "lean"])
counts = counts.reindex(every, fill_value=0)
totals = sided.groupby(["month", "lean"]).size()
answer = (1000 * counts / totals).round(1).dropna().rename("per_thousand").reset_index()
shares = answer
answer.to_csv(f"{folder}/2.csv", index=False)

# %% 3 the months in which the subject was largest
months = pandas.DataFrame({"count": about.groupby("month").size(), "total": articles.groupby("month").size()})
months = months[months["total"] >= 50].fillna({"count": 0})
months["per_thousand"] = (1000 * months["count"] / months["total"]).round(2)
months["mean"] = months["per_thousand"].rolling(3).mean().round(1)
months["change"] = months["per_thousand"].diff().round(2)
months["place"] = months["per_thousand"].rank(method="min", ascending=False)
answer = months[months["place"] <= 10].sort_values("place").reset_index()
answer.to_csv(f"{folder}/3.csv", index=False)

# %% 4 how often the words stand in a million
sided["hits"] = sided["text"].str.count(r"(?i)\b(?:im)?migrant")
sided["words"] = sided["body"].str.count(r"\b\w+(?:['’]s\b)?")
answer = sided.groupby("lean").agg(
    articles=("id", "size"), about=("hits", lambda h: (h > 0).sum()), hits=("hits", "sum"), words=("words", "sum"))
answer["per_million"] = (1e6 * answer["hits"] / answer["words"]).round()
answer.reset_index().to_csv(f"{folder}/4.csv", index=False)

# %% 5 tone
tone = pandas.read_csv("scripts/tone.tsv", sep="\t", names=["word", "weight"])
weight = hits = 0
for word, value in tone.itertuples(index=False):
    pattern = r"(?i)\b" + (word[:-1] if word.endswith("*") else word + r"\b")
    count = found["text"].str.count(pattern)
    weight, hits = weight + value * count, hits + count
mean = (weight / hits)[hits > 0]
answer = mean.groupby(found["lean"]).agg(["size", "mean", "std"]).round(3)
answer.set_axis(["articles", "mean", "spread"], axis=1).reset_index().to_csv(f"{folder}/5.csv", index=False)


# %% 6 sections in which left and right differ most
def log_likelihood(a, b, n, m):
    total = 0
    for seen, here, size in ((a, a + b, n), (b, a + b, m), (n - a, n + m - a - b, n), (m - b, n + m - a - b, m)):
        total += seen * math.log(seen * (n + m) / (here * size)) if seen else 0
    return round(2 * total, 2)


table = pandas.crosstab(found["section"], found["lean"])
n, m = table["left"].sum(), table["right"].sum()
table = table[table["left"] + table["right"] > 0]
answer = table[["left", "right"]].assign(
    difference=table["left"] - table["right"], ratio=(table["left"] / table["right"].where(table["right"] > 0)).round(2),
    log_likelihood=[log_likelihood(a, b, n, m) for a, b in zip(table["left"], table["right"])])
answer = answer.sort_values("log_likelihood", ascending=False, kind="stable").head(10).reset_index()
answer.to_csv(f"{folder}/6.csv", index=False)

# %% 7 words of each lean
word = re.compile(r"\b[^\W_]+(?:['’]s\b)?")
counters = {}
for lean, texts in found.groupby("lean")["text"]:
    counters[lean] = collections.Counter(re.sub(r"['’]s$", "", w) for t in texts for w in word.findall(t.lower()))
sizes = {lean: sum(c.values()) for lean, c in counters.items()}
rows = []
for lean, counter in counters.items():
    rest, n, m = collections.Counter(), sizes[lean], sum(sizes.values()) - sizes[lean]
    for other in counters:
        rest.update(counters[other] if other != lean else {})
    scored = [(lean, w, a, log_likelihood(a, rest[w], n, m)) for w, a in counter.items() if a * m > rest[w] * n]
    rows += sorted(scored, key=lambda row: -row[3])[:8]
answer = pandas.DataFrame(rows, columns=["lean", "term", "count", "log_likelihood"])
answer.to_csv(f"{folder}/7.csv", index=False)

# %% 8 who is quoted most
person = r"((?:[A-Z][\w.’-]+ )*[A-Z][\w’-]+)"
said = re.compile(rf"[“\"][^”\"]+[,?!.][”\"] (?:{person} (?:said|says|told)|(?:said|says) {person})")
rows = [(lean, a or b) for lean, text in zip(found["lean"], found["text"]) for a, b in said.findall(text)]
answer = pandas.DataFrame(rows, columns=["lean", "speaker"]).groupby(["lean", "speaker"]).size().reset_index(name="count")
answer = answer[answer["lean"] != "centre"].sort_values("count", ascending=False, kind="stable").groupby("lean").head(8)
answer.to_csv(f"{folder}/8.csv", index=False)

# %% 9 who is named together
name = re.compile(r"\b[A-Z][a-z]+(?: [A-Z]\.)?(?: [A-Z][a-z]+)+")
pairs = collections.Counter()
for text in about["text"]:
    for sentence in re.split(r"(?<=[.!?”])\s+|\n", text):
        pairs.update(itertools.combinations(sorted(set(name.findall(sentence))), 2))
network = networkx.Graph()
network.add_weighted_edges_from((a, b, n) for (a, b), n in pairs.most_common(40))
networkx.write_gexf(network, f"{folder}/people.gexf")
answer = pandas.DataFrame([(a, b, n) for (a, b), n in pairs.most_common(40)], columns=["a", "b", "count"])
answer.to_csv(f"{folder}/9.csv", index=False)

# %% 10 a page
titles = ["Articles by lean", "Per thousand articles of each lean", "The months in which the subject was largest",
          "How often the words stand in a million", "Tone of the articles", "Sections in which left and right differ most",
          "Words of each lean", "Who is quoted most", "Who is named together"]
picture = io.BytesIO()
shares.pivot(index="month", columns="lean", values="per_thousand").plot(figsize=(9, 4)).figure.savefig(picture, format="svg")
page = ["<!doctype html><meta charset=utf-8><title>Three sides of a subject</title><h1>Three sides of a subject</h1>"]
for number, title in enumerate(titles, 1):
    page.append(f"<h2>{title}</h2>")
    if number == 2:
        page.append(f'<img alt="" src="data:image/svg+xml;base64,{base64.b64encode(picture.getvalue()).decode()}">')
    else:
        page.append(pandas.read_csv(f"{folder}/{number}.csv").head(20).to_html(index=False))
with open(f"{folder}/page.html", "w") as file:
    file.write("\n".join(page))
