#!/usr/bin/env python3
"""Makes a large corpus of a small one: JSON Lines of so many bytes in which no two articles are copies.

    Benchmarks/enlarge.py CORPUS.jsonl SIZE [SEED] > large.jsonl          SIZE as 10G or 500M

Each round through the corpus exchanges words of its texts for others of the same corpus, about as frequent; ids get the number of
the round. The same seed gives the same bytes.
"""
import array
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


def encoded(text):
    return json.dumps(text, ensure_ascii=False)[1:-1]


class Pieces:
    """Lines as numbers of pieces, each of which is kept once: words that may be exchanged, and what is between them."""

    def __init__(self):
        self.numbers = {"": 0}
        self.counts = collections.Counter()

    def number(self, piece):
        return self.numbers.setdefault(piece, len(self.numbers))

    def line(self, record):
        """The first piece is that behind an id, which is empty in the first round."""
        line = array.array("I")
        opening = "{"
        for key, value in record.items():
            start = "%s%s: " % (opening, json.dumps(key, ensure_ascii=False))
            opening = ", "
            if key in TEXTS and isinstance(value, str):
                line.append(self.number(start + '"'))
                place = 0
                for match in WORD.finditer(value):
                    if match.start() > place:
                        line.append(self.number(encoded(value[place:match.start()])))
                    line.append(self.number(match.group()))
                    self.counts[match.group()] += 1
                    place = match.end()
                line.append(self.number(encoded(value[place:]) + '"'))
            elif key in ("id", "url", "guid"):
                line.append(self.number(start + '"' + encoded(str(value))))
                line.append(0)
                line.append(self.number('"'))
            else:
                line.append(self.number(start + json.dumps(value, ensure_ascii=False)))
        line.append(self.number("}\n"))
        return line


def main():
    path, wanted = sys.argv[1], size(sys.argv[2])
    randomness = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    pieces = Pieces()
    with open(path, encoding="utf-8") as file:
        lines = [pieces.line(json.loads(line)) for line in file if line.strip()]
    words = [word for word, _ in pieces.counts.most_common()]
    texts = [piece.encode("utf-8") for piece in pieces.numbers]
    written = 0
    number = 0
    while written < wanted:
        # Of each word one of its neighbours in frequency, the same all through the round: most words keep their company.
        now = list(texts)
        if number:
            now[0] = b"-%d" % number
            for rank, word in enumerate(words):
                if randomness.random() < 0.5:
                    reach = 8 + rank // 4
                    place = max(0, min(len(words) - 1, rank + randomness.randint(-reach, reach)))
                    now[pieces.numbers[word]] = words[place].encode("ascii")
        for line in lines:
            text = b"".join(map(now.__getitem__, line))
            sys.stdout.buffer.write(text)
            written += len(text)
            if written >= wanted:
                break
        number += 1


main()
