/// Searches over the raw bytes of an input, sixteen at a time: the lines of a pile that is asked once are looked at by
/// these before anything is read out of them.
#ifndef NEWSQ_CBYTES_H
#define NEWSQ_CBYTES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "FoldTables.h"
#include "Packing.h"

/// How often `byte` stands in `text`.
size_t nb_count(const uint8_t *text, size_t count, uint8_t byte);

/// Where `word` (ASCII, small letters) stands in `text` in any letter case, -1 where it does not. `rare` and `rarer` are
/// the places of two of its bytes that are looked for first. May be wrong about characters that differ in bit 5 only and are
/// no letters: whoever asks must look again.
ptrdiff_t nb_find_word(const uint8_t *text, size_t count, const uint8_t *word, size_t length, size_t rare,
                       size_t rarer);

/// Which letters and digits follow each other in a word: a bit for every pair, without regard to case.
typedef struct { uint32_t follows[32]; } nb_pairs;

/// The next place from `start` on where `word` may stand otherwise than as its plain letters: a hyphen, an apostrophe, a
/// full stop or a comma between letters that fit, an escape `\u`, a character beyond ASCII that touches a letter or may
/// itself stand for ASCII letters. Also where a text begins with `<`, and at the colon after a key that may say that its
/// text is markup. -1: none.
ptrdiff_t nb_find_disguise(const uint8_t *text, size_t count, size_t start, const uint8_t *word, size_t length,
                           const nb_pairs *pairs);

/// Whether `word` may go on across a gap: left of `left` and right of `right` stand ASCII letters and digits as they are,
/// between them something that stands for `middle` (0: for nothing). What is neither letter nor digit nor blank is taken
/// for a further gap.
int nb_may_cross(const uint8_t *text, size_t count, size_t left, size_t right, uint8_t middle, const uint8_t *word,
                 size_t length);

/// Memory of its own pages, which grows without being copied and is given back at once. Null where there is none.
void *nb_map(size_t count);
void *nb_remap(void *start, size_t count, size_t wanted);
void nb_unmap(void *start, size_t count);

/// Removes the registered files, prints one line to standard error and exits with status 5. Call it when an allocation fails.
_Noreturn void nb_out_of_memory(void);

/// Registers a temporary file for `nb_out_of_memory`. Returns a slot for `nb_forget_file`, or -1 if all are taken.
int nb_remember_file(const char *path);
void nb_forget_file(int place);

/// Copies bytes of one file to another without a way through this process; how many, or -1 and `errno`.
ptrdiff_t nb_copy_range(int from, int64_t from_offset, int to, int64_t to_offset, size_t count);

/// Asks for memory that is about to be read.
static inline void nb_prefetch(const void *place) { __builtin_prefetch(place); }

/// Puts numbers into a sieve of two bits a place (came up, came up again), 32 places a word, `mask` and one places in all.
/// Several threads may at once.
void nb_sieve_insert(uint64_t *places, uint64_t mask, const uint64_t *hashes, size_t count);

/// Sixty-four bytes of text, a bit a byte: ASCII letters and digits, and what is beyond ASCII.
typedef struct {
  uint64_t alphanumerics;
  uint64_t wide;
} nb_word_bytes;

/// Sixty-four bytes of text by what the tokenizer makes of them, a bit a byte.
typedef struct {
  /// a-z, A-Z.
  uint64_t letters;
  /// Letters, digits and whatever is beyond ASCII: where a word may begin.
  uint64_t starts;
  /// What ends every word: ASCII, but none of the above and no full stop, apostrophe, hyphen.
  uint64_t ends;
  uint64_t full_stops;
} nb_classes;

#if defined(__SSE2__)
#include <emmintrin.h>

/// Which bytes are one of `count` that begin with `first`.
static inline __m128i nb_from(__m128i bytes, char first, char count) {
  __m128i place = _mm_sub_epi8(bytes, _mm_set1_epi8(first));
  return _mm_cmpeq_epi8(_mm_min_epu8(place, _mm_set1_epi8((char)(count - 1))), place);
}

static inline nb_classes nb_classify(const void *text) {
  nb_classes classes = {0, 0, 0, 0};
  for (int part = 0; part < 4; part++) {
    __m128i bytes = _mm_loadu_si128((const __m128i *)text + part);
    __m128i letter = nb_from(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), 'a', 26);
    __m128i digit = nb_from(bytes, '0', 10);
    __m128i full_stop = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('.'));
    __m128i joiner = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('-')),
                                  _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\'')));
    // Only the highest bit of each byte counts, which is set in whatever is beyond ASCII.
    __m128i start = _mm_or_si128(_mm_or_si128(letter, digit), bytes);
    __m128i other = _mm_or_si128(_mm_or_si128(joiner, full_stop), start);
    classes.letters |= (uint64_t)(uint32_t)_mm_movemask_epi8(letter) << (16 * part);
    classes.starts |= (uint64_t)(uint32_t)_mm_movemask_epi8(start) << (16 * part);
    classes.ends |= (uint64_t)(uint32_t)(0xFFFF & ~_mm_movemask_epi8(other)) << (16 * part);
    classes.full_stops |= (uint64_t)(uint32_t)_mm_movemask_epi8(full_stop) << (16 * part);
  }
  return classes;
}

static inline nb_word_bytes nb_look(const void *text) {
  nb_word_bytes kinds = {0, 0};
  for (int part = 0; part < 4; part++) {
    __m128i bytes = _mm_loadu_si128((const __m128i *)text + part);
    __m128i letter = nb_from(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), 'a', 26);
    __m128i digit = nb_from(bytes, '0', 10);
    kinds.alphanumerics |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_or_si128(letter, digit)) << (16 * part);
    kinds.wide |= (uint64_t)(uint32_t)_mm_movemask_epi8(bytes) << (16 * part);
  }
  return kinds;
}

/// How many bytes at the beginning of a text are ASCII and no full stop, question or exclamation mark.
static inline size_t nb_stopless(const void *text, size_t count) {
  const signed char *start = (const signed char *)text;
  size_t at = 0;
  for (; at + 16 <= count; at += 16) {
    __m128i bytes = _mm_loadu_si128((const __m128i *)(start + at));
    __m128i stops = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('.')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('?')));
    stops = _mm_or_si128(stops, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('!')));
    int found = _mm_movemask_epi8(_mm_or_si128(stops, bytes));
    if (found) return at + (size_t)__builtin_ctz((unsigned)found);
  }
  for (; at < count; at++)
    if (start[at] < 0 || start[at] == '.' || start[at] == '?' || start[at] == '!') break;
  return at;
}
#else
static inline nb_word_bytes nb_look(const void *text) {
  nb_word_bytes kinds = {0, 0};
  for (int at = 0; at < 64; at++) {
    uint8_t byte = ((const uint8_t *)text)[at];
    kinds.alphanumerics |= (uint64_t)((uint8_t)((byte | 0x20) - 'a') < 26 || (uint8_t)(byte - '0') < 10) << at;
    kinds.wide |= (uint64_t)(byte >> 7) << at;
  }
  return kinds;
}

static inline size_t nb_stopless(const void *text, size_t count) {
  const signed char *start = (const signed char *)text;
  size_t at = 0;
  while (at < count && start[at] >= 0 && start[at] != '.' && start[at] != '?' && start[at] != '!') at++;
  return at;
}

static inline nb_classes nb_classify(const void *text) {
  nb_classes classes = {0, 0, 0, 0};
  for (int at = 0; at < 64; at++) {
    uint8_t byte = ((const uint8_t *)text)[at];
    uint64_t letter = (uint8_t)((byte | 0x20) - 'a') < 26, full_stop = byte == '.';
    uint64_t start = letter | ((uint8_t)(byte - '0') < 10) | (byte >> 7);
    classes.letters |= letter << at;
    classes.starts |= start << at;
    classes.ends |= (uint64_t)!(start | full_stop | (byte == '-') | (byte == '\'')) << at;
    classes.full_stops |= full_stop << at;
  }
  return classes;
}
#endif

// The same of fewer than sixty-four bytes, as if zero bytes followed.

static inline nb_word_bytes nb_look_rest(const void *text, size_t count) {
  char bytes[64] = {0};
  memcpy(bytes, text, count);
  return nb_look(bytes);
}

static inline nb_classes nb_classify_rest(const void *text, size_t count) {
  char bytes[64] = {0};
  memcpy(bytes, text, count);
  return nb_classify(bytes);
}

#endif
