"""Changes how texts are set, and holds the groups of `newsq -c '* | copies'` against those of the unchanged texts.

usage: changed_marks.py NEWSQ ARTICLES.jsonl [SEED]
ARTICLES: one {"id", "headline", "body"} a line. SEED is 1 if not given. For each kind of change, and for all of them
together, a random half of the articles is changed: other quotation marks, other apostrophes, dashes and commas, decomposed
letters (NFD), full-width forms, capitals, Arabic vowel marks and forms of letters. None of them is another text, so every
group must stay. Prints the groups that differ, and ends with 1 if there are any.
"""
import json
import random
import re
import subprocess
import sys
import tempfile
import unicodedata

PAIRS = ["“”", "«»", "„“", "‹›", '""', "「」", "『』"]
APOSTROPHES = "'’ʼ＇"
DASHES = ["-", "‐", "‑"]
VOWELS = "ًٌٍَُِّْ"
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
WIDE[0x20] = 0x3000


def quotes(text, dice):
    opening, closing = dice.choice(PAIRS)
    text = re.sub(r"[“«„「『]", opening, text)
    text = re.sub(r"[”»」』]", closing, text)
    odd = [False]

    def mark(_):
        odd[0] = not odd[0]
        return opening if odd[0] else closing
    return re.sub('"', mark, text)


def apostrophes(text, dice):
    return re.sub("(?<=[A-Za-z])['’](?=[A-Za-z])", dice.choice(APOSTROPHES), text)


def dashes(text, dice):
    return re.sub(r"(?<=\w)-(?=\w)", dice.choice(DASHES), text)


def commas(text, dice):
    # Not inside numbers.
    marks = dice.choice(["،؛؟", "，；？", "、；？"])
    return re.sub(r"(?<!\d)[,;?](?!\d)", lambda match: marks[",;?".index(match.group())], text)


def decomposed(text, dice):
    return unicodedata.normalize("NFD", text)


def full_width(text, dice):
    return text.translate(WIDE)


def capitals(text, dice):
    # Letters whose capitals are more than one are left as they are.
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in text)


def arabic(text, dice):
    if not re.search("[ء-ي]", text):
        return text
    marked = re.sub("(?<=[ب-غف-ي])(?=[ب-غف-ي])", lambda _: dice.choice(VOWELS) if dice.random() < 0.5 else "", text)
    return re.sub("(?<=[ب-ت])(?=[ء-ي])", lambda _: "ـ" if dice.random() < 0.2 else "", marked)


KINDS = {"quotation marks": quotes, "apostrophes": apostrophes, "dashes": dashes, "commas": commas,
         "decomposed": decomposed, "full width": full_width, "capitals": capitals, "Arabic": arabic}


def groups(newsq, path):
    table = subprocess.run([newsq, "-o", "tsv", "-c", "* | copies | select group, id", path], check=True,
                           capture_output=True, text=True)
    members = {}
    for line in table.stdout.splitlines()[1:]:
        number, name = line.split("\t")
        members.setdefault(number, set()).add(name)
    return {frozenset(names) for names in members.values()}


def changed(articles, kinds, seed):
    dice = random.Random(seed)
    for article in articles:
        article = dict(article)
        for change in kinds:
            if dice.random() < 0.5:
                for field in ("headline", "body"):
                    if article.get(field):
                        article[field] = change(article[field], dice)
        yield article


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    newsq, path = sys.argv[1:3]
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    with open(path, encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    plain = groups(newsq, path)
    print("%d articles, %d groups; seed %d" % (len(articles), len(plain), seed))
    worst = 0
    for name, kinds in [*((name, [kind]) for name, kind in KINDS.items()), ("all", list(KINDS.values()))]:
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
            for article in changed(articles, kinds, seed):
                file.write(json.dumps(article, ensure_ascii=False) + "\n")
            file.flush()
            found = groups(newsq, file.name)
        lost, new = plain - found, found - plain
        worst = max(worst, len(lost) + len(new))
        print("%-16s %d groups; %d lost, %d new" % (name, len(found), len(lost), len(new)))
        for group in sorted(map(sorted, lost))[:5]:
            print("    lost", *group[:8])
        for group in sorted(map(sorted, new))[:5]:
            print("    new ", *group[:8])
    sys.exit(1 if worst else 0)


if __name__ == "__main__":
    main()
