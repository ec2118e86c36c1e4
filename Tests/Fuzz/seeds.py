#!/usr/bin/env python3
"""Makes the fuzzer's first inputs of the fixtures and of the queries in the manual: Tests/Fuzz/seeds.py FOLDER."""
import os
import re
import sys

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)


def keep(name, content):
    with open(os.path.join(folder, name), "wb") as file:
        file.write(content)


for path, _, names in os.walk(TOP + "/Tests/Fixtures"):
    for name in names:
        with open(os.path.join(path, name), "rb") as file:
            content = file.read()
        if len(content) < 60_000 and not name.endswith(".md"):
            keep("input-" + name, b"\0" + content)
            keep("text-" + name, b"\7" + content[:4000])
            if b"\0" not in content:
                keep("added-" + name, b"\12" + content[:8000] + b"\0" + content[:4000])
pages = TOP + "/Sources/NewsQuery/Manual/Pages"
number = 0
with open(TOP + "/Tests/Fixtures/manual.jsonl", "rb") as file:
    lines = b"".join(file.readlines()[:6])
for name in sorted(os.listdir(pages)):
    with open(os.path.join(pages, name), encoding="utf-8") as file:
        for query in re.findall(r'\.init\(\s*"((?:[^"\\]|\\.)*)"', file.read()):
            number += 1
            query = query.replace('\\"', '"').replace("\\\\", "\\").encode()
            if query.startswith(b".import "):
                keep(f"vendor-{number}", b"\10" + query[8:])
                continue
            keep(f"query-{number}", b"\4" + query)
            keep(f"printed-{number}", b"\11" + query)
            keep(f"lines-{number}", b"\14" + query + b"\n" + lines)
# Search strings of vendors, as the tests of their reader have them.
with open(TOP + "/Tests/NewsQueryTests/Language/Vendor/VendorQueryTests.swift", encoding="utf-8") as file:
    for number, text in enumerate(re.findall(r'\("((?:[^"\\]|\\.)+)", "', file.read())):
        keep(f"vendor-string-{number}", b"\10" + text.replace('\\"', '"').encode())
