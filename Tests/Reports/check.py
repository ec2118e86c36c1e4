#!/usr/bin/env python3
"""Checks a page that newsq wrote: its form, what it loads, headers of tables, descriptions of pictures, contrast.

    newsq -f weekly.newsq -o html archive | Tests/Reports/check.py

Reads standard input, or the files named. Python's own parser is enough; with html5lib installed the page must also be
without a parse error. Prints what is wrong and exits 1, or says in one line what was checked.
"""
import html.parser
import re
import sys

VOID = {"meta", "br", "hr", "img", "link", "input", "rect", "line", "circle", "polyline"}
SECTIONS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.problems, self.levels, self.styles = [], [], [], []
        self.tables = self.pictures = self.links = 0
        self.table = self.picture = None

    def problem(self, text):
        self.problems.append(f"line {self.getpos()[0]}: {text}")

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if len(values) < len(attributes):
            self.problem(f"<{tag}> has an attribute twice")
        for name, value in values.items():
            if name.startswith("on"):
                self.problem(f"<{tag}> has a script: {name}")
            if name in ("src", "srcset", "poster", "data", "background"):
                self.problem(f"<{tag}> loads {value}")
            if name == "href" and not re.match(r"https?://", value or ""):
                self.problem(f"a link to {value}")
        if tag in ("script", "link", "iframe", "object", "embed", "base", "form", "img"):
            self.problem(f"<{tag}> in a page that loads nothing")
        if tag == "html" and not values.get("lang"):
            self.problem("no language")
        if tag == "a":
            self.links += 1
        if tag in SECTIONS:
            if self.levels and SECTIONS[tag] > self.levels[-1] + 1:
                self.problem(f"<{tag}> under a heading of level {self.levels[-1]}")
            self.levels.append(SECTIONS[tag])
        if tag == "table":
            self.tables += 1
            self.table = {"caption": False, "head": 0, "cells": []}
        if tag == "caption":
            self.table["caption"] = True
        if tag == "th":
            if values.get("scope") not in ("col", "row"):
                self.problem("a header cell without scope")
            if values.get("scope") == "col":
                self.table["head"] += 1
        if tag == "tr" and self.table is not None:
            self.table["cells"].append(0)
        if tag in ("td", "th") and self.table is not None:
            self.table["cells"][-1] += 1
        if tag == "svg":
            self.pictures += 1
            self.picture = {"title": "", "desc": ""}
            if values.get("role") != "img":
                self.problem("a picture without role=img")
        if tag == "style":
            self.styles.append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.problem(f"</{tag}> closes <{self.open[-1] if self.open else 'nothing'}>")
            return
        self.open.pop()
        if tag == "table":
            if not self.table["caption"]:
                self.problem("a table without a caption")
            if any(count != self.table["head"] for count in self.table["cells"]):
                self.problem("a row with another number of cells than the header")
            self.table = None
        if tag == "svg":
            for part in ("title", "desc"):
                if not self.picture[part].strip():
                    self.problem(f"a picture without <{part}>")
            self.picture = None

    def handle_data(self, data):
        if self.open and self.open[-1] == "style":
            self.styles[-1] += data
        if self.picture is not None and self.open[-1] in ("title", "desc"):
            self.picture[self.open[-1]] += data


def luminance(color):
    digits = color[1:] if len(color) == 7 else "".join(d + d for d in color[1:])
    parts = [int(digits[i:i + 2], 16) / 255 for i in (0, 2, 4)]
    r, g, b = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a, b):
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def palettes(style):
    """The colours of the page in light and in dark."""
    found = re.findall(r":root\{([^}]*)\}", style)
    return [dict(re.findall(r"--(\w+):(#[0-9a-f]+)", rules)) for rules in found]


def check(text):
    page = Page()
    page.feed(text)
    page.close()
    problems = page.problems
    if not text.startswith("<!doctype html>\n"):
        problems.append("no doctype")
    if page.open:
        problems.append(f"never closed: {page.open}")
    # A report has a title; a single answer may have none.
    if page.levels.count(1) > 1 or page.levels.count(1) == 0 and "<footer" in text:
        problems.append(f"{page.levels.count(1)} headings of level 1")
    if re.search(r"url\(|@import|javascript:", text):
        problems.append("something is loaded")
    if "\ufffd" in text or re.search("[\x00-\x08\x0b-\x1f]", text):
        problems.append("a control character")
    style = page.styles[0] if page.styles else ""
    if "@media print" not in style:
        problems.append("no style for paper")
    both = palettes(style)
    if len(both) != 2:
        problems.append("no colours for light and dark")
    for colors in both:
        pairs = [(i, p) for i in ("ink", "muted", "link") for p in ("paper", "shade")] + [("markink", "mark")]
        for ink, paper in pairs:
            if contrast(colors[ink], colors[paper]) < 4.5:
                problems.append(f"{ink} {colors[ink]} on {colors[paper]}: {contrast(colors[ink], colors[paper]):.1f}")
    try:
        import html5lib
        html5lib.HTMLParser(strict=True).parse(text)
    except ImportError:
        pass
    except Exception as error:
        problems.append(f"html5lib: {type(error).__name__} {error}")
    return problems, f"{page.tables} tables, {page.pictures} pictures, {page.links} links: nothing is wrong"


def main():
    failed = False
    for name in sys.argv[1:] or ["-"]:
        text = sys.stdin.read() if name == "-" else open(name, encoding="utf-8").read()
        problems, summary = check(text)
        failed = failed or bool(problems)
        print("\n".join(problems) if problems else summary)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
