#!/usr/bin/env python3
"""Writes Sources/CBytes/FoldTables.c from the Unicode data that Python carries. The tables are in C because
19,000 integer literals are slow to compile in Swift.

    python3 Tools/make-fold-tables.py > Sources/CBytes/FoldTables.c
"""

import unicodedata as u

SPECIAL = {
    "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ı": "i", "ð": "d", "ŋ": "n",
    "ħ": "h", "ŧ": "t", "ĸ": "k", "ɖ": "d", "ǝ": "e", "ƀ": "b", "ǥ": "g", "ɨ": "i", "ƶ": "z", "ⱥ": "a", "ɍ": "r",
}
PUNCTUATION = {
    "'": "‘’‚‛ʼʻʹ′‹›´`＇׳", '"': "“”„‟«»″״", "-": "‐‑‒–—―−", " ": "\u00a0\u2002\u2003\u2007\u2009\u202f\u3000",
}
IGNORED = [0x00AD, 0x0640, 0x034F, 0x061C, 0x180E, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF]
IGNORED += list(range(0x202A, 0x202F)) + list(range(0x2066, 0x206A)) + list(range(0xFE00, 0xFE10))
IGNORED += list(range(0xE0100, 0xE01F0))
MARKED = ("LATIN", "GREEK", "ARABIC", "HEBREW")
# Written without blanks between words: a position a character.
SOLO = ("CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC", "THAI", "LAO", "KHMER", "MYANMAR")
APOSTROPHES = "'‘’ʼʻ＇׳״"
HYPHENS = "-‐‑－"
# A wildcard inside a word of a query: see Tokenizer.
WILDCARDS = (0xE000, 0xE001)


def script(c):
    name = u.name(c, "")
    for prefix in ("HALFWIDTH ", "FULLWIDTH "):
        name = name.removeprefix(prefix)
    return name.split(" ")[0] if name else ""


def is_hebrew_or_arabic_mark(c):
    return u.category(c) == "Mn" and (0x0591 <= ord(c) <= 0x05C7 or 0x0610 <= ord(c) <= 0x06ED
        or 0x08D3 <= ord(c) <= 0x08FF or ord(c) == 0xFB1E)


def is_diacritic(c):
    n = ord(c)
    return u.category(c) in ("Mn", "Me") and (0x0300 <= n <= 0x036F or 0x1AB0 <= n <= 0x1AFF or 0x1DC0 <= n <= 0x1DFF
        or 0x20D0 <= n <= 0x20FF or 0xFE20 <= n <= 0xFE2F)


def fold_simple(c):
    """One character that is no compatibility form."""
    s = script(c)
    if s in MARKED:
        out = ""
        for d in u.normalize("NFD", u.normalize("NFD", c).casefold()):
            if u.category(d) in ("Mn", "Me"):
                continue
            out += SPECIAL.get(d, d)
        return out
    if s == "CYRILLIC":
        d = c.casefold()
        return "е" if d == "ё" else d
    if s in ("HANGUL", "HIRAGANA", "KATAKANA", "THAI"):
        return c
    return u.normalize("NFC", c.casefold())


def fold(n):
    c = chr(n)
    for to, chars in PUNCTUATION.items():
        if c in chars:
            return to
    if n in IGNORED or is_hebrew_or_arabic_mark(c):
        return ""
    if is_diacritic(c):
        return c  # what stands before it decides
    decomposition = u.decomposition(c)
    if decomposition.startswith("<"):
        if n in (0x0E33, 0x0EB3):
            return c
        if decomposition.startswith("<wide>") or decomposition.startswith("<narrow>"):
            pieces = u.normalize("NFKC", c)
        else:
            pieces = u.normalize("NFKD", c)
            if not all(u.category(p)[0] in "LNM" for p in pieces):
                return c
            if script(pieces[0]) in ("HANGUL",):
                return u.normalize("NFC", pieces)
        out = "".join(fold_simple(p) if not is_hebrew_or_arabic_mark(p) else "" for p in pieces)
        return out if len(out.encode()) <= 8 else c
    return fold_simple(c)


OTHER, LETTER, DIGIT, MARK, SOLO_CLASS, IGNORABLE, APOSTROPHE, HYPHEN = range(8)


def word_class(n):
    c = chr(n)
    if c in APOSTROPHES:
        return APOSTROPHE
    if c in HYPHENS:
        return HYPHEN
    if n in IGNORED and n != 0x0640:
        return IGNORABLE
    if n in WILDCARDS:
        return LETTER
    category = u.category(c)
    if category in ("Mn", "Mc", "Me") or n in (0xFF9E, 0xFF9F):
        return MARK
    if category == "Nd":
        return DIGIT
    if category[0] == "L" or category in ("Nl", "No"):
        if script(c) in SOLO or 0x20000 <= n <= 0x3FFFF:
            return SOLO_CLASS
        if category == "No" and not u.decomposition(c).startswith(("<super>", "<sub>")):
            return OTHER
        return LETTER
    return OTHER


def literal(name, kind, values, width=8):
    print(f"\nconst {kind} {name}[] = {{")
    for i in range(0, len(values), width):
        print("  " + ", ".join(f"0x{v:x}" for v in values[i : i + width]) + ",")
    print("};")


def main():
    keys, values = [], []
    for n in range(0x80, 0x110000):
        if 0xD800 <= n <= 0xDFFF or 0xAC00 <= n <= 0xD7A3:
            continue
        f = fold(n)
        if f != chr(n) and len(f.encode()) <= 8:
            bytes_ = f.encode()
            keys.append(n)
            values.append(int.from_bytes(bytes_, "little"))
    pairs = []
    for n in range(0x80, 0x110000):
        c = chr(n)
        d = u.decomposition(c)
        if 0xD800 <= n <= 0xDFFF or not d or d.startswith("<") or " " not in d or u.normalize("NFC", c) != c:
            continue
        if script(c) in MARKED:
            continue
        a, b = (int(x, 16) for x in d.split())
        f = fold(a)
        if len(f) == 1 and u.normalize("NFC", f + chr(b)) != f + chr(b):
            g = fold(ord(u.normalize("NFC", f + chr(b))[0]))
            pairs.append((ord(f), b, ord(g[0])))
    pairs = sorted(set(pairs))
    # A plane is 256 pages; pages that are alike are kept once.
    pages, index = {}, []
    for page in range(0x1100):
        words = []
        for row in range(16):
            w = 0
            for k in range(16):
                n = page * 256 + row * 16 + k
                w |= (OTHER if 0xD800 <= n <= 0xDFFF else word_class(n)) << (4 * k)
            words.append(w)
        index.append(pages.setdefault(tuple(words), len(pages)))
    while index and index[-1] == pages[tuple([0] * 16)]:
        index.pop()
    print("// Written by Tools/make-fold-tables.py from Unicode", u.unidata_version + ": change that, not this.")
    print('#include "FoldTables.h"\n')
    print(f"const size_t nb_fold_count = {len(keys)};")
    print(f"const size_t nb_composition_count = {len(pairs)};")
    print(f'_Static_assert(nb_class_page_count == {len(index)}, "FoldTables.h has another number of pages");')
    literal("nb_fold_keys", "uint32_t", keys, 12)
    literal("nb_fold_values", "uint64_t", values)
    literal("nb_compositions", "uint64_t", [(a << 42) | (b << 21) | c for a, b, c in pairs])
    literal("nb_class_page_index", "uint8_t", index, 24)
    literal("nb_class_pages", "uint64_t", [w for page in pages for w in page])


main()
