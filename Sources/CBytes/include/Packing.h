/// Numbers in groups of up to 128, each group packed in so many bits as most of its numbers need; what the few larger ones
/// have beyond these bits stands behind (patched frame of reference, Zukowski, Heman, Nes and Boncz 2006).
///
/// A whole group is four lanes side by side, number 4i + j the i-th of lane j, so that it is read four numbers at a time; a
/// group of fewer is one number after the other, lowest bit first.
#ifndef NEWSQ_PACKING_H
#define NEWSQ_PACKING_H

#include <stddef.h>
#include <stdint.h>

enum {
  nb_group_size = 128,
  /// Bytes that a group takes at most, and a reader or writer may touch behind it.
  nb_group_most = 128 * 4 + 16,
};

/// What tells how a group is packed: in two bytes the width in bits (0 to 32), how many bytes of each patch are written
/// (0: it is a one; 1, 2, 4), and how many patches there are.
typedef uint16_t nb_group;

/// Bytes of a group of `count` numbers.
static inline size_t nb_group_bytes(nb_group group, int count) {
  size_t width = group & 63, patch = 1 + (size_t)((1u << (group >> 6 & 3)) >> 1);
  return ((size_t)count * width + 7) / 8 + patch * (group >> 8);
}

/// Packs `count` numbers, at most 128; `bytes` has room for `nb_group_most`. Gives the bytes that it takes.
size_t nb_pack(const uint32_t *numbers, int count, uint8_t *bytes, nb_group *group);

/// Reads a group of `count` numbers; may look at eight bytes behind it.
void nb_unpack(const uint8_t *bytes, nb_group group, int count, uint32_t *numbers);

/// Makes of a whole group of gaps what they lead to from `before`: each is one more than its gap behind the last.
void nb_ascend(uint32_t *numbers, uint32_t before);

/// The first of `numbers[from..<count]`, ascending, that is not below `target`; `count` where there is none.
int nb_find(const uint32_t *numbers, int from, int count, uint32_t target);

/// Sets the bit of each number, counted from `first`.
void nb_mark(const uint32_t *numbers, int count, uint32_t first, uint64_t *words);

#endif
