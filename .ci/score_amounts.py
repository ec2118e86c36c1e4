"""Spans of money and percentages, scored: F1 of overlapping spans, one to one; where marked spans nest, the smallest.

usage: score_amounts.py GOLD.jsonl FOUND.jsonl
GOLD: {"id", "values": [{"start", "end", "type": "MONEY" or "PERCENT" or other}]}; FOUND: what `newsq-evaluate amounts` prints.
"""
import json
import sys


def read(path):
    with open(path, encoding="utf-8") as lines:
        return {article["id"]: article for article in map(json.loads, lines)}


def smallest(spans):
    spans = sorted(set(spans))
    return [s for s in spans if not any(o != s and o[0] >= s[0] and o[1] <= s[1] for o in spans)]


gold, found = read(sys.argv[1]), read(sys.argv[2])
for kind in ("money", "percent"):
    marked = given = overlapping = exact = 0
    for name, article in gold.items():
        spans = smallest((v["start"], v["end"]) for v in article.get("values", []) if v["type"].lower() == kind)
        rows = found.get(name, {}).get("values", [])
        free = [(v["start"], v["end"]) for v in rows if v["kind"] == kind]
        marked += len(spans)
        given += len(free)
        for start, end in spans:
            match = next((s for s in free if s[0] < end and s[1] > start), None)
            if match:
                free.remove(match)
                overlapping += 1
                exact += match == (start, end)
    total = max(1, marked + given)
    print("%-7s marked %d found %d: F1 %.2f, exact spans %.2f"
          % (kind, marked, given, 200 * overlapping / total, 200 * exact / total))
