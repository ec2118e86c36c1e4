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

/// Makes of a whole group of gaps what they lead to from `before`: each is one more than its gap behind the last.
void nb_ascend(uint32_t *numbers, uint32_t before);

/// The first of `numbers[from..<count]`, ascending, that is not below `target`; `count` where there is none.
int nb_find(const uint32_t *numbers, int from, int count, uint32_t target);

/// Sets the bit of each number, counted from `first`.
void nb_mark(const uint32_t *numbers, int count, uint32_t first, uint64_t *words);

#endif
