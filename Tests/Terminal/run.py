#!/usr/bin/env python3
"""Drives the real program through a terminal: python3 Tests/Terminal/run.py .build/release/newsq [NAME…]"""
import json
import os
import random
import signal
import stat
import sys
import tempfile
import time
import traceback

from terminal import Terminal

PROGRAM = os.path.abspath(sys.argv[1])
SEEDS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../seeds")
SHELL = "%s %s" % (PROGRAM, os.path.realpath(SEEDS))


def prompt_greets_once_and_shows_the_archive():
    with Terminal(SHELL) as t:
        t.wait("seeds 2> ")
        assert ".tour" in t.screen()
        t.ask("kremlin", "2 articles")
        t.type("C-d")
        t.wait("$ ")
        t.type("clear", "Enter")
        time.sleep(0.5)
        t.type(SHELL, "Enter")
        t.wait("seeds 2> ")
        assert ".tour" not in t.screen()


def paste_runs_once_and_comes_back_whole():
    with Terminal(SHELL) as t:
        t.wait("seeds 2> ")
        t.paste("kremlin\t|\nselect id, source |\nhead 1\n")
        screen = t.wait("head 1")
        assert "article" not in screen.split("seeds 2> ")[-1], "it ran"
        t.type("Enter")
        t.wait("1 article")
        t.type("Up")
        time.sleep(0.3)
        assert t.screen().rstrip().endswith("seeds 2> kremlin |\nselect id, source |\nhead 1"), t.screen()
        assert '"query":"kremlin |\\nselect id, source |\\nhead 1"' in t.history()


def lines_go_on_until_the_statement_ends():
    with Terminal(SHELL) as t:
        t.wait("seeds 2> ")
        t.type('kremlin "arms', "Enter")
        t.wait('"> ')
        t.type('control" |', "Enter")
        t.wait("|> ")
        t.ask("head 1", "1 article")
        t.type("(", "Enter")
        t.wait("(> ")
        t.type("C-c")
        time.sleep(0.3)
        assert t.screen().rstrip().endswith("seeds 2>")


def utf8_in_the_c_locale():
    with Terminal(SHELL) as t:
        t.wait("seeds 2> ")
        t.type("café Łódź 北京")
        t.type("Left", "BSpace", "Enter")
        t.wait("caf")
        time.sleep(0.5)
        assert "café Łódź 京" in t.screen(), t.screen()
        assert "café Łódź 京" in t.history()


def interrupt_at_the_prompt_drops_the_line():
    with Terminal(SHELL) as t:
        t.wait("seeds 2> ")
        t.type("half a line", "C-c")
        t.wait("half a line^C")
        t.ask("kremlin", "2 articles")


def interrupt_stops_a_query():
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as articles:
        for number in range(20000):
            text = " ".join("w%d" % (number * k % 9973) for k in range(1, 60))
            articles.write(json.dumps({"id": str(number), "source": "made", "body": text}) + "\n")
        articles.flush()
        with Terminal("exec %s %s" % (PROGRAM, articles.name)) as t:
            t.wait("20,000> ", 120)
            # Each of these reads every word of every article.
            t.paste("* | let n = " + " + ".join("length(replace(body, /w%d+/, \"x\"))" % k for k in range(150)) + " | sort n")
            t.type("Enter")
            time.sleep(1)
            start = time.monotonic()
            t.type("C-c")
            t.wait("stopped", 5)
            assert time.monotonic() - start < 2
            t.ask("* | head 1", "1 article")


def two_interrupts_stop_a_query_and_keep_the_shell():
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as articles:
        for number in range(8000):
            text = " ".join("w%d" % (number * k % 9973) for k in range(1, 60))
            articles.write(json.dumps({"id": str(number), "source": "made", "body": text}) + "\n")
        articles.flush()
        with Terminal("exec %s %s" % (PROGRAM, articles.name)) as t:
            t.wait("8,000> ", 120)
            t.paste("* | let n = " + " + ".join("length(replace(body, /w%d+/, \"x\"))" % k for k in range(150)) + " | sort n")
            t.type("Enter")
            time.sleep(1)
            for _ in range(3):
                t.type("C-c")
            t.wait("stopped", 5)
            t.ask("* | head 1", "1 article")


def interrupt_in_the_pager_keeps_the_shell():
    with Terminal(SHELL, rows=10) as t:
        t.wait("seeds 2> ")
        t.type(".help", "Enter")
        t.wait("\n:")
        t.type("C-c", "q")
        t.wait("seeds 2>")
        t.ask("kremlin", "2 articles")


def end_of_input_leaves_and_gives_the_terminal_back():
    with Terminal(SHELL) as t:
        t.wait("seeds 2> ")
        t.type("C-d")
        t.ask("stty -a | grep -o ' icanon' ; echo status $?", "icanon\nstatus 0")


def stop_and_go_on():
    with Terminal(SHELL) as t:
        t.wait("seeds 2> ")
        t.type("krem", "C-z")
        t.wait("Stopped")
        t.type("fg", "Enter")
        t.wait("seeds 2> krem")
        t.ask("lin", "2 articles")


def resize_draws_the_line_anew():
    with Terminal(SHELL) as t:
        t.wait("seeds 2> ")
        text = "kremlin or " * 6 + "kremlin"
        t.type(text)
        time.sleep(0.3)
        t.resize(40)
        time.sleep(0.5)
        t.resize(100)
        time.sleep(0.5)
        assert t.screen().count("seeds 2>") == 1, t.screen()
        t.type("Enter")
        t.wait("2 articles")


def vi_keys():
    with tempfile.NamedTemporaryFile("w", suffix=".editrc") as keys:
        keys.write("bind -v\n")
        keys.flush()
        with Terminal(SHELL, EDITRC=keys.name) as t:
            t.wait("seeds 2> ")
            t.type("zzkremlin", "Escape")
            time.sleep(0.2)
            t.type("0", "x", "x", "A")
            t.ask(" putin", "2 articles")
            assert '"query":"kremlin putin"' in t.history(), t.history()


def completion_by_place():
    with Terminal(SHELL) as t:
        t.wait("seeds 2> ")
        t.type("kremlin | sel", "Tab")
        t.wait("| select ")
        t.type("C-c", "source:tr", "Tab")
        t.wait("source:Trend")
        t.type("C-c", "putin | co", "Tab")
        t.wait("how many rows")


def dumb_terminal():
    with Terminal(SHELL, TERM="dumb") as t:
        t.wait("seeds 2> ")
        t.ask("kremlin", "2 articles")
        t.type("half", "C-c")
        t.ask("putin", "2 articles")
        t.type("C-d")
        t.wait("$ ")


def narrow_and_wide_windows():
    for columns in (20, 300):
        with Terminal(SHELL, columns=columns) as t:
            t.wait("> ")
            t.type("kremlin | select source, headline", "Enter")
            t.wait("2 articles")
            assert all(len(line) <= columns for line in t.screen().split("\n"))


def two_shells_keep_one_history():
    with Terminal(SHELL) as first:
        with Terminal(SHELL, home=first.home) as second:
            for number in range(3):
                first.ask("kremlin one%d or kremlin" % number, "one%d" % number)
                second.ask("kremlin two%d or kremlin" % number, "two%d" % number)
            second.type("C-d")
            time.sleep(0.5)
        first.type("C-d")
        time.sleep(0.5)
        queries = [json.loads(line).get("query") for line in first.history().splitlines()]
        for number in range(3):
            assert "kremlin one%d or kremlin" % number in queries, queries
            assert "kremlin two%d or kremlin" % number in queries, queries
        path = os.path.join(first.home, ".local/state/newsq/history.jsonl")
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o600


def killed_shell_loses_no_query():
    with Terminal(SHELL) as t:
        t.wait("seeds 2> ")
        t.ask("kremlin", "2 articles")
        os.kill(t.child(), signal.SIGKILL)
        t.wait("Killed")
        assert '"query":"kremlin"' in t.history()
        t.type("stty sane", "Enter", "clear", "Enter")
        t.wait_until_gone("Killed")
        t.ask(SHELL, "seeds 2> ")
        t.type("Up")
        t.wait("seeds 2> kremlin")


def secret_queries_are_not_kept():
    with Terminal(SHELL + " --no-history") as t:
        t.wait("seeds 2> ")
        t.ask("kremlin", "2 articles")
        assert t.history() == ""
    with Terminal(SHELL) as t:
        t.wait("seeds 2> ")
        t.ask(" kremlin", "2 articles")
        assert "kremlin" not in t.history()


def external_editor():
    with tempfile.TemporaryDirectory() as folder:
        editor = os.path.join(folder, "editor")
        with open(editor, "w") as script:
            script.write("#!/bin/sh\nprintf ' | head 1\\n' >> \"$1\"\n")
        os.chmod(editor, 0o755)
        with Terminal(SHELL, EDITOR=editor, VISUAL="") as t:
            t.wait("seeds 2> ")
            t.type("kremlin", "C-x", "C-e")
            t.wait("| head 1")
            t.type("Enter")
            t.wait("1 article")


def an_article_opens_at_its_passage_under_its_headline():
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as articles:
        body = "\n\n".join(["filler number %d" % k for k in range(80)] + ["the walrus speaks"] + ["more"] * 40)
        articles.write(json.dumps({"id": "1", "headline": "A long report", "body": body}) + "\n")
        articles.flush()
        with Terminal("%s %s" % (PROGRAM, articles.name)) as t:
            t.wait("1> ")
            t.ask("walrus", "1 article")
            t.ask(".open 1", "walrus speaks")
            rows = t.screen().split("\n")
            assert rows[0].startswith("A long report"), t.screen()
            assert "filler" not in t.screen(), t.screen()
            t.type("q")
            t.ask("walrus | count", "texts")


def without_articles_the_shell_says_what_to_do():
    with Terminal(PROGRAM) as t:
        t.wait("articles 0> ")
        t.ask(".tour", "the tour asks the open articles")
        t.type(".open " + os.path.realpath(SEEDS), "Enter")
        t.wait("seeds 2> ")
        t.ask(".tour 3", "3 of 10")
        t.wait("rticle")
        assert "error" not in t.screen().split("3 of 10")[1], t.screen()


def the_pager_passes_colours_whatever_less_says():
    with Terminal(SHELL, rows=12, LESS="FX") as t:
        t.wait("seeds 2> ")
        t.type('"arms control" | read', "Enter")
        t.wait("\n:")
        assert "ESC[" not in t.screen(), t.screen()
        t.type("q")
        t.wait("seeds 2>")


def wide_tables_become_records():
    with Terminal(SHELL, columns=60) as t:
        t.wait("seeds 2> ")
        t.type(".mode auto", "Enter")
        t.ask("* | head 1 | select id, date, source, located, section, words, byline, url, headline", "1 article")
        assert "located" in t.screen() and "more column" not in t.screen(), t.screen()
        t.ask("* | count", "texts")


def random_keys(seconds=None, seed=None):
    """Random queries, keys and Ctrl-C. The shell must not exit or hang, and the terminal must stay sane."""
    seconds = seconds or float(os.environ.get("NEWSQ_KEYS_SECONDS", "6"))
    seed = seed or int(os.environ.get("NEWSQ_KEYS_SEED", "1"))
    chance = random.Random(seed)
    pieces = [
        "kremlin", " ", "|", "count", "by", "source", "(", ")", '"', "'", "*", "/", "head 3", ".help", ".tour", ".open 1", ".next",
        ".show", ".mode record", ".mode table", "select id", "kwic", "read", "é", "北京", "हिन्दी", ";", "let x = ", "$x", ".fields",
        "| sort date", "near/3", "# x", "\\", "~", "^", "`", "{", ".history", ".last", "| chart", "timeline by day",
    ]
    keys = [
        "Enter", "Enter", "Enter", "C-c", "C-c", "C-c", "Tab", "Up", "Down", "Left", "Right", "Home", "End", "BSpace", "DC", "C-r",
        "C-w", "C-u", "C-k", "C-y", "C-a", "C-e", "C-l", "Escape", "PageUp", "PageDown", "q", "C-g", "C-v", "M-b", "M-Enter", "C-t",
    ]
    # In a folder of its own, and with a pager that starts no programs: keys may save files and run commands there.
    with Terminal("cd; exec " + SHELL, LESSSECURE="1") as t:
        t.wait("seeds 2> ")
        end = time.monotonic() + seconds
        sent = 0
        while time.monotonic() < end:
            burst = [chance.choice(pieces) if chance.random() < 0.5 else chance.choice(keys) for _ in range(chance.randint(1, 12))]
            for key in burst:
                t.send(key, literal=key in pieces)
            sent += len(burst)
            if chance.random() < 0.1:
                t.resize(chance.randint(20, 140), chance.randint(5, 50))
        # Out of the pager, a search in the history or a question, and at an empty line: the shell answers.
        t.resize(80)
        for _ in range(40):
            t.send("C-c")
            time.sleep(0.05)
            t.send("q")
            t.send("C-u")
            t.send("C-c")
            time.sleep(0.1)
            if t.screen().rstrip().split("\n")[-1].strip() in ("seeds 2>", "seeds 2> "):
                break
        t.send("C-u")
        t.send(".mode table", literal=True)
        t.send("Enter")
        t.send("kremlin | select words | head 1 | count", literal=True)
        t.send("Enter")
        t.wait("1 row")
        t.send("C-d")
        print("      %d keys, seed %d" % (sent, seed))


def rows_are_opened():
    with Terminal(SHELL, rows=60) as t:
        t.wait("seeds 2> ")
        t.ask('"arms control"', "2 articles")
        t.ask(".open 1", "strategic")
        t.ask(".next", "seeds 2> .next")
        t.type(".next", "Enter")
        t.wait("row 2 was the last")


TESTS = [value for value in list(globals().values()) if callable(value) and getattr(value, "__module__", "") == "__main__"]


def main():
    wanted = sys.argv[2:]
    failed = 0
    for test in TESTS:
        if wanted and test.__name__ not in wanted:
            continue
        try:
            test()
            print("ok    ", test.__name__)
        except Exception:
            failed += 1
            print("FAILED", test.__name__)
            traceback.print_exc()
    sys.exit(1 if failed else 0)


TESTS = [test for test in TESTS if test.__name__ != "main"]
if __name__ == "__main__":
    main()
