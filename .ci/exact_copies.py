"""Holds the groups of `newsq -c '* | copies'` against an exact comparison of all pairs, by sparse matrix product.

usage: exact_copies.py NEWSQ ARTICLES.jsonl [PAIRS.tsv]
ARTICLES: one {"id", "headline", "body"} a line. PAIRS: id, id, Jaccard of five-word shingles a line, marked elsewhere;
without it all pairs are computed here. The texts are compared as they stand, while newsq leaves out datelines and lines of the page, so
pairs within a few hundredths of a threshold may differ; they are counted apart. Without PAIRS it needs numpy
and scipy.
"""
import json
import re
import subprocess
import sys
import time
from collections import defaultdict

newsq, articles = sys.argv[1:3]
start = time.time()
table = subprocess.run(
    [newsq, "-o", "tsv", "-c", "* | copies | select group, id", articles], check=True, capture_output=True, text=True)
seconds = time.time() - start
group = {}
for line in table.stdout.splitlines()[1:]:
    number, name = line.split("\t")
    group[name] = int(number)
print("newsq, reading the articles too: %.1f s, %d articles in %d groups"
      % (seconds, len(group), len(set(group.values()))))


def together(a, b):
    return a in group and group.get(a) == group.get(b)


if len(sys.argv) > 3:
    with open(sys.argv[3], encoding="utf-8") as lines:
        pairs = [(a, b, float(j)) for a, b, j in map(str.split, lines)]
    high = [p for p in pairs if p[2] > 0.6]
    print("pairs found: %d of %d; above 0.6: %d of %d"
          % (sum(together(a, b) for a, b, _ in pairs), len(pairs), sum(together(a, b) for a, b, _ in high), len(high)))
    sys.exit()

import numpy  # noqa: E402  Marked pairs are looked up without it.
from scipy.sparse import csr_matrix  # noqa: E402

# A run of five words is one number: of five word numbers, each times an odd constant of its own.
constants = numpy.random.default_rng(5).integers(1, 1 << 62, 5, dtype=numpy.uint64) * numpy.uint64(2) + numpy.uint64(1)
names, vocabulary, texts, starts = [], {}, [], [0]
start = time.time()
with open(articles, encoding="utf-8") as lines:
    for line in lines:
        article = json.loads(line)
        words = re.findall(r"\w+", (article.get("body") or article.get("headline") or "").lower())
        known = numpy.array([vocabulary.setdefault(w, len(vocabulary) + 1) for w in words], numpy.uint64)
        if 0 < len(known) < 5:
            known = numpy.concatenate([known, numpy.zeros(5 - len(known), numpy.uint64)])
        runs = sum(known[i:len(known) - 4 + i] * constants[i] for i in range(5)) if len(known) else known
        runs = numpy.unique(runs ^ (runs >> numpy.uint64(29)))
        texts.append(runs)
        starts.append(starts[-1] + len(runs))
        names.append(str(article["id"]))
values, columns = numpy.unique(numpy.concatenate(texts), return_inverse=True)
del texts
matrix = csr_matrix((numpy.ones(len(columns), numpy.int32), columns, starts), (len(names), len(values)))
sizes = numpy.diff(starts)
shared = numpy.asarray(matrix.sum(axis=0)).ravel() > 1
matrix = matrix[:, shared].tocsr()
transposed = matrix.T.tocsr()
print("shingles made in %.1f s" % (time.time() - start))

start = time.time()
neighbours = defaultdict(set)
close, missed, near_misses = 0, [], 0
for low in range(0, len(names), 500):
    block = (matrix[low:low + 500] @ transposed).tocoo()
    a, b, both = block.row + low, block.col, block.data
    keep = a < b
    a, b, both = a[keep], b[keep], both[keep]
    jaccard = both / (sizes[a] + sizes[b] - both)
    contained = numpy.where(both >= 20, both / numpy.maximum(1, numpy.minimum(sizes[a], sizes[b])), 0)
    support = (jaccard >= 0.45) | (contained >= 0.75)
    for i in numpy.flatnonzero(support):
        neighbours[a[i]].add(b[i])
        neighbours[b[i]].add(a[i])
    for i in numpy.flatnonzero((jaccard >= 0.5) | (contained >= 0.8)):
        close += 1
        if not together(names[a[i]], names[b[i]]):
            if jaccard[i] >= 0.55 or contained[i] >= 0.85:
                missed.append((names[a[i]], names[b[i]], round(float(jaccard[i]), 3), round(float(contained[i]), 3)))
            else:
                near_misses += 1
print("all pairs in %.1f s: %d are copies; missed %d, and %d at a threshold" % (
    time.time() - start, close, len(missed), near_misses))
for pair in missed[:20]:
    print("  missed", *pair)

# Every group must be held together by pairs that the exact comparison supports.
place = {name: i for i, name in enumerate(names)}
members = defaultdict(list)
for name, number in group.items():
    members[number].append(place[name])
loose = 0
for number, texts in members.items():
    reached, stack = {texts[0]}, [texts[0]]
    while stack:
        for other in neighbours[stack.pop()] & set(texts):
            if other not in reached:
                reached.add(other)
                stack.append(other)
    if len(reached) < len(texts):
        loose += 1
        if loose <= 20:
            print("  unsupported", *[names[t] for t in texts if t not in reached][:3])
print("groups that no exact pairs hold together: %d of %d" % (loose, len(members)))
