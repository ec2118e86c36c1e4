"""The same articles in several formats, and beside each the program that people read that format with."""
import gzip
import importlib.util
import json
import lzma
import os
import shutil
import subprocess
import sys
from xml.sax.saxutils import escape

LARGEST = 60_000_000

WARCIO = ("import sys\nfrom warcio.archiveiterator import ArchiveIterator\nn=0\n"
          "for r in ArchiveIterator(open(sys.argv[1],'rb')):\n  n+=len(r.content_stream().read())\nprint(n)")
DUCKDB = ("import sys,duckdb\nduckdb.sql('SET threads=1')\n"
          "print(duckdb.sql(sys.argv[1] % sys.argv[2]).fetchall())")
SUMS = "select count(*), sum(length(headline)+length(body)) from %s('%%s')"


def make(corpus, folder):
    """Writes the first articles of a corpus in all formats; names and sizes of what they hold unpacked."""
    os.makedirs(folder, exist_ok=True)
    done = os.path.join(folder, "sizes.json")
    if os.path.exists(done):
        with open(done, encoding="utf-8") as file:
            return json.load(file)
    stories, total = [], 0
    with open(corpus, encoding="utf-8") as file:
        for line in file:
            if not line.strip():
                continue
            found = json.loads(line)
            body = found.get("body") or found.get("text") or ""
            story = {
                "id": str(found.get("id", len(stories))), "headline": found.get("headline") or found.get("title") or "",
                "author": "Jane Smith", "source": str(found.get("source") or "The Paper"),
                "published": str(found.get("published") or found.get("date") or "2020-07-23")[:10] + "T10:00:00Z",
                "url": f"https://paper.example/{len(stories)}", "body": body}
            stories.append(story)
            total += len(line)
            if total > LARGEST:
                break
    sizes = {}

    def write(name, content):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(content)
        sizes[name] = len(content)

    lines = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in stories).encode()
    write("news.jsonl", lines)
    table = [",".join(stories[0])]
    for each in stories:
        table.append(",".join('"' + value.replace('"', '""') + '"' for value in each.values()))
    write("news.csv", ("\n".join(table) + "\n").encode())
    write("news.xml", feed(stories).encode())
    write("news.warc", b"".join(page(number, each) for number, each in enumerate(stories)))
    write("news.warc.wet", b"".join(text(number, each) for number, each in enumerate(stories)))
    write("news.jsonl.gz", gzip.compress(lines, 6))
    write("news.jsonl.xz", lzma.compress(lines, preset=1))
    sizes["news.jsonl.gz"] = sizes["news.jsonl.xz"] = len(lines)
    if shutil.which("zstd"):
        packed = os.path.join(folder, "news.jsonl.zst")
        subprocess.run(["zstd", "-qf3", os.path.join(folder, "news.jsonl"), "-o", packed], check=True)
        sizes["news.jsonl.zst"] = len(lines)
    with open(done, "w", encoding="utf-8") as file:
        json.dump(sizes, file)
    return sizes


def paragraphs(story):
    return "".join(f"<p>{escape(part)}</p>" for part in story["body"].split("\n") if part)


def clean(text):
    """Without what XML cannot hold."""
    return "".join(c if c >= " " or c in "\n\t" else " " for c in text).replace("￾", " ").replace("￿", " ")


def feed(stories):
    items = "".join(
        f"<item><title>{escape(each['headline'])}</title><link>{each['url']}</link><dc:creator>{each['author']}</dc:creator>"
        f"<pubDate>{each['published']}</pubDate><guid>{escape(each['id'])}</guid><content:encoded><![CDATA["
        + paragraphs(each).replace("]]>", "") + "]]></content:encoded></item>\n" for each in stories)
    return clean(
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Paper</title>'
        + items + "</channel></rss>")


def record(number, kind, mime, url, block):
    return (
        b"WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-%012d>\r\nWARC-Target-URI: %s\r\n"
        b"WARC-Date: 2021-01-01T00:00:00Z\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
        % (kind, number, url.encode(), mime, len(block), block))


def page(number, story):
    html = ("<!doctype html><html><head><title>" + escape(story["headline"]) + "</title></head><body><article>"
            + paragraphs(story) + "</article></body></html>").encode()
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html
    return record(number, b"response", b"application/http; msgtype=response", story["url"], block)


def text(number, story):
    return record(number, b"conversion", b"text/plain", story["url"], (story["headline"] + "\n\n" + story["body"]).encode())


def peers():
    """A format's file, who reads it, and by which command, the file's name last; only who is there."""
    def has(module):
        return importlib.util.find_spec(module) is not None

    python = sys.executable
    known = [
        ("news.jsonl", "jq", shutil.which("jq"), ["jq", "-c", ".headline|length"]),
        ("news.jsonl", "DuckDB", has("duckdb"), [python, "-c", DUCKDB, SUMS % "read_json"]),
        ("news.csv", "DuckDB", has("duckdb"), [python, "-c", DUCKDB, SUMS % "read_csv"]),
        ("news.xml", "xmllint", shutil.which("xmllint"), ["xmllint", "--noout", "--huge"]),
        ("news.xml", "xmllint --stream", shutil.which("xmllint"), ["xmllint", "--noout", "--huge", "--stream"]),
        ("news.warc", "warcio, which parses no HTML", has("warcio"), [python, "-c", WARCIO]),
        ("news.warc.wet", "warcio", has("warcio"), [python, "-c", WARCIO]),
        ("news.jsonl.zst", "zstd -dc", shutil.which("zstd"), ["zstd", "-dcq"]),
        ("news.jsonl.gz", "gzip -dc", shutil.which("gzip"), ["gzip", "-dc"]),
        ("news.jsonl.xz", "xz -dc", shutil.which("xz"), ["xz", "-dc"]),
    ]
    return [(name, peer, command) for name, peer, is_there, command in known if is_there]
