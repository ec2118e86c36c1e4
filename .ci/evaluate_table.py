"""One table out of what the scorers print: reads the output of .ci/evaluate, writes Markdown.

A section begins with `== analysis, set, kinds`; a line of a scorer is taken by what it says, not by its place, so that a
line more or less does no harm.
"""
import re
import sys

rows = []
for line in sys.stdin:
    line = line.rstrip("\n")
    if line.startswith("== "):
        name = line[3:]
        continue
    scored = re.match(r"(strict|relaxed|type|value|exact|overlap) +P ([\d.]+) R ([\d.]+) F1 ([\d.]+)", line)
    if scored:
        rows.append((name, scored[1], scored[2], scored[3], scored[4]))
        continue
    speaker = re.match(r"speaker accuracy.*: ([\d.]+) \((\d+)\)", line)
    if speaker:
        rows.append((name, f"speaker, of {speaker[2]}", "", "", speaker[1]))
        continue
    amounts = re.match(r"(money|percent) +marked (\d+) found (\d+): F1 ([\d.]+), exact spans ([\d.]+)", line)
    if amounts:
        rows.append((name, f"{amounts[1]}, {amounts[2]} marked", "", "", amounts[4]))
        rows.append((name, f"{amounts[1]}, exact spans", "", "", amounts[5]))
        continue
    ner = re.search(r"\| exact P ([\d.]+) R ([\d.]+) F1 ([\d.]+) .*kind given for ([\d.]+)% of exact, right ([\d.]+)%", line)
    if ner:
        rows.append((name, "exact", ner[1], ner[2], ner[3]))
        rows.append((name, "kind, given and right", ner[5], ner[4], ""))
        continue
    found = re.match(r"(\d+) gold mentions, .*found (\d+) \(([\d.]+) %\)", line)
    if found:
        rows.append((name, f"found, of {found[1]}", "", found[3], ""))
        continue
    linked = re.match(r"(all|LOC|ORG|PER) +found .*?B3 P +([\d.]+) R +([\d.]+) F1 +([\d.]+)", line)
    if linked:
        if linked[1] == "all":
            rows.append((name, "B-cubed", linked[2], linked[3], linked[4]))
        continue
    pairs = re.match(r"pairs found: (\d+) of (\d+); above 0.6: (\d+) of (\d+)", line)
    if pairs:
        found, all_pairs, high, all_high = map(int, pairs.groups())
        rows.append((name, f"pairs, of {all_pairs}", "", f"{100 * found / max(1, all_pairs):.2f}", ""))
        rows.append((name, f"pairs above 0.6, of {all_high}", "", f"{100 * high / max(1, all_high):.2f}", ""))
        continue
    # newsq        102 pages, empty 0, lost 0; body F1 0.980 P 0.980 R 0.981 exact 0.44; title 0.8; 20 ms a page
    page = re.match(r"(\w+) +(\d+) pages, empty (\d+), lost (\d+)(.*)", line)
    if page:
        for part in page[5].split("; "):
            text = re.match(r"(body|snippets) F1 ([\d.]+) P ([\d.]+) R ([\d.]+)(?: exact ([\d.]+))?", part)
            date = re.match(r"date right ([\d.]+) none ([\d.]+) wrong ([\d.]+)", part)
            other = re.match(r"(title|byline) ([\d.]+)", part)
            if text:
                rows.append((name, f"{page[1]}: {text[1]}, lost {page[4]} of {page[2]}", text[3], text[4], text[2]))
                if text[5]:
                    rows.append((name, f"{page[1]}: same words", "", "", text[5]))
            elif date:
                rows.append((name, f"{page[1]}: date (wrong {date[3]})", "", "", date[1]))
            elif other:
                rows.append((name, f"{page[1]}: {other[1]}", "", "", other[2]))
        continue
    if line and not line.startswith("gold"):
        print(line, file=sys.stderr)

print("| set | measure | precision | recall | F1 or accuracy |\n|---|---|---:|---:|---:|")
last = None
for name, *cells in rows:
    print("| " + " | ".join([name if name != last else ""] + cells) + " |")
    last = name
