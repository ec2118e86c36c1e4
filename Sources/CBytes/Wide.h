// The loops of CBytes.c, for WIDTH bytes at a time: included once for each width, whose names it takes away at its end. No guard.

#if WIDTH
/// Bytes whose flags are looked at together.
#define STEP (WIDTH == 64 ? 64 : 2 * WIDTH)
/// lowest <= byte <= lowest + span
#define within(bytes, lowest, span) below(minus(bytes, all(lowest)), all(span))
#endif

WIDE_TARGET static size_t WIDE(count_byte)(const uint8_t *text, size_t count, uint8_t byte) {
  size_t found = 0, at = 0;
#if WIDTH
  const v wanted = all(byte);
  for (; at + STEP <= count; at += STEP) {
    uint64_t mask = bits(equal(load(text + at), wanted));
#if WIDTH < STEP
    mask |= bits(equal(load(text + at + WIDTH), wanted)) << WIDTH;
#endif
    found += (size_t)__builtin_popcountll(mask);
  }
#endif
  for (; at < count; at++) found += text[at] == byte;
  return found;
}

WIDE_TARGET static ptrdiff_t WIDE(find_word)(const uint8_t *text, size_t count, const uint8_t *word, size_t length,
                                             size_t rare, size_t rarer) {
  size_t last = count - length, at = 0;
#if WIDTH
  // Bit 5 set makes small letters of capitals and leaves digits alone.
  const v first = all(word[rare] | 0x20), second = all(word[rarer] | 0x20), small = all(0x20);
  const uint8_t *one = text + rare, *other = text + rarer;
  for (; at + STEP <= last + 1; at += STEP) {
    uint64_t mask = bits(both(equal(with(load(one + at), small), first), equal(with(load(other + at), small), second)));
#if WIDTH < STEP
    mask |= bits(both(equal(with(load(one + at + WIDTH), small), first),
                      equal(with(load(other + at + WIDTH), small), second)))
            << WIDTH;
#endif
    while (mask) {
      size_t place = at + (size_t)__builtin_ctzll(mask);
      if (matches(text + place, word, length)) return (ptrdiff_t)place;
      mask &= mask - 1;
    }
  }
#endif
  for (; at <= last; at++)
    if (matches(text + at, word, length)) return (ptrdiff_t)at;
  return -1;
}

WIDE_TARGET static ptrdiff_t WIDE(find_disguise)(const uint8_t *text, size_t count, size_t start, const uint8_t *word,
                                                 size_t length, const nb_pairs *pairs) {
  size_t at = start;
#if WIDTH
  if (at == 0 && count > 0) {
    if (is_disguise(text, count, 0) && is_candidate(text, count, 0, word, length, pairs)) return 0;
    at = 1;
  }
  const v small = all(0x20);
  for (; at + WIDTH + 2 <= count; at += WIDTH) {
    v here = load(text + at);
    flags joiner = either(equal(here, all('\'')), within(here, ',', 2));
    flags wide = within(here, 0xC2, 0x3D);
    flags other = either(equal(here, all('\\')), either(equal(here, all(':')), equal(here, all('<'))));
    if (!bits(either(either(joiner, wide), other))) continue;
    v before = load(text + at - 1), after = load(text + at + 1), later = load(text + at + 2);
    flags plain_before = either(within(with(before, small), 'a', 25), within(before, '0', 9));
    flags word_before = either(plain_before, within(before, 0x80, 0x7F));
    flags word_after = either(either(within(with(after, small), 'a', 25), within(after, '0', 9)),
                              either(within(after, 0x80, 0x7F), both(equal(after, all('\\')), equal(later, all('u')))));
    flags escape = both(equal(here, all('\\')), equal(after, all('u')));
    flags markup = both(equal(here, all('<')), equal(before, all('"')));
    flags key = both(equal(here, all(':')), either(equal(before, all('"')), within(before, 0, ' ')));
    flags lead = either(either(within(here, 0xC2, 0x0B), within(here, 0xE1, 2)),
                        either(within(here, 0xEF, 0x10), equal(here, all(0xEA))));
    // Dashes, double quotation marks and the ellipsis end words.
    flags end = both(both(equal(here, all(0xE2)), equal(after, all(0x80))),
                     either(either(within(later, 0x93, 1), within(later, 0x9C, 1)), equal(later, all(0xA6))));
    flags letter = without(both(wide, either(lead, plain_before)), end);
    uint64_t mask = bits(either(either(both(joiner, both(word_before, word_after)), escape),
                                either(either(markup, key), letter)));
    for (; mask; mask &= mask - 1) {
      size_t place = at + (size_t)__builtin_ctzll(mask);
      if (is_candidate(text, count, place, word, length, pairs)) return (ptrdiff_t)place;
    }
  }
#endif
  for (; at < count; at++)
    if (is_disguise(text, count, at) && is_candidate(text, count, at, word, length, pairs)) return (ptrdiff_t)at;
  return -1;
}

#undef within
#undef STEP
#undef WIDE
#undef WIDE_TARGET
#undef WIDTH
#undef v
#undef load
#undef all
#undef equal
#undef both
#undef without
#undef either
#undef minus
#undef with
#undef below
#undef flags
#undef bits
