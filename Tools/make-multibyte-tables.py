#!/usr/bin/env python3
"""Writes Sources/NewsQuery/Articles/Encodings/MultibyteTables.swift from the code pages that Python carries.

    python3 Tools/make-multibyte-tables.py > Sources/NewsQuery/Articles/Encodings/MultibyteTables.swift
"""

HOLE = "\ufffd"
WIDTH = 100


def decoded(pair, codec):
    try:
        text = bytes(pair).decode(codec)
    except UnicodeDecodeError:
        return HOLE
    # Characters of private use mean nothing outside of the program that they were made for.
    return text if len(text) == 1 and not 0xE000 <= ord(text) < 0xF900 and ord(text) < 0x10000 else HOLE


def rows(leads, trails, codec):
    return "".join(decoded((lead, trail), codec) for lead in leads for trail in trails)


def literal(name, comment, text):
    print(f"\n  /// {comment}")
    print(f'  static let {name} = """')
    for start in range(0, len(text), WIDTH):
        line = text[start:start + WIDTH]
        line = "".join(f"\\u{{{ord(c):X}}}" if c in "\u00a0\u00ad\u3000" else c for c in line)
        print("    " + line + ("\\" if start + WIDTH < len(text) else ""))
    print('    """')


def span(*ranges):
    return [n for first, last in ranges for n in range(first, last + 1)]


print("// Made by Tools/make-multibyte-tables.py; do not edit.\n")
print("/// The characters of the encodings that take two bytes for one, in the order of their bytes; U+FFFD where there is none.")
print("enum MultibyteTables {", end="")
literal("gb18030", "Leads 81 to FE, trails 40 to FE without 7F.",
        rows(span((0x81, 0xFE)), span((0x40, 0x7E), (0x80, 0xFE)), "gb18030"))
literal("big5", "Leads A1 to F9, trails 40 to 7E and A1 to FE.",
        rows(span((0xA1, 0xF9)), span((0x40, 0x7E), (0xA1, 0xFE)), "cp950"))
literal("japanese", "JIS X 0208 with the additions of Windows, by Shift_JIS: leads 81 to 9F and E0 to FC, trails 40 to FC "
        "without 7F.", rows(span((0x81, 0x9F), (0xE0, 0xFC)), span((0x40, 0x7E), (0x80, 0xFC)), "cp932"))
literal("korean", "Leads 81 to FE, trails 41 to FE.", rows(span((0x81, 0xFE)), span((0x41, 0xFE)), "cp949"))
ranges, last = [], None
for pointer in range(39420):
    four = bytes([0x81 + pointer // 12600, 0x30 + pointer // 1260 % 10, 0x81 + pointer // 10 % 126, 0x30 + pointer % 10])
    try:
        scalar = ord(four.decode("gb18030"))
    except UnicodeDecodeError:
        last = None
        continue
    if last is None or scalar != last + 1:
        ranges.append((pointer, scalar))
    last = scalar
print("\n  /// Of the four-byte characters of GB 18030 below U+10000: from which number on which scalars follow one another.")
print("  static let gb18030Ranges: [(number: UInt32, scalar: UInt32)] = [")
for start in range(0, len(ranges), 6):
    print("    " + ", ".join(f"({number}, 0x{scalar:X})" for number, scalar in ranges[start:start + 6]) + ",")
print("  ]\n}")
