"""Tests of the Python module: NEWSQ=path/to/newsq python3 -m unittest discover python/tests

Those that need pandas, pyarrow or IPython are skipped without them.
"""
import datetime
import importlib.util
import io
import os
import signal
import subprocess
import sys
import tempfile
import threading
import unittest
import warnings

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SEEDS = os.path.join(TOP, "seeds")
sys.path.insert(0, os.path.join(TOP, "python"))
import newsq  # noqa: E402


def needs(module):
    return unittest.skipUnless(importlib.util.find_spec(module), module + " is not installed")


class Seeds(unittest.TestCase):
    def setUp(self):
        self.archive = newsq.Archive(SEEDS)
        self.addCleanup(self.archive.close)


class Rows(Seeds):
    def test_a_row_is_a_dict_with_types(self):
        rows = self.archive.rows("kremlin | select source, date, words, near = 1 > 2")
        self.assertEqual(rows.columns, ["source", "date", "words", "near"])
        self.assertEqual(rows.types, {"source": "text", "date": "date", "words": "number", "near": "truth"})
        by_source = {row["source"]: row for row in rows}
        self.assertEqual(by_source["TASS"]["date"], datetime.date(2020, 7, 23))
        trend = by_source["Trend"]["date"]
        self.assertEqual(trend.isoformat(), "2020-07-23T22:19:00+04:00")
        self.assertIsInstance(by_source["TASS"]["words"], int)
        self.assertIs(by_source["TASS"]["near"], False)

    def test_an_argument_is_a_value_and_never_text_of_the_query(self):
        self.assertEqual(len(self.archive.rows("date>=$since", since=datetime.date(2020, 7, 23))), 2)
        self.assertEqual(len(self.archive.rows("date>=$since", since="2021")), 0)
        sly = 'TASS" or source is "Trend'
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", newsq.Note)
            self.assertEqual(len(self.archive.rows("source is $name", name=sly)), 0)
        self.assertEqual(len(self.archive.rows("source is $name", name="TASS")), 1)
        with self.assertRaises(TypeError):
            self.archive.rows("source is $name", name=["TASS"])

    def test_a_mistake_shows_its_caret(self):
        with self.assertRaises(newsq.QueryError) as caught:
            self.archive.rows("headlin:x")
        lines = str(caught.exception).splitlines()
        self.assertEqual(lines[0], "query:1:1: error: no field `headlin`")
        self.assertEqual(lines[2].strip(), "| ^^^^^^^")
        self.assertEqual(len(self.archive.rows("*")), 2, "the archive answers on")

    def test_a_note_is_a_warning(self):
        with self.assertWarnsRegex(newsq.Note, "0 articles"):
            rows = self.archive.rows("nosuchword")
        self.assertEqual((len(rows), len(rows.notes)), (0, 1))

    def test_each_statement_has_an_answer(self):
        answers = self.archive.answers("kremlin | count; tass | count by source")
        self.assertEqual([len(answer) for answer in answers], [1, 2])

    def test_text_of_any_kind_comes_through(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "odd.jsonl")
            with open(path, "w", encoding="utf-8") as file:
                file.write('{"id":"a","headline":"tab\\t quote \\" back\\\\ nul\\u0001 \\u2028 \\ud83d\\ude00","tags":["x","y"],"big":9007199254740991}\n')
            with newsq.Archive(path) as archive:
                row = archive.rows("* | select headline, tags, big")[0]
        self.assertEqual(row["headline"], 'tab\t quote " back\\ nul\x01 \u2028 \U0001F600')
        self.assertEqual((row["tags"], row["big"]), (["x", "y"], 9007199254740991))

    def test_threads_may_ask_at_once(self):
        counts = []
        threads = [threading.Thread(target=lambda: counts.append(self.archive.rows("* | count")[0]["count"])) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(counts, [2] * 8)


class Files(unittest.TestCase):
    def test_a_missing_file_is_an_error(self):
        with self.assertRaisesRegex(newsq.FileError, "no such file"):
            newsq.Archive("/nonexistent/news.archive")

    def test_a_dead_process_is_an_error_and_no_hang(self):
        archive = newsq.Archive(SEEDS)
        archive._server._process.kill()
        archive._server._process.wait()
        with self.assertRaises(newsq.FileError):
            archive.rows("*")

    def test_an_archive_is_saved_and_added_to(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "news.archive")
            saved = newsq.Archive(os.path.join(SEEDS, "tass-putin-trump-call.txt")).save(path)
            self.assertEqual(len(saved), 1)
            self.assertEqual(len(saved.add(os.path.join(SEEDS, "trend-putin-trump-call.txt"))), 2)
            saved.close()

    def test_writing_needs_leave(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "out.csv")
            with newsq.Archive(SEEDS) as archive:
                with self.assertRaises(newsq.Error):
                    archive.rows('* | count | write "%s"' % path)
            self.assertFalse(os.path.exists(path))
            with newsq.Archive(SEEDS, safe=False) as archive:
                archive.rows('* | count | write "%s"' % path)
            self.assertTrue(os.path.exists(path))


class Protocol(unittest.TestCase):
    def ask(self, data):
        done = subprocess.run(
            [newsq.program(), "--serve-stdio", SEEDS], input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
        return done.returncode, done.stdout, done.stderr

    def test_broken_frames_end_with_one_line(self):
        for data in [b"x\n", b"-1\n", b"5\n{}", b"99999999999\n", b"1" * 100, b"3"]:
            status, _, complaint = self.ask(data)
            self.assertEqual(status, 3, data)
            self.assertEqual(complaint.count(b"\n"), 1, complaint)

    def test_what_is_no_request_is_answered_as_such(self):
        for body in [b"{}", b"[]", b"{", b'{"query":1}', b'{"query":"*","arg.x":1}', b"\xff"]:
            status, out, _ = self.ask(b"%d\n" % len(body) + body)
            self.assertEqual(status, 0, body)
            self.assertIn(b'"kind":"request"', out, body)


class Interrupting(unittest.TestCase):
    def setUp(self):
        # A test run in the background has SIGINT ignored.
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        self.addCleanup(signal.signal, signal.SIGINT, before)

    def test_ctrl_c_stops_the_query_and_not_the_archive(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "many.jsonl")
            with open(path, "w", encoding="utf-8") as file:
                for number in range(4000):
                    file.write('{"id":"a%d","body":"%s"}\n' % (number, "Anna Smith said it would rain in Paris. " * 40))
            with newsq.Archive(path) as archive:
                timer = threading.Timer(0.3, os.kill, [os.getpid(), signal.SIGINT])
                timer.start()
                with self.assertRaises(KeyboardInterrupt):
                    for _ in range(1000):
                        archive.rows("* | names | count by name")
                self.assertEqual(archive.rows("* | count")[0]["count"], 4000)


@needs("pandas")
class Frames(Seeds):
    def test_a_frame_holds_what_the_csv_holds(self):
        import pandas

        query = "* | select id, source, date, words, headline"
        frame = self.archive.query(query)
        text = subprocess.run(
            [newsq.program(), "-o", "csv", "-c", query, SEEDS], capture_output=True, check=True, text=True).stdout
        csv = pandas.read_csv(io.StringIO(text))
        self.assertEqual(list(frame.columns), list(csv.columns))
        for name in ["id", "source", "headline", "words"]:
            self.assertEqual(list(frame[name].fillna("")), list(csv[name].fillna("")))
        self.assertEqual(str(frame["words"].dtype), "int64")

    def test_dates_with_one_offset_have_a_zone(self):
        frame = self.archive.query("source:trend | select date")
        self.assertEqual(str(frame["date"].dt.tz), "UTC+04:00")

    def test_an_empty_answer_keeps_its_columns(self):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", newsq.Note)
            frame = self.archive.query("nosuchword | select id, words")
        self.assertEqual((list(frame.columns), len(frame)), (["id", "words"], 0))


@needs("pyarrow")
class Arrow(Seeds):
    def test_a_table_has_types(self):
        table = self.archive.arrow("* | select source, words, tags = split(source, \"a\")")
        self.assertEqual(str(table.schema.field("words").type), "int64")
        self.assertEqual(str(table.schema.field("tags").type.value_type), "string")


@needs("IPython")
class Notebook(unittest.TestCase):
    def test_a_cell_shows_tables_and_charts(self):
        from IPython.core.interactiveshell import InteractiveShell
        from IPython.utils.capture import capture_output

        shell = InteractiveShell.instance()
        shell.run_line_magic("load_ext", "newsq")
        shell.run_line_magic("newsq", SEEDS)
        with capture_output() as shown:
            shell.run_cell_magic("newsq", "-o counts", "* | count by source; * | count by source | chart")
        self.assertEqual(len(shown.outputs), 2)
        self.assertIn("image/svg+xml", shown.outputs[1].data)
        self.assertEqual(len(shell.user_ns["counts"]), 2)


if __name__ == "__main__":
    unittest.main()
