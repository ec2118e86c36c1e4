#!/usr/bin/env python3
"""Writes the documentation as static HTML: site/build.py OUT. Needs markdown-it-py, which `make site` installs.

A page for README.md and each Docs/*.md, one list of them, and a search that works without a server: its index is a script.
"""
import html
import json
import os
import re
import shutil
import sys

from markdown_it import MarkdownIt

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# The order of the list. A page that is not named comes after these.
ORDER = ["README", "Language", "Formats", "Formats-by-service", "Cheatsheet", "Compared", "Python", "R", "Cluster", "Statistics", "Benchmarks", "Limits",
         "Architecture", "Words"]
TITLES = {"README": "Start", "Compared": "One job, three tools", "Words": "Glossary", "Python": "From Python", "R": "From R"}


def sources():
    pages = {"README": "README.md"}
    for name in sorted(os.listdir(os.path.join(TOP, "Docs"))):
        if name.endswith(".md"):
            pages[name[:-3]] = "Docs/" + name
    pages["Python"] = "python/README.md"
    known = [name for name in ORDER if name in pages]
    return [(name, pages[name]) for name in known + sorted(set(pages) - set(known))]


def slug(text, taken):
    base = re.sub(r"[^\w]+", "-", text.lower(), flags=re.U).strip("-") or "section"
    name, number = base, 2
    while name in taken:
        name, number = "%s-%d" % (base, number), number + 1
    taken.add(name)
    return name


class Page:
    def __init__(self, name, path, names):
        self.name, self.path = name, path
        self.file = "index.html" if name == "README" else name.lower() + ".html"
        with open(os.path.join(TOP, path), encoding="utf-8") as file:
            text = file.read()
        markdown = MarkdownIt("commonmark", {"html": False}).enable(["table"])
        tokens = markdown.parse(text)
        self.sections, self.headings, taken = [], [], set()
        current = {"title": "", "anchor": "", "text": []}
        self.title = TITLES.get(name)
        for place, token in enumerate(tokens):
            if token.type == "heading_open":
                words = plain(tokens[place + 1])
                anchor = slug(words, taken)
                token.attrSet("id", anchor)
                if token.tag == "h1":
                    self.title = self.title or words
                else:
                    self.headings.append((token.tag, words, anchor))
                self.sections.append(current)
                current = {"title": words, "anchor": anchor, "text": []}
            elif token.type == "inline":
                self.mend_links(token, names)
                current["text"].append(plain(token))
            elif token.type == "fence":
                current["text"].append(token.content)
        self.sections.append(current)
        body = markdown.renderer.render(tokens, markdown.options, {})
        body = re.sub(r"<table>.*?</table>", lambda found: '<div class="wide" tabindex="0">%s</div>' % found.group(0), body, flags=re.S)
        body = re.sub(r"<pre>", '<pre tabindex="0">', body)
        self.body = re.sub(r'<(h[23]) id="([^"]+)">(.*?)</\1>', r'<\1 id="\2">\3 <a class="anchor" href="#\2" aria-label="Link to this section">#</a></\1>', body, flags=re.S)
        self.title = self.title or name

    def mend_links(self, token, names):
        """Links between pages point at the HTML; links to other files of the source stay words."""
        for child in token.children or []:
            if child.type != "link_open":
                continue
            target = child.attrGet("href") or ""
            if re.match(r"[a-z]+:|#", target):
                continue
            path, _, anchor = target.partition("#")
            path = os.path.normpath(os.path.join(os.path.dirname(self.path), path))
            if path in names:
                child.attrSet("href", names[path] + ("#" + anchor if anchor else ""))
            else:
                child.attrs.pop("href", None)
                child.attrSet("class", "file")


def plain(token):
    return "".join(child.content if child.type in ("text", "code_inline") else " " if child.type == "softbreak" else ""
                   for child in token.children or [])


def menu(pages, here):
    items = []
    for page in pages:
        mark = ' aria-current="page"' if page is here else ""
        items.append('<li><a href="%s"%s>%s</a></li>' % (page.file, mark, html.escape(page.title)))
    return "\n".join(items)


def contents(page):
    headings = [(words, anchor) for tag, words, anchor in page.headings if tag == "h2"]
    if len(headings) < 4:
        return ""
    items = "".join('<li><a href="#%s">%s</a></li>' % (anchor, html.escape(words)) for words, anchor in headings)
    return '<nav class="contents" aria-label="On this page"><details><summary>On this page</summary><ul>%s</ul></details></nav>' % items


def main():
    out = sys.argv[1]
    shutil.rmtree(out, ignore_errors=True)
    os.makedirs(out)
    names = {path: "index.html" if name == "README" else name.lower() + ".html" for name, path in sources()}
    pages = [Page(name, path, names) for name, path in sources()]
    with open(os.path.join(TOP, "site", "page.html"), encoding="utf-8") as file:
        template = file.read()
    index = []
    for page in pages:
        text = template
        for key, value in {"title": html.escape(page.title), "menu": menu(pages, page), "body": page.body.replace("</h1>", "</h1>\n" + contents(page), 1)}.items():
            text = text.replace("{{%s}}" % key, value)
        with open(os.path.join(out, page.file), "w", encoding="utf-8") as file:
            file.write(text)
        for section in page.sections:
            words = re.sub(r"\s+", " ", " ".join(section["text"])).strip()
            if words:
                index.append([page.file + ("#" + section["anchor"] if section["anchor"] else ""), page.title, section["title"], words])
    with open(os.path.join(out, "search-index.js"), "w", encoding="utf-8") as file:
        file.write("const searchIndex = " + json.dumps(index, ensure_ascii=False, separators=(",", ":")) + ";\n")
    for name in ("style.css", "search.js"):
        shutil.copy(os.path.join(TOP, "site", name), out)
    print("%d pages in %s" % (len(pages), out))


main()
