// The C parts that search and pack bytes, over seeded inputs: each answer is compared with that of a plain loop, and a line for
// each function says how many answers there were and what they add up to. Every processor must print the same lines, because archives
// are carried from one to another.
#include "CBytes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state = 20261130;

/// xorshift64* (Vigna 2016).
static uint64_t next(void) {
  state ^= state >> 12;
  state ^= state << 25;
  state ^= state >> 27;
  return state * 0x2545F4914F6CDD1DULL;
}

static uint32_t below(uint32_t most) { return (uint32_t)(next() >> 32) % most; }

static uint64_t digest;
static long answers;

static void begin(void) { digest = 0xCBF29CE484222325ULL; answers = 0; }

/// FNV-1a over the eight bytes of an answer, lowest first.
static void add(uint64_t answer) {
  for (int at = 0; at < 8; at++) digest = (digest ^ (answer >> 8 * at & 255)) * 0x100000001B3ULL;
  answers++;
}

static void end(const char *name) { printf("%-16s %9ld %016llx\n", name, answers, (unsigned long long)digest); }

static void expect(int holds, const char *name, long round) {
  if (holds) return;
  fprintf(stderr, "%s: round %ld differs from the plain loop\n", name, round);
  exit(1);
}

enum { room = 700 };
static uint8_t text[room + 64];

/// Words, marks, escapes and characters beyond ASCII, as lines of JSON have them.
static size_t fill(void) {
  static const char *const pieces[] = {"tax", "Tax", "TAX", "t-ax", "ta'x", "\\u0041", "\xC3\xA4", "\xE2\x80\x93", "\xE2\x80\x99", "\xEF\xBC\xB4",
                                       "\xE4\xB8\xAD", " ", " ", ", ", ".", "\"<p>", "\":", "\n", "0", "9", "zz", "-", "ax", "\xF0\x9F\x98\x80", "U.S."};
  size_t count = below(room - 16), at = 0;
  while (at < count) {
    const char *piece = pieces[below(sizeof pieces / sizeof *pieces)];
    size_t length = strlen(piece);
    if (at + length > count) length = count - at;
    memcpy(text + at, piece, length);
    at += length;
  }
  return count;
}

static int is_alphanumeric(uint8_t byte) {
  return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static void searches(void) {
  begin();
  for (long round = 0; round < 4000; round++) {
    size_t count = fill(), expected = 0;
    uint8_t byte = text[count ? below((uint32_t)count) : 0];
    for (size_t at = 0; at < count; at++) expected += text[at] == byte;
    size_t found = nb_count(text, count, byte);
    expect(found == expected, "nb_count", round);
    add(found);
  }
  end("nb_count");

  begin();
  for (long round = 0; round < 4000; round++) {
    size_t count = fill();
    static const char *const words[] = {"tax", "zz", "ax", "taxtax", "09"};
    const char *word = words[below(5)];
    size_t length = strlen(word);
    ptrdiff_t expected = -1;
    for (size_t at = 0; at + length <= count && expected < 0; at++) {
      size_t same = 0;
      while (same < length && (text[at + same] | 0x20) == (word[same] | 0x20)) same++;
      if (same == length) expected = (ptrdiff_t)at;
    }
    ptrdiff_t found = nb_find_word(text, count, (const uint8_t *)word, length, below((uint32_t)length), below((uint32_t)length));
    expect(found == expected, "nb_find_word", round);
    add((uint64_t)found);
  }
  end("nb_find_word");

  begin();
  nb_pairs pairs;
  memset(&pairs, 0, sizeof pairs);
  pairs.follows['t' & 31] |= 1u << ('a' & 31);
  pairs.follows['a' & 31] |= 1u << ('x' & 31);
  for (long round = 0; round < 4000; round++) {
    size_t count = fill();
    ptrdiff_t place = -1;
    // Each place but the first is found from the byte behind the last one as well as from the start.
    do {
      ptrdiff_t from_start = nb_find_disguise(text, count, (size_t)(place + 1), (const uint8_t *)"tax", 3, &pairs);
      expect(from_start == -1 || (from_start > place && from_start < (ptrdiff_t)count), "nb_find_disguise", round);
      if (from_start > place + 1) {
        size_t start = (size_t)place + 1 + below((uint32_t)(from_start - place));
        expect(nb_find_disguise(text, count, start, (const uint8_t *)"tax", 3, &pairs) == from_start, "nb_find_disguise", round);
      }
      place = from_start;
      add((uint64_t)place);
    } while (place >= 0);
  }
  end("nb_find_disguise");

  begin();
  for (long round = 0; round < 8000; round++) {
    size_t count = fill();
    memset(text + count, 0, 64);
    size_t at = below(room - 64);
    nb_word_bytes looked = nb_look(text + at);
    nb_classes classes = nb_classify(text + at);
    uint64_t alphanumerics = 0, wide = 0, letters = 0, starts = 0, ends = 0, stops = 0;
    for (int bit = 0; bit < 64; bit++) {
      uint8_t byte = text[at + (size_t)bit];
      uint64_t is_letter = is_alphanumeric(byte) && byte > '9', is_start = is_alphanumeric(byte) || byte >= 0x80;
      alphanumerics |= (uint64_t)is_alphanumeric(byte) << bit;
      wide |= (uint64_t)(byte >= 0x80) << bit;
      letters |= is_letter << bit;
      starts |= is_start << bit;
      stops |= (uint64_t)(byte == '.') << bit;
      ends |= (uint64_t)(!is_start && byte != '.' && byte != '\'' && byte != '-') << bit;
    }
    expect(looked.alphanumerics == alphanumerics && looked.wide == wide, "nb_look", round);
    // Of bytes beyond ASCII `letters` says nothing.
    expect((classes.letters & ~wide) == (letters & ~wide) && classes.starts == starts && classes.ends == ends && classes.full_stops == stops,
           "nb_classify", round);
    add(looked.alphanumerics); add(looked.wide); add(classes.letters & ~wide); add(classes.starts); add(classes.ends); add(classes.full_stops);
    size_t stopless = 0;
    while (stopless < count && text[stopless] < 0x80 && !strchr(".?!", text[stopless])) stopless++;
    expect(nb_stopless(text, count) == stopless, "nb_stopless", round);
    add(stopless);
  }
  end("nb_classify");
}

/// Numbers as lists of articles have them: mostly small, some large.
static int draw(uint32_t *numbers) {
  int count = below(4) ? 128 : 1 + (int)below(128), width = (int)below(33);
  for (int at = 0; at < count; at++) {
    int bits = below(20) ? width : 32;
    numbers[at] = bits == 0 ? 0 : (uint32_t)(next() >> 32) >> (32 - bits);
  }
  return count;
}

static void packing(void) {
  static uint32_t numbers[128 + 16], read[128 + 16];
  static uint8_t bytes[nb_group_most + 16];
  begin();
  for (long round = 0; round < 20000; round++) {
    int count = draw(numbers);
    nb_group group;
    memset(bytes, 0, sizeof bytes);
    size_t size = nb_pack(numbers, count, (int)below(2), bytes, &group);
    expect(size == nb_group_bytes(group, count), "nb_group_bytes", round);
    add(group); add(size);
    // The bytes themselves: an archive written here is read there.
    for (size_t at = 0; at < size; at++) add(bytes[at]);
    memset(read, 0xAA, sizeof read);
    nb_unpack(bytes, group, count, read);
    expect(memcmp(read, numbers, (size_t)count * 4) == 0, "nb_unpack", round);
    if (count == 128) {
      uint32_t before = below(1000), sum = before;
      nb_unpack_ascending(bytes, group, before, read);
      for (int at = 0; at < 128; at++) {
        sum += numbers[at] + 1;
        expect(read[at] == sum, "nb_unpack_ascending", round);
      }
    }
  }
  end("nb_pack");

  static uint32_t left[128 + 16], right[128 + 16];
  static uint8_t left_places[128 + 64], right_places[128 + 64];
  begin();
  for (long round = 0; round < 20000; round++) {
    int left_count = 1 + (int)below(128), right_count = 1 + (int)below(128);
    uint32_t step = 1 + below(6), at_left = below(8), at_right = below(8);
    for (int at = 0; at < left_count; at++) left[at] = at_left += 1 + below(step);
    for (int at = 0; at < right_count; at++) right[at] = at_right += 1 + below(step);
    int common = nb_common(left, left_count, right, right_count, left_places, right_places), expected = 0;
    for (int at = 0, other = 0; at < left_count; at++) {
      while (other < right_count && right[other] < left[at]) other++;
      if (other == right_count || right[other] != left[at]) continue;
      expect(left_places[expected] == at && right_places[expected] == other, "nb_common", round);
      expected++;
    }
    expect(common == expected, "nb_common", round);
    add((uint64_t)common);
    uint32_t target = below(300);
    int found = nb_find(left, 0, left_count, target), first = 0;
    while (first < left_count && left[first] < target) first++;
    expect(found == first, "nb_find", round);
    add((uint64_t)found);
    uint64_t words[nb_mark_words], marks[nb_mark_words];
    memset(words, 0, sizeof words);
    memset(marks, 0, sizeof marks);
    nb_mark(left, left_count, left[0], words);
    for (int at = 0; at < left_count; at++) marks[(left[at] - left[0]) >> 6] |= (uint64_t)1 << ((left[at] - left[0]) & 63);
    expect(memcmp(words, marks, sizeof words) == 0, "nb_mark", round);
  }
  end("nb_common");

  begin();
  for (long round = 0; round < 20000; round++) {
    static uint32_t left_gaps[128 + 8], right_gaps[128 + 8];
    memset(left_gaps, 0, sizeof left_gaps);
    memset(right_gaps, 0, sizeof right_gaps);
    int left_count = 1 + (int)below(128), right_count = 1 + (int)below(128);
    for (int at = 0; at < left_count; at++) left_gaps[at] = 1 + below(12);
    for (int at = 0; at < right_count; at++) right_gaps[at] = 1 + below(12);
    uint32_t distance = 1 + below(4);
    int expected = 0;
    for (uint32_t sum = 0, at = 0; at < (uint32_t)left_count; at++) {
      sum += left_gaps[at];
      for (uint32_t other_sum = 0, other = 0; other < (uint32_t)right_count; other++) {
        other_sum += right_gaps[other];
        if (other_sum == sum + distance) expected = 1;
      }
    }
    int met = nb_meet(left_gaps, left_count, right_gaps, right_count, distance);
    expect((met != 0) == expected, "nb_meet", round);
    add((uint64_t)(met != 0));
  }
  end("nb_meet");

  begin();
  for (long round = 0; round < 20000; round++) {
    static uint32_t gaps[128 + 8], starts[64], sought[64];
    memset(gaps, 0, sizeof gaps);
    int count = 1 + (int)below(128), start_count = 1 + (int)below(60);
    for (int at = 0; at < count; at++) gaps[at] = 1 + below(9);
    uint32_t sum = 0, offset = below(5);
    for (int at = 0; at < start_count; at++) starts[at] = sought[at] = sum += 1 + below(12);
    nb_keeping keeping = {starts, start_count, start_count, offset, 0, 0, 0};
    // In two steps, as lists come in groups.
    int first = (int)below((uint32_t)count + 1);
    if (!nb_keep(&keeping, gaps, first)) nb_keep(&keeping, gaps + first, count - first);
    int expected = 0;
    for (int at = 0; at < start_count; at++) {
      uint32_t number = 0;
      int stands = 0;
      for (int gap = 0; gap < count; gap++) stands |= (number += gaps[gap]) == sought[at] + offset;
      if (!stands) continue;
      expect(expected < keeping.kept && starts[expected] == sought[at], "nb_keep", round);
      expected++;
    }
    expect(keeping.kept == expected, "nb_keep", round);
    add((uint64_t)expected);
  }
  end("nb_keep");

  begin();
  for (long round = 0; round < 300; round++) {
    enum { places_count = 1 << 12 };
    static uint64_t places[places_count / 32];
    memset(places, 0, sizeof places);
    uint64_t hashes[500];
    for (int at = 0; at < 500; at++) hashes[at] = next() % 3000;
    nb_sieve_insert(places, places_count - 1, hashes, 500);
    for (int at = 0; at < 500; at++) {
      int times = 0;
      for (int other = 0; other < 500; other++) times += hashes[other] == hashes[at];
      uint64_t bits = places[hashes[at] >> 5] >> ((hashes[at] & 31) << 1) & 3;
      expect(bits == (times > 1 ? 3 : 1), "nb_sieve_insert", round);
    }
    for (size_t at = 0; at < places_count / 32; at++) add(places[at]);
  }
  end("nb_sieve_insert");
}

static void folding(void) {
  begin();
  for (uint32_t scalar = 0; scalar < 0x110000; scalar++) {
    uint64_t value = 0;
    _Bool folds = nb_fold_value(scalar, &value);
    add(nb_word_class(scalar));
    if (folds) add(value);
  }
  for (size_t at = 1; at < nb_fold_count; at++) expect(nb_fold_keys[at - 1] < nb_fold_keys[at], "nb_fold_keys", (long)at);
  for (size_t at = 0; at < nb_composition_count; at++) {
    uint64_t key = nb_compositions[at] >> 21;
    add(nb_composition((uint32_t)(key >> 21), (uint32_t)(key & 0x1FFFFF)));
  }
  end("folding");
}

static void pages(void) {
  uint8_t *start = nb_map(1 << 16);
  expect(start != NULL, "nb_map", 0);
  for (int at = 0; at < 1 << 16; at++) start[at] = (uint8_t)(at * 7);
  start = nb_remap(start, 1 << 16, 1 << 20);
  expect(start != NULL && start[(1 << 20) - 1] == 0, "nb_remap", 0);
  for (int at = 0; at < 1 << 16; at++) expect(start[at] == (uint8_t)(at * 7), "nb_remap", at);
  nb_unmap(start, 1 << 20);
}

#if defined(__x86_64__)
extern int nb_is_wide, nb_is_widest;
#endif

/// `narrow` as an argument: sixteen bytes at a time; `wide`: at most thirty-two. Otherwise whatever the processor can do.
int main(int count, char **arguments) {
#if defined(__x86_64__)
  if (count > 1) nb_is_widest = 0;
  if (count > 1 && strcmp(arguments[1], "narrow") == 0) nb_is_wide = 0;
#else
  (void)count;
  (void)arguments;
#endif
  searches();
  packing();
  folding();
  pages();
  return 0;
}
