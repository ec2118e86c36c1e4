#include "Packing.h"

#include <string.h>

// One instruction where the machine has it, and four where it has not.
typedef uint32_t lanes __attribute__((vector_size(16)));

static inline lanes load(const void *from) {
  lanes value;
  memcpy(&value, from, sizeof value);
  return value;
}

static inline void store(void *to, lanes value) { memcpy(to, &value, sizeof value); }

static inline uint32_t ones(int width) { return width == 32 ? UINT32_MAX : (1u << width) - 1; }

// MARK: - Whole groups

static inline __attribute__((always_inline)) void unpack_lanes(const uint8_t *bytes, const int width, uint32_t *numbers) {
  const uint32_t most = ones(width);
  const lanes mask = {most, most, most, most};
#pragma unroll
  for (int at = 0; at < 32; at++) {
    const int word = at * width / 32, shift = at * width % 32;
    lanes value = load(bytes + word * 16) >> shift;
    if (shift + width > 32) value |= load(bytes + word * 16 + 16) << (32 - shift);
    store(numbers + at * 4, value & mask);
  }
}

static inline __attribute__((always_inline)) void pack_lanes(const uint32_t *numbers, const int width, uint8_t *bytes) {
  const uint32_t most = ones(width);
  const lanes mask = {most, most, most, most};
  lanes pending = {0, 0, 0, 0};
#pragma unroll
  for (int at = 0; at < 32; at++) {
    const int shift = at * width % 32;
    lanes value = load(numbers + at * 4) & mask;
    pending |= value << shift;
    if (shift + width >= 32) {
      store(bytes, pending);
      bytes += 16;
      pending = shift + width > 32 ? value >> (32 - shift) : (lanes){0, 0, 0, 0};
    }
  }
}

#define EACH_WIDTH(X)                                                                                                  \
  X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11) X(12) X(13) X(14) X(15) X(16) X(17) X(18) X(19) X(20) X(21) \
  X(22) X(23) X(24) X(25) X(26) X(27) X(28) X(29) X(30) X(31) X(32)

static void pack_whole(const uint32_t *numbers, int width, uint8_t *bytes) {
  switch (width) {
#define PACK(width)                                                                                                    \
  case width: pack_lanes(numbers, width, bytes); break;
    EACH_WIDTH(PACK)
  default: break;
  }
}

static void unpack_whole(const uint8_t *bytes, int width, uint32_t *numbers) {
  switch (width) {
#define UNPACK(width)                                                                                                  \
  case width: unpack_lanes(bytes, width, numbers); break;
    EACH_WIDTH(UNPACK)
  default: memset(numbers, 0, nb_group_size * sizeof *numbers); break;
  }
}

// MARK: - Fewer numbers

static void pack_some(const uint32_t *numbers, int count, int width, uint8_t *bytes) {
  const uint32_t mask = ones(width);
  uint64_t pending = 0;
  int bits = 0;
  for (int at = 0; at < count; at++) {
    pending |= (uint64_t)(numbers[at] & mask) << bits;
    bits += width;
    if (bits >= 32) {
      memcpy(bytes, &pending, 4);
      bytes += 4;
      pending >>= 32;
      bits -= 32;
    }
  }
  // What is written too much stands where the next bytes will.
  memcpy(bytes, &pending, 8);
}

static void unpack_some(const uint8_t *bytes, int count, int width, uint32_t *numbers) {
  const uint32_t mask = ones(width);
  size_t bit = 0;
  for (int at = 0; at < count; at++, bit += (size_t)width) {
    uint64_t word;
    memcpy(&word, bytes + bit / 8, 8);
    numbers[at] = (uint32_t)(word >> (bit & 7)) & mask;
  }
}

// MARK: - Zeros and ones

/// The width of low parts with which a group takes least, and the bits of zeros and ones behind them.
static int rice_width(const uint32_t *numbers, int count, size_t *tail) {
  uint64_t sum = 0;
  for (int at = 0; at < count; at++) sum += numbers[at];
  int nearest = 0;
  while (nearest < 30 && ((uint64_t)count << (nearest + 1)) <= sum) nearest++;
  int best = nearest;
  uint64_t least = UINT64_MAX;
  for (int width = nearest > 0 ? nearest - 1 : 0; width <= nearest + 1; width++) {
    uint64_t bits = (uint64_t)count;
    for (int at = 0; at < count; at++) bits += numbers[at] >> width;
    if (bits + (uint64_t)(count * width) < least) {
      least = bits + (uint64_t)(count * width);
      best = width;
      *tail = (size_t)bits;
    }
  }
  return best;
}

static void pack_rice(const uint32_t *numbers, int count, int width, uint8_t *bytes, size_t size) {
  memset(bytes, 0, size);
  size_t place = 0;
  for (int at = 0; at < count; at++) {
    place += numbers[at] >> width;
    bytes[place / 8] |= (uint8_t)(1 << place % 8);
    place++;
  }
}

static void unpack_rice(const uint8_t *bytes, size_t size, int count, int width, uint32_t *numbers) {
  int at = 0;
  uint32_t next = 0;
  // An archive that somebody forged may have too few ones.
  for (size_t done = 0; done < size; done += 8) {
    uint64_t word;
    memcpy(&word, bytes + done, 8);
    while (word) {
      const uint32_t place = (uint32_t)(done * 8) + (uint32_t)__builtin_ctzll(word);
      numbers[at] |= (place - next) << width;
      if (++at == count) return;
      next = place + 1;
      word &= word - 1;
    }
  }
}

// MARK: - Groups

static inline int width_of(uint32_t number) { return number ? 32 - __builtin_clz(number) : 0; }

/// Bytes of the part of a number that is written in a patch, as the group's header says it: 0, 1, 2 or 3 for four.
static inline int patch_kind(int bits) { return bits <= 1 ? 0 : bits <= 8 ? 1 : bits <= 16 ? 2 : 3; }

static void pack_low(const uint32_t *numbers, int count, int width, uint8_t *bytes) {
  if (count == nb_group_size) pack_whole(numbers, width, bytes); else pack_some(numbers, count, width, bytes);
}

size_t nb_pack(const uint32_t *numbers, int count, int is_tight, uint8_t *bytes, nb_group *group) {
  uint8_t wider[33] = {0};
  for (int at = 0; at < count; at++) wider[width_of(numbers[at])]++;
  int most = 32;
  while (most > 0 && !wider[most]) most--;
  int width = most, patches = 0;
  size_t least = ((size_t)count * (size_t)most + 7) / 8;
  for (int try = most - 1, above = 0; try >= 0; try--) {
    above += wider[try + 1];
    if (above > 127) break;
    size_t patch = 1 + (size_t)((1u << patch_kind(most - try)) >> 1);
    size_t size = ((size_t)count * (size_t)try + 7) / 8 + patch * (size_t)above;
    if (size < least) {
      least = size;
      width = try;
      patches = above;
    }
  }
  if (is_tight) {
    size_t tail = 0;
    const int low = rice_width(numbers, count, &tail);
    const size_t start = ((size_t)count * (size_t)low + 7) / 8;
    tail = (tail + 7) / 8;
    // A few bytes are not worth the time.
    if (tail <= 255 && start + tail + (count == nb_group_size ? 4 : 0) < least) {
      *group = (nb_group)(nb_group_is_rice | low | tail << 6);
      pack_low(numbers, count, low, bytes);
      pack_rice(numbers, count, low, bytes + start, tail);
      return start + tail;
    }
  }
  const int kind = patches ? patch_kind(most - width) : 0;
  *group = (nb_group)(width | kind << 6 | patches << 8);
  pack_low(numbers, count, width, bytes);
  if (patches) {
    uint8_t *place = bytes + ((size_t)count * (size_t)width + 7) / 8, *high = place + patches;
    for (int at = 0; at < count; at++) {
      uint32_t beyond = width == 32 ? 0 : numbers[at] >> width;
      if (!beyond) continue;
      *place++ = (uint8_t)at;
      switch (kind) {
      case 0: break;
      case 1: *high = (uint8_t)beyond; high += 1; break;
      case 2: memcpy(high, &beyond, 2); high += 2; break;
      default: memcpy(high, &beyond, 4); high += 4; break;
      }
    }
  }
  return least;
}

void nb_unpack(const uint8_t *bytes, nb_group group, int count, uint32_t *numbers) {
  const int width = group & 63;
  if (count == nb_group_size) unpack_whole(bytes, width, numbers); else unpack_some(bytes, count, width, numbers);
  if (group & nb_group_is_rice) {
    return unpack_rice(bytes + ((size_t)count * (size_t)width + 7) / 8, group >> 6 & 255, count, width, numbers);
  }
  const int patches = group >> 8;
  if (!patches) return;
  // Whoever forges an archive gets wrong numbers and no more.

  const uint8_t *place = bytes + ((size_t)count * (size_t)width + 7) / 8, *high = place + patches;
  switch (group >> 6 & 3) {
  case 0:
    for (int at = 0; at < patches; at++) numbers[place[at] & 127] |= 1u << width;
    break;
  case 1:
    for (int at = 0; at < patches; at++) numbers[place[at] & 127] |= (uint32_t)high[at] << width;
    break;
  case 2:
    for (int at = 0; at < patches; at++) {
      uint16_t beyond;
      memcpy(&beyond, high + at * 2, 2);
      numbers[place[at] & 127] |= (uint32_t)beyond << width;
    }
    break;
  default:
    for (int at = 0; at < patches; at++) {
      uint32_t beyond;
      memcpy(&beyond, high + at * 4, 4);
      numbers[place[at] & 127] |= beyond << width;
    }
  }
}

void nb_ascend(uint32_t *numbers, uint32_t before) {
  // Sums within four, then what all before them came to.
  const lanes none = {0, 0, 0, 0}, steps = {1, 2, 3, 4};
  lanes last = {before, before, before, before};
  for (int at = 0; at < nb_group_size; at += 4) {
    lanes value = load(numbers + at);
    value += __builtin_shufflevector(none, value, 0, 4, 5, 6);
    value += __builtin_shufflevector(none, value, 0, 1, 4, 5);
    value += last + steps;
    store(numbers + at, value);
    last = __builtin_shufflevector(value, value, 3, 3, 3, 3);
  }
}

int nb_find(const uint32_t *numbers, int from, int count, uint32_t target) {
  // Far targets are come near to by halves, near ones are a glance at sixteen away.
  const lanes wanted = {target, target, target, target};
  int end = count;
  while (end - from > 64) {
    const int middle = (from + end) / 2;
    if (numbers[middle] < target) from = middle + 1; else end = middle;
  }
  for (; from + 16 <= count; from += 16) {
    // All ones, which is one less than nothing, for each number below the target.
    lanes below = (lanes)(load(numbers + from) < wanted) + (lanes)(load(numbers + from + 4) < wanted);
    below += (lanes)(load(numbers + from + 8) < wanted) + (lanes)(load(numbers + from + 12) < wanted);
    const int found = -(int)(below[0] + below[1] + below[2] + below[3]);
    if (found < 16) return from + found;
  }
  while (from < count && numbers[from] < target) from++;
  return from;
}

void nb_mark(const uint32_t *numbers, int count, uint32_t first, uint64_t *words) {
  for (int at = 0; at < count; at++) {
    const uint32_t place = numbers[at] - first;
    words[place >> 6] |= (uint64_t)1 << (place & 63);
  }
}
