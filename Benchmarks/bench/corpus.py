"""The articles that are asked: given as JSON Lines, or made; and the questions, chosen by how often words stand in them."""
import json
import os
import random
import re

WORD = re.compile(r"[^\W_]+")
CONSONANTS, VOWELS = "bcdfghklmnprstvz", "aeiou"


def made(path, count, seed=1):
    """Writes `count` articles of made-up words, as frequent as words are (Zipf), with sources, dates and sections."""
    chance = random.Random(seed)
    words, seen = [], set()
    while len(words) < 60_000:
        syllables = 1 + min(3, int(chance.expovariate(0.9)) + (len(words) > 200))
        word = "".join(chance.choice(CONSONANTS) + chance.choice(VOWELS) for _ in range(syllables))
        word += chance.choice(["", "n", "r", "s", "t"])
        if word not in seen:
            seen.add(word)
            words.append(word)
    weights, total = [], 0.0
    for rank in range(len(words)):
        total += 1 / (rank + 2.7) ** 1.07
        weights.append(total)
    sources = [f"{words[300 + n].title()} {kind}" for n, kind in enumerate(["Times", "Post", "News", "Daily"] * 10)]
    with open(path, "w", encoding="utf-8") as file:
        for number in range(count):
            tokens = chance.choices(words, cum_weights=weights, k=int(chance.lognormvariate(6, 0.6)) + 20)
            sentences, at = [], 0
            while at < len(tokens):
                length = chance.randint(6, 30)
                sentence = " ".join(tokens[at : at + length])
                sentences.append(sentence[:1].upper() + sentence[1:] + ".")
                at += length
            paragraphs = [" ".join(sentences[n : n + 3]) for n in range(0, len(sentences), 3)]
            headline = " ".join(chance.choices(words, cum_weights=weights, k=chance.randint(5, 11))).capitalize()
            article = {
                "id": f"made-{number}",
                "headline": headline,
                "source": sources[min(39, int(chance.expovariate(0.12)))],
                "section": words[400 + chance.randrange(12)],
                "published": f"20{chance.randint(15, 24)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
                "body": "\n\n".join(paragraphs),
            }
            file.write(json.dumps(article, ensure_ascii=False) + "\n")


def articles(path):
    """Each article of a file of JSON Lines: id, headline, body, source, date."""
    with open(path, encoding="utf-8", errors="replace") as file:
        for line in file:
            if not line.strip():
                continue
            try:
                article = json.loads(line)
            except ValueError:
                continue
            date = str(article.get("published") or article.get("date") or "")[:10]
            yield (
                str(article.get("id") or ""),
                str(article.get("headline") or article.get("title") or ""),
                str(article.get("body") or article.get("content") or ""),
                str(article.get("source") or ""),
                date if re.fullmatch(r"\d{4}-\d\d-\d\d", date) else "",
            )


class Questions:
    """At least sixty, in classes; each as every engine writes it. Words are ASCII letters only, so that the engines cut them
    alike."""

    @staticmethod
    def of(path, kept):
        """How many articles there are, and the questions; kept in a file, since reading all of the corpus takes its time."""
        if not os.path.exists(kept):
            made = Questions(path)
            os.makedirs(os.path.dirname(kept), exist_ok=True)
            with open(kept, "w", encoding="utf-8") as file:
                json.dump([made.article_count, made.list], file)
        with open(kept, encoding="utf-8") as file:
            return json.load(file)

    def __init__(self, path, seed=7):
        chance = random.Random(seed)
        frequency, headlines, sample, years, count = {}, {}, [], {}, 0
        for _, headline, body, _, date in articles(path):
            count += 1
            words = WORD.findall((headline + " \n " + body).lower())
            for word in set(words):
                frequency[word] = frequency.get(word, 0) + 1
            for word in set(WORD.findall(headline.lower())):
                headlines[word] = headlines.get(word, 0) + 1
            if date:
                years[date[:4]] = years.get(date[:4], 0) + 1
            if chance.random() < 0.03:
                sample.append(body)
        self.article_count = count
        plain = re.compile(r"[a-z]{3,12}")

        def band(low, high, among=frequency):
            found = sorted(w for w, n in among.items() if low * count <= n <= high * count and plain.fullmatch(w))
            chance.shuffle(found)
            return found

        high, middle, low = band(0.15, 0.6), band(0.01, 0.05), band(0.0005, 0.003)
        rare = sorted(w for w, n in frequency.items() if 2 <= n <= 6 and plain.fullmatch(w))
        chance.shuffle(rare)
        titled = band(0.0008, 0.02, headlines)
        year = max(years, key=years.get) if years else "2020"
        self.list = []

        def add(kind, newsq, tantivy, fts5, agrees=True, mode="count"):
            self.list.append(dict(kind=kind, mode=mode, newsq=newsq, tantivy=tantivy, fts5=fts5, agrees=agrees))

        def text(query):
            return ("query", query)

        for name, words in [("frequent", high), ("middling", middle), ("seldom", low), ("rare", rare)]:
            for word in words[:4]:
                add(f"word, {name}", word, text(word), word)
        for a, b in zip(high[4:8] + middle[4:8], middle[8:12] + low[4:8]):
            add("and", f"{a} {b}", text(f"+{a} +{b}"), f"{a} AND {b}")
        for a, b, c in zip(high[8:10], middle[12:14], middle[14:16]):
            add("and", f"{a} {b} {c}", text(f"+{a} +{b} +{c}"), f"{a} AND {b} AND {c}")
        for a, b in zip(high[10:12] + middle[16:20], middle[20:22] + low[8:12]):
            add("or", f"{a} or {b}", text(f"{a} {b}"), f"{a} OR {b}")
        for a, b in zip(high[12:14] + middle[22:26], middle[26:28] + high[14:18]):
            add("not", f"{a} not {b}", text(f"+{a} -{b}"), f"{a} NOT {b}")
        for length, wanted in [(2, 8), (3, 6), (4, 4)]:
            for phrase in self.phrases(sample, length, wanted, chance, frequency, count):
                add(f"phrase of {length}", f'"{phrase}"', text(f'"{phrase}"'), f'"{phrase}"')
        for phrase in self.phrases(sample, 2, 6, chance, frequency, count):
            a, b = phrase.split()
            # Tantivy's slop counts moves and FTS5's NEAR words between: neither is newsq's distance.
            add("near", f"{a} near/8 {b}", text(f'"{a} {b}"~7'), f"NEAR({a} {b}, 7)", agrees=False)
        for word in (middle[28:32] + low[12:15]):
            stem = word[:4]
            add("prefix", f"{stem}*", ("regex", f"{stem}.*"), f"{stem}*")
        for word in titled[:6]:
            add("field", f"headline:{word}", text(f"headline:{word}"), f"headline : {word}")
        for word in middle[32:37]:
            add(
                "date range", f"{word} date:{year}", ("dated", word, f"{year}-01-01", f"{year}-12-31"),
                (word, f"{year}-01-01", f"{year}-12-31"))
        for a, b in zip(high[18:20] + middle[37:41], middle[41:43] + low[15:19]):
            add("top 10 by score", f"{a} or {b}", text(f"{a} {b}"), f"{a} OR {b}", mode="best", agrees=False)
        for word in middle[43:46]:
            add("top 10 by score", word, text(word), word, mode="best", agrees=False)
        for word in high[20:22] + middle[46:50]:
            add("count by source", f"{word} | top 50 source", text(word), word, mode="rows", agrees=False)

    @staticmethod
    def phrases(sample, length, wanted, chance, frequency, count):
        """Runs of plain words that stand in several texts, at least one of them no word of every article."""
        found = []
        for _ in range(200_000):
            if len(found) == wanted or not sample:
                break
            tokens = chance.choice(sample).split(" ")
            if len(tokens) <= length:
                continue
            at = chance.randrange(len(tokens) - length)
            words = [token.lower() for token in tokens[at : at + length]]
            if not all(re.fullmatch(r"[a-z]{2,14}", word) for word in words):
                continue
            least = min(frequency.get(word, 0) for word in words)
            if least < 0.002 * count or least > 0.2 * count:
                continue
            found.append(" ".join(words))
        return found
