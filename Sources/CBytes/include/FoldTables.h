/// What characters fold to, and their classes for the tokenizer. The tables are written by Tools/make-fold-tables.py.
#ifndef NEWSQ_FOLD_TABLES_H
#define NEWSQ_FOLD_TABLES_H

#include <stddef.h>
#include <stdint.h>

/// Code points that fold to something else, ascending, and what each folds to: up to eight bytes of UTF-8, the first one
/// lowest, zero-filled.
extern const size_t nb_fold_count;
extern const uint32_t nb_fold_keys[];
extern const uint64_t nb_fold_values[];

/// A folded base (21 bits), the mark after it (21), what both make (21), ascending.
extern const size_t nb_composition_count;
extern const uint64_t nb_compositions[];

/// The class page of each 256 code points, and the pages: four bits for each code point, 16 words a page.
enum { nb_class_page_count = 3586 };
extern const uint8_t nb_class_page_index[];
extern const uint64_t nb_class_pages[];

/// The class of a code point for the tokenizer: the raw value of a `WordClass`.
static inline uint8_t nb_word_class(uint32_t scalar) {
  uint32_t page = scalar >> 8;
  if (page >= nb_class_page_count) return 0;
  uint64_t word = nb_class_pages[(size_t)nb_class_page_index[page] * 16 + ((scalar & 0xFF) >> 4)];
  return word >> (scalar & 15) * 4 & 15;
}

/// The code point at `place` of the ascending list of those that fold to something else.
static inline uint32_t nb_fold_key(size_t place) { return nb_fold_keys[place]; }

/// What a code point folds to; its own place in the table is found by binary search. False if it stays as it is.
static inline _Bool nb_fold_value(uint32_t scalar, uint64_t *value) {
  size_t low = 0, high = nb_fold_count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (nb_fold_keys[middle] < scalar) low = middle + 1; else high = middle;
  }
  if (low == nb_fold_count || nb_fold_keys[low] != scalar) return 0;
  *value = nb_fold_values[low];
  return 1;
}

/// What a folded base and the mark after it make together; 0 if nothing.
static inline uint32_t nb_composition(uint32_t base, uint32_t mark) {
  uint64_t key = (uint64_t)base << 21 | mark;
  size_t low = 0, high = nb_composition_count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (nb_compositions[middle] >> 21 < key) low = middle + 1; else high = middle;
  }
  return low < nb_composition_count && nb_compositions[low] >> 21 == key ? nb_compositions[low] & 0x1FFFFF : 0;
}

#endif
