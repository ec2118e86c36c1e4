#!/usr/bin/env python3
"""Makes a large corpus of a small one: JSON Lines of so many bytes in which no two articles are copies.

    Benchmarks/enlarge.py CORPUS.jsonl SIZE [SEED] > large.jsonl          SIZE as 10G or 500M

Each round through the corpus exchanges words of its texts for others of the same corpus, about as frequent; ids get the number of
the round. The same seed gives the same bytes.
"""
import collections
import json
import random
import re
import sys

WORD = re.compile(r"[A-Za-z]{4,}")
TEXTS = ("text", "body", "content", "headline", "title", "deck", "description")


def size(text):
    unit = {"K": 10, "M": 20, "G": 30}.get(text[-1].upper())
    return int(float(text[:-1]) * 2 ** unit) if unit else int(text)


def main():
    path, wanted = sys.argv[1], size(sys.argv[2])
    randomness = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    with open(path, encoding="utf-8") as file:
        records = [json.loads(line) for line in file if line.strip()]
    counts = collections.Counter()
    for record in records:
        for key in TEXTS:
            if isinstance(record.get(key), str):
                counts.update(WORD.findall(record[key]))
    words = [word for word, _ in counts.most_common()]
    rank = {word: place for place, word in enumerate(words)}
    written = 0
    number = 0
    while written < wanted:
        # Of each word one of its neighbours in frequency, the same all through the round: most words keep their company.
        moved = {}
        share = 0.0 if number == 0 else 0.5
        for word in words:
            if randomness.random() < share:
                reach = 8 + rank[word] // 4
                moved[word] = words[max(0, min(len(words) - 1, rank[word] + randomness.randint(-reach, reach)))]
        for record in records:
            record = dict(record)
            for key in TEXTS:
                if isinstance(record.get(key), str):
                    record[key] = WORD.sub(lambda match: moved.get(match.group(), match.group()), record[key])
            for key in ("id", "url", "guid"):
                if key in record and number:
                    record[key] = "%s-%d" % (record[key], number)
            line = json.dumps(record, ensure_ascii=False) + "\n"
            sys.stdout.write(line)
            written += len(line.encode("utf-8"))
            if written >= wanted:
                break
        number += 1


main()
