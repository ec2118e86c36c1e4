"""The other engines, each asked in this process."""
import datetime
import os
import shutil
import sqlite3
import time

from . import corpus


class Tantivy:
    name = "Tantivy"

    def __init__(self, folder):
        import tantivy

        self.tantivy = tantivy
        self.folder = folder
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        builder.add_text_field("text", stored=True)
        builder.add_text_field("headline", stored=False)
        builder.add_text_field("source", stored=True, fast=True, tokenizer_name="raw")
        builder.add_date_field("date", indexed=True, fast=True)
        self.schema = builder.build()

    def build(self, path):
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)
        start = time.perf_counter()
        index = self.tantivy.Index(self.schema, path=self.folder)
        writer = index.writer(400_000_000, num_threads=os.cpu_count() or 1)
        for identifier, headline, body, source, date in corpus.articles(path):
            document = self.tantivy.Document()
            document.add_text("id", identifier)
            document.add_text("text", headline + "\n\n" + body)
            document.add_text("headline", headline)
            document.add_text("source", source)
            if date:
                try:
                    document.add_date("date", datetime.datetime.fromisoformat(date))
                except ValueError:
                    pass
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        return time.perf_counter() - start

    def is_built(self):
        return os.path.exists(os.path.join(self.folder, "meta.json"))

    def open(self):
        self.index = self.tantivy.Index.open(self.folder)
        self.searcher = self.index.searcher()

    def query(self, asked):
        kind = asked[0]
        if kind == "query":
            return self.index.parse_query(asked[1], ["text"])
        if kind == "regex":
            return self.tantivy.Query.regex_query(self.schema, "text", asked[1])
        word = self.index.parse_query(asked[1], ["text"])
        range_of = self.tantivy.Query.range_query(
            self.schema, "date", self.tantivy.FieldType.Date, datetime.datetime.fromisoformat(asked[2]),
            datetime.datetime.fromisoformat(asked[3] + "T23:59:59"))
        occur = self.tantivy.Occur.Must
        return self.tantivy.Query.boolean_query([(occur, word), (occur, range_of)])

    def ask(self, question):
        """The count and the seconds, from the text of the query on."""
        start = time.perf_counter()
        query = self.query(question["tantivy"])
        if question["mode"] == "best":
            count = len(self.searcher.search(query, 10, count=False).hits)
        elif question["mode"] == "rows":
            found = self.searcher.aggregate(query, {"by": {"terms": {"field": "source", "size": 50}}})
            count = len(found["by"]["buckets"])
        else:
            # Its Python interface always ranks at least one.
            count = self.searcher.search(query, 1, count=True).count
        return count, time.perf_counter() - start

    def size(self):
        return sum(os.path.getsize(os.path.join(self.folder, name)) for name in os.listdir(self.folder))


class FTS5:
    name = "SQLite FTS5"

    def __init__(self, path):
        self.path = path

    def build(self, corpus_path):
        for end in ["", "-wal", "-shm"]:
            if os.path.exists(self.path + end):
                os.remove(self.path + end)
        start = time.perf_counter()
        base = sqlite3.connect(self.path)
        base.executescript(
            "pragma journal_mode=off; pragma synchronous=off;"
            "create table articles(number integer primary key, id text, source text, date text);"
            "create virtual table words using fts5(headline, body, tokenize='unicode61 remove_diacritics 2');")
        for number, (identifier, headline, body, source, date) in enumerate(corpus.articles(corpus_path), 1):
            base.execute("insert into articles values (?, ?, ?, ?)", (number, identifier, source, date))
            base.execute("insert into words(rowid, headline, body) values (?, ?, ?)", (number, headline, body))
        base.commit()
        base.execute("create index by_date on articles(date)")
        base.execute("insert into words(words) values ('optimize')")
        base.commit()
        base.close()
        return time.perf_counter() - start

    def is_built(self):
        return os.path.exists(self.path)

    def open(self):
        self.base = sqlite3.connect(self.path)

    def ask(self, question):
        asked, base = question["fts5"], self.base
        start = time.perf_counter()
        if question["mode"] == "best":
            count = len(
                base.execute("select rowid from words where words match ? order by rank limit 10", (asked,)).fetchall())
        elif question["mode"] == "rows":
            count = len(
                base.execute(
                    "select source, count(*) from articles where number in (select rowid from words where words match ?)"
                    " group by source order by 2 desc limit 50", (asked,)).fetchall())
        elif isinstance(asked, (list, tuple)):
            count = base.execute(
                "select count(*) from words join articles on number = words.rowid where words match ? and date >= ? and"
                " date <= ?", asked).fetchone()[0]
        else:
            count = base.execute("select count(*) from words where words match ?", (asked,)).fetchone()[0]
        return count, time.perf_counter() - start

    def size(self):
        return os.path.getsize(self.path)
