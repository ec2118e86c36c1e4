#include "CBytes.h"

/// How many numbers beforehand the place of one is asked for from memory: most are in no cache.
enum { AHEAD = 16 };

void nb_sieve_insert(uint64_t *places, uint64_t mask, const uint64_t *hashes, size_t count) {
  for (size_t at = 0; at < count; at++) {
    if (at + AHEAD < count) __builtin_prefetch(places + ((hashes[at + AHEAD] & mask) >> 5), 1);
    uint64_t *word = places + ((hashes[at] & mask) >> 5);
    uint64_t bit = (uint64_t)1 << ((hashes[at] & mask & 31) << 1);
    uint64_t old = __atomic_load_n(word, __ATOMIC_RELAXED);
    // What came up again already need not be written.
    while ((old & bit << 1) == 0 &&
           !__atomic_compare_exchange_n(word, &old, old | bit | (old & bit) << 1, 1, __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {
    }
  }
}
