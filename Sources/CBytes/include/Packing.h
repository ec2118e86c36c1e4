/// Numbers in groups of up to 128, packed in one of two ways. Either in so many bits as most of them need; what the few
/// larger ones have beyond these bits stands behind (patched frame of reference, Zukowski, Heman, Nes and Boncz 2006). Or
/// their low bits so, and behind them the rest of each as so many zeros and a one (Rice 1979), which takes less room and
/// more time.
///
/// The bits of a whole group are four lanes side by side, number 4i + j the i-th of lane j, so that they are read four numbers
/// at a time; a group of fewer is one number after the other, lowest bit first.
#ifndef NEWSQ_PACKING_H
#define NEWSQ_PACKING_H

#include <stddef.h>
#include <stdint.h>

enum {
  nb_group_size = 128,
  /// Bytes that a group takes at most, and a reader or writer may touch behind it.
  nb_group_most = 128 * 4 + 16,
  /// Words that numbers are marked in: those of 16,384 articles.
  nb_mark_words = 256,
};

/// What tells how a group is packed. Patched: width in bits (0 to 32), in bits 6 and 7 how many bytes of each patch are
/// written (0: it is a one; 1, 2, 4), from bit 8 how many patches there are, at most 127. Or bit 15 is set: width of the
/// low part, from bit 6 the bytes of zeros and ones.
typedef uint16_t nb_group;

enum { nb_group_is_rice = 1 << 15 };

/// Bytes of a group of `count` numbers.
static inline size_t nb_group_bytes(nb_group group, int count) {
  size_t width = group & 63, bytes = ((size_t)count * width + 7) / 8;
  if (group & nb_group_is_rice) return bytes + (group >> 6 & 255);
  return bytes + (1 + (size_t)((1u << (group >> 6 & 3)) >> 1)) * (size_t)(group >> 8);
}

/// Packs `count` numbers, at most 128; `bytes` has room for `nb_group_most`. `is_tight`: room counts more than the time to
/// read them. Gives the bytes that it takes.
size_t nb_pack(const uint32_t *numbers, int count, int is_tight, uint8_t *bytes, nb_group *group);

/// Reads a group of `count` numbers; may look at eight bytes behind it.
void nb_unpack(const uint8_t *bytes, nb_group group, int count, uint32_t *numbers);

/// Bytes of so many whole groups, from what tells of them.
size_t nb_groups_bytes(const uint8_t *groups, int count);

/// Makes of a whole group of gaps what they lead to from `before`: each is one more than its gap behind the last.
void nb_ascend(uint32_t *numbers, uint32_t before);

/// Reads a whole group of gaps and makes of them what they lead to.
void nb_unpack_ascending(const uint8_t *bytes, nb_group group, uint32_t before, uint32_t *numbers);


/// What looks for numbers among those that gaps lead to: for each of some starts, whether the number stands `offset` behind
/// it. Starts for which it does are moved to the front; no more than `most` of them are looked for.
typedef struct {
  /// Ascending; at least one.
  uint32_t *starts;
  int count, most;
  uint32_t offset;
  /// The start looked for next, how many were kept, and the number that the gaps so far came to.
  int candidate, kept;
  uint32_t position;
} nb_keeping;

/// Goes on over `count` gaps, none of them zero but the first of all; looks at up to seven behind them. Gives 1 when further
/// ones would change nothing.
int nb_keep(nb_keeping *keeping, const uint32_t *gaps, int count);

/// Whether a number of one list, given by its gaps, stands `distance` behind a number of another. Looks at all of both, at
/// most 128, without a branch for any, and at up to seven behind them.
int nb_meet(const uint32_t *left, int left_count, const uint32_t *right, int right_count, uint32_t distance);

/// The same for any distance from `least` to `least + more`. 1 although none meet where a number is not above `more`.
int nb_may_meet(const uint32_t *left, int left_count, const uint32_t *right, int right_count, uint32_t least,
                uint32_t more);

/// The first of `numbers[from..<count]`, ascending and each once, that is not below `target`; `count` where there is none.
int nb_find(const uint32_t *numbers, int from, int count, uint32_t target);

/// The numbers that two lists have in common, ascending and each once, of at most 128: their places in both. Gives how many
/// they are.
int nb_common(const uint32_t *left, int left_count, const uint32_t *right, int right_count, uint8_t *left_places,
              uint8_t *right_places);

/// Sets the bit of each number, counted from `first`, in `nb_mark_words` words.
void nb_mark(const uint32_t *numbers, int count, uint32_t first, uint64_t *words);

#endif
