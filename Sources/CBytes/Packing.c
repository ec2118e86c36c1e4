#include "Packing.h"
#include "Machine.h"

#include <string.h>

// One instruction where the machine has it, and four where it has not.
typedef uint32_t lanes __attribute__((vector_size(16)));

static inline lanes load(const void *from) {
  lanes value;
  memcpy(&value, from, sizeof value);
  return value;
}

static inline void store(void *to, lanes value) { memcpy(to, &value, sizeof value); }

typedef uint32_t wide __attribute__((vector_size(32)));

// Each of these loops is compiled twice where machines differ: for all of them, and for those of eight numbers at a time.
#define ALWAYS static inline __attribute__((always_inline))
#if defined(__x86_64__)
#define FOR_EACH_MACHINE(result, name, parameters, arguments)                                                          \
  __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt"))) static result name##_wide parameters { return name##_any arguments; } \
  result name parameters {                                                                                             \
    return nb_is_wide ? name##_wide arguments : name##_any arguments;                                                  \
  }
#else
#define FOR_EACH_MACHINE(result, name, parameters, arguments) \
  result name parameters { return name##_any arguments; }
#endif

static inline uint32_t ones(int width) { return width == 32 ? UINT32_MAX : (1u << width) - 1; }

// MARK: - Whole groups

ALWAYS void unpack_lanes(const uint8_t *bytes, const int width, uint32_t *numbers) {
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

ALWAYS void pack_lanes(const uint32_t *numbers, const int width, uint8_t *bytes) {
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

ALWAYS void pack_whole(const uint32_t *numbers, int width, uint8_t *bytes) {
  switch (width) {
#define PACK(width)                                                                                                    \
  case width: pack_lanes(numbers, width, bytes); break;
    EACH_WIDTH(PACK)
  default: break;
  }
}

ALWAYS void unpack_whole(const uint8_t *bytes, int width, uint32_t *numbers) {
  switch (width) {
#define UNPACK(width)                                                                                                  \
  case width: unpack_lanes(bytes, width, numbers); break;
    EACH_WIDTH(UNPACK)
  default: memset(numbers, 0, nb_group_size * sizeof *numbers); break;
  }
}

// MARK: - Fewer numbers

ALWAYS void pack_some(const uint32_t *numbers, int count, int width, uint8_t *bytes) {
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

ALWAYS void unpack_some(const uint8_t *bytes, int count, int width, uint32_t *numbers) {
  const uint32_t mask = ones(width);
  size_t bit = 0;
  for (int at = 0; at < count; at++, bit += (size_t)width) {
    uint64_t word;
    memcpy(&word, bytes + bit / 8, 8);
    numbers[at] = (uint32_t)(word >> (bit & 7)) & mask;
  }
}

// MARK: - Zeros and ones

/// The width of low parts with which a group takes least, and the bits of zeros and ones behind them. `most` is the width of
/// the widest.
ALWAYS int rice_width(const uint32_t *numbers, int count, int most, size_t *tail) {
  uint64_t sum = 0;
  if (most <= 24) {
    uint32_t small = 0;
    for (int at = 0; at < count; at++) small += numbers[at];
    sum = small;
  } else {
    for (int at = 0; at < count; at++) sum += numbers[at];
  }
  int nearest = 0;
  while (nearest < 30 && ((uint64_t)count << (nearest + 1)) <= sum) nearest++;
  int best = nearest;
  uint64_t least = UINT64_MAX;
  for (int width = nearest > 0 ? nearest - 1 : 0; width <= nearest + 1; width++) {
    uint64_t bits = (uint64_t)count;
    if (most <= 24) {
      uint32_t small = 0;
      for (int at = 0; at < count; at++) small += numbers[at] >> width;
      bits += small;
    } else {
      for (int at = 0; at < count; at++) bits += numbers[at] >> width;
    }
    if (bits + (uint64_t)(count * width) < least) {
      least = bits + (uint64_t)(count * width);
      best = width;
      *tail = (size_t)bits;
    }
  }
  return best;
}

ALWAYS void pack_rice(const uint32_t *numbers, int count, int width, uint8_t *bytes) {
  uint64_t word = 0;
  size_t place = 0, first = 0;
  for (int at = 0; at < count; at++) {
    place += numbers[at] >> width;
    while (place - first >= 64) {
      memcpy(bytes + first / 8, &word, 8);
      word = 0;
      first += 64;
    }
    word |= (uint64_t)1 << (place - first);
    place++;
  }
  // What is written too much stands where the next bytes will.
  memcpy(bytes + first / 8, &word, 8);
}

/// What a byte of zeros and ones holds: how many zeros before each one, how many ones, and the zeros behind the last.
static struct {
  uint16_t zeros[8];
} runs_of[256];
static uint8_t ones_of[256], rest_of[256];

__attribute__((constructor)) static void know_bytes(void) {
  for (int byte = 0; byte < 256; byte++) {
    int count = 0, zeros = 0;
    for (int bit = 0; bit < 8; bit++) {
      if (byte >> bit & 1) {
        runs_of[byte].zeros[count++] = (uint16_t)zeros;
        zeros = 0;
      } else {
        zeros++;
      }
    }
    ones_of[byte] = (uint8_t)count;
    rest_of[byte] = (uint8_t)zeros;
  }
}

typedef uint16_t shorts __attribute__((vector_size(16)));

ALWAYS void unpack_rice(const uint8_t *bytes, size_t size, int count, int width, uint32_t *numbers) {
  uint16_t runs[nb_group_size + 8];
  int at = 0;
  uint16_t carried = 0;
  for (size_t done = 0; done < size && at < count; done++) {
    const uint8_t byte = bytes[done];
    shorts zeros;
    memcpy(&zeros, &runs_of[byte], sizeof zeros);
    zeros += (shorts){carried};
    memcpy(runs + at, &zeros, sizeof zeros);
    at += ones_of[byte];
    carried = (uint16_t)((byte ? 0 : carried) + rest_of[byte]);
  }
  // An archive that somebody forged may have too few ones.
  while (at < count) runs[at++] = 0;
  for (int place = 0; place < count; place++) numbers[place] |= (uint32_t)runs[place] << width;
}

// MARK: - Groups

static inline int width_of(uint32_t number) { return 32 - (number ? __builtin_clz(number) : 32); }

/// Bytes of the part of a number that is written in a patch, as the group's header says it: 0, 1, 2 or 3 for four.
static inline int patch_kind(int bits) { return bits <= 1 ? 0 : bits <= 8 ? 1 : bits <= 16 ? 2 : 3; }

ALWAYS void pack_low(const uint32_t *numbers, int count, int width, uint8_t *bytes) {
  if (count == nb_group_size) pack_whole(numbers, width, bytes); else pack_some(numbers, count, width, bytes);
}

/// How many numbers have each width. Neighbours are often of one, whose count must be written before it is read again: four
/// tables take turns.
ALWAYS void count_widths(const uint32_t *numbers, int count, uint8_t wider[40]) {
  uint8_t parts[4][40] = {{0}};
  int at = 0;
  for (; at + 4 <= count; at += 4)
    for (int part = 0; part < 4; part++) parts[part][width_of(numbers[at + part])]++;
  for (; at < count; at++) parts[0][width_of(numbers[at])]++;
  for (int width = 0; width < 40; width++)
    wider[width] = (uint8_t)(parts[0][width] + parts[1][width] + parts[2][width] + parts[3][width]);
}

ALWAYS size_t nb_pack_any(const uint32_t *numbers, int count, int is_tight, uint8_t *bytes, nb_group *group) {
  uint8_t wider[40];
  count_widths(numbers, count, wider);
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
    const int low = rice_width(numbers, count, most, &tail);
    const size_t start = ((size_t)count * (size_t)low + 7) / 8;
    tail = (tail + 7) / 8;
    // A few bytes are not worth the time.
    if (tail <= 255 && start + tail + (count == nb_group_size ? 4 : 0) < least) {
      *group = (nb_group)(nb_group_is_rice | low | tail << 6);
      pack_low(numbers, count, low, bytes);
      pack_rice(numbers, count, low, bytes + start);
      return start + tail;
    }
  }
  const int kind = patches ? patch_kind(most - width) : 0;
  *group = (nb_group)(width | kind << 6 | patches << 8);
  pack_low(numbers, count, width, bytes);
  if (patches) {
    // All are written down, and those that are none overwritten: which they are cannot be foreseen.
    uint8_t places[nb_group_size + 1];
    uint32_t high[nb_group_size + 1];
    int found = 0;
    for (int at = 0; at < count; at++) {
      const uint32_t beyond = numbers[at] >> width;
      places[found] = (uint8_t)at;
      high[found] = beyond;
      found += beyond != 0;
    }
    uint8_t *place = bytes + ((size_t)count * (size_t)width + 7) / 8;
    memcpy(place, places, (size_t)patches);
    place += patches;
    for (int at = 0; at < patches && kind == 1; at++) place[at] = (uint8_t)high[at];
    for (int at = 0; at < patches && kind == 2; at++) memcpy(place + at * 2, &high[at], 2);
    if (kind == 3) memcpy(place, high, (size_t)patches * 4);
  }
  return least;
}

FOR_EACH_MACHINE(size_t, nb_pack, (const uint32_t *numbers, int count, int is_tight, uint8_t *bytes, nb_group *group),
                 (numbers, count, is_tight, bytes, group))

ALWAYS void nb_unpack_any(const uint8_t *bytes, nb_group group, int count, uint32_t *numbers) {
  const int width = group & 63;
  // Only somebody who forges an archive tells of wider numbers; it is refused for that.
  if (__builtin_expect(width > 31, 0)) {
    if (width > 32) memset(numbers, 0, (size_t)count * sizeof *numbers);
    else if (count == nb_group_size) unpack_whole(bytes, width, numbers);
    else unpack_some(bytes, count, width, numbers);
    return;
  }
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

FOR_EACH_MACHINE(void, nb_unpack, (const uint8_t *bytes, nb_group group, int count, uint32_t *numbers),
                 (bytes, group, count, numbers))

ALWAYS size_t nb_groups_bytes_any(const uint8_t *groups, int count) {
  // As `nb_group_bytes`, but many at a time, and no more than a sum has room for.
  size_t total = 0;
  for (int first = 0; first < count; first += 1 << 16) {
    const int end = count - first < 1 << 16 ? count : first + (1 << 16);
    uint32_t sum = 0;
    for (int at = first; at < end; at++) {
      uint16_t group;
      memcpy(&group, groups + at * 2, 2);
      const uint32_t told = group, kind = told >> 6 & 3;
      const uint32_t patches = (told >> 8) * (1 + kind + (kind == 3));
      sum += (told & 63) * (nb_group_size / 8) + (told & nb_group_is_rice ? told >> 6 & 255 : patches);
    }
    total += sum;
  }
  return total;
}

FOR_EACH_MACHINE(size_t, nb_groups_bytes, (const uint8_t *groups, int count), (groups, count))

// MARK: - Sums

static const wide none = {0, 0, 0, 0, 0, 0, 0, 0};

#define EACH(number) ((wide){number, number, number, number, number, number, number, number})

/// Makes of eight gaps their sums, each up to and with it.
#define ADD_UP(value)                                                                                                  \
  value += __builtin_shufflevector(none, value, 0, 8, 9, 10, 11, 12, 13, 14);                                          \
  value += __builtin_shufflevector(none, value, 0, 1, 8, 9, 10, 11, 12, 13);                                           \
  value += __builtin_shufflevector(none, value, 0, 1, 2, 3, 8, 9, 10, 11);

#define LAST(value) __builtin_shufflevector(value, value, 7, 7, 7, 7, 7, 7, 7, 7)

ALWAYS void nb_ascend_any(uint32_t *numbers, uint32_t before) {
  // Sums within eight, then what all before them came to.
  const wide steps = {1, 2, 3, 4, 5, 6, 7, 8};
  wide last = EACH(before);
  for (int at = 0; at < nb_group_size; at += 8) {
    wide value;
    memcpy(&value, numbers + at, sizeof value);
    ADD_UP(value)
    const wide sums = value + last + steps;
    memcpy(numbers + at, &sums, sizeof sums);
    last += LAST(value) + 8;
  }
}

FOR_EACH_MACHINE(void, nb_ascend, (uint32_t *numbers, uint32_t before), (numbers, before))

ALWAYS void nb_unpack_ascending_any(const uint8_t *bytes, nb_group group, uint32_t before, uint32_t *numbers) {
  if (group == 0) {
    // Of the most frequent words every article has one.
    for (uint32_t at = 0; at < nb_group_size; at++) numbers[at] = before + at + 1;
    return;
  }
  nb_unpack_any(bytes, group, nb_group_size, numbers);
  nb_ascend_any(numbers, before);
}

FOR_EACH_MACHINE(void, nb_unpack_ascending, (const uint8_t *bytes, nb_group group, uint32_t before, uint32_t *numbers),
                 (bytes, group, before, numbers))

static const uint32_t masks[16] = {~0u, ~0u, ~0u, ~0u, ~0u, ~0u, ~0u, ~0u};

/// What the next eight gaps of `count` lead to from `last`, which goes on to the last of them. What stands behind `count` is of
/// other articles: without it the last sum is repeated. `mask` has ones where there are gaps.
#define GO_ON(value, mask, last, gaps, at, count)                                                                      \
  wide value, mask;                                                                                                    \
  memcpy(&value, gaps + at, sizeof value);                                                                             \
  memcpy(&mask, masks + 8 - (count - at < 8 ? count - at : 8), sizeof mask);                                           \
  value &= mask;                                                                                                       \
  ADD_UP(value)                                                                                                        \
  value += last;                                                                                                       \
  last = LAST(value);

ALWAYS int meet(const uint32_t *left, int left_count, const uint32_t *right, int right_count, uint32_t least,
                uint32_t more) {
  uint32_t wanted[nb_group_size + 8];
  wide last = none;
  for (int at = 0; at < left_count; at += 8) {
    GO_ON(value, mask, last, left, at, left_count)
    // No position is so large.
    value = (value + EACH(least)) | ~mask;
    memcpy(wanted + at, &value, sizeof value);
  }
  wide end = none, met = none;
  for (int at = 0; at < right_count; at += 8) {
    GO_ON(value, mask, end, right, at, right_count)
    for (int place = 0; place < left_count; place += 4) {
      for (int lane = 0; lane < 4; lane++) {
        const wide number = EACH(wanted[place + lane]);
        met |= more ? (wide)(value - number <= EACH(more)) : (wide)(value == number);
      }
    }
  }
  return __builtin_reduce_or(met) != 0;
}

ALWAYS int nb_meet_any(const uint32_t *left, int left_count, const uint32_t *right, int right_count, uint32_t distance) {
  return meet(left, left_count, right, right_count, distance, 0);
}

FOR_EACH_MACHINE(int, nb_meet,
                 (const uint32_t *left, int left_count, const uint32_t *right, int right_count, uint32_t distance),
                 (left, left_count, right, right_count, distance))

ALWAYS int nb_may_meet_any(const uint32_t *left, int left_count, const uint32_t *right, int right_count, uint32_t least,
                           uint32_t more) {
  return more ? meet(left, left_count, right, right_count, least, more) : 1;
}

FOR_EACH_MACHINE(int, nb_may_meet,
                 (const uint32_t *left, int left_count, const uint32_t *right, int right_count, uint32_t least,
                  uint32_t more),
                 (left, left_count, right, right_count, least, more))

ALWAYS int nb_keep_any(nb_keeping *keeping, const uint32_t *gaps, int count) {
  uint32_t *const starts = keeping->starts;
  const uint32_t offset = keeping->offset;
  int candidate = keeping->candidate;
  uint32_t wanted = starts[candidate] + offset;
  wide last = EACH(keeping->position);
  for (int at = 0; at < count; at += 8) {
    GO_ON(value, mask, last, gaps, at, count)
    const uint32_t end = value[7];
    while (wanted <= end) {
      if (__builtin_reduce_or((wide)(value == EACH(wanted)))) {
        starts[keeping->kept++] = starts[candidate];
        if (keeping->kept == keeping->most) return 1;
      }
      if (++candidate == keeping->count) return 1;
      wanted = starts[candidate] + offset;
    }
  }
  keeping->candidate = candidate;
  keeping->position = last[0];
  return 0;
}

FOR_EACH_MACHINE(int, nb_keep, (nb_keeping *keeping, const uint32_t *gaps, int count), (keeping, gaps, count))

// MARK: - Articles

int nb_find(const uint32_t *numbers, int from, int count, uint32_t target) {
  if (from >= count || numbers[from] >= target) return from;
  // Each is at least one more than the last: it stands no further on than the target is away.
  int end = count;
  const uint32_t most = target - numbers[from];
  if (most < (uint32_t)(count - from)) {
    end = from + (int)most;
    // So it is where every article has the word.
    if (numbers[end] == target) return end;
  }
  from++;
  // Far targets are come near to by halves, near ones are a glance at sixteen away.
  const lanes wanted = {target, target, target, target};
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

/// A number that only somebody who forged an archive brings here is marked in the wrong place, but within.
ALWAYS void mark(uint32_t number, uint32_t first, uint64_t *words, uint32_t word_count) {
  const uint32_t place = number - first;
  words[place >> 6 & (word_count - 1)] |= (uint64_t)1 << (place & 63);
}

ALWAYS void mark_all(const uint32_t *numbers, int count, uint32_t first, uint64_t *words, uint32_t word_count) {
  // Neighbours are mostly of one word, which must be written before it is read again: four parts go on meanwhile.
  const int part = count / 4;
  for (int at = 0; at < part; at++) {
    mark(numbers[at], first, words, word_count);
    mark(numbers[at + part], first, words, word_count);
    mark(numbers[at + 2 * part], first, words, word_count);
    mark(numbers[at + 3 * part], first, words, word_count);
  }
  for (int at = 4 * part; at < count; at++) mark(numbers[at], first, words, word_count);
}

ALWAYS void nb_mark_any(const uint32_t *numbers, int count, uint32_t first, uint64_t *words) {
  mark_all(numbers, count, first, words, nb_mark_words);
}

FOR_EACH_MACHINE(void, nb_mark, (const uint32_t *numbers, int count, uint32_t first, uint64_t *words),
                 (numbers, count, first, words))

enum { widest_span = 8192 };

ALWAYS int nb_common_any(const uint32_t *left, int left_count, const uint32_t *right, int right_count,
                         uint8_t *left_places, uint8_t *right_places) {
  if (left_count == 0 || right_count == 0) return 0;
  const uint32_t first = right[0], span = right[right_count - 1] - first;
  int found = 0;
  if (span == (uint32_t)right_count - 1) {
    // The right list has all numbers between its ends.
    for (int at = 0; at < left_count; at++) {
      const uint32_t place = left[at] - first;
      left_places[found] = (uint8_t)at;
      right_places[found] = (uint8_t)place;
      found += place <= span;
    }
    return found;
  }
  // Nor is there much to foresee where most numbers are there.
  if (left_count < 6 || span >= widest_span || span < (uint32_t)right_count * 3 / 2) {
    for (int at = 0, place = 0; at < left_count; at++) {
      place = nb_find(right, place, right_count, left[at]);
      if (place == right_count) break;
      left_places[found] = (uint8_t)at;
      right_places[found] = (uint8_t)place;
      found += right[place] == left[at];
    }
    return found;
  }
  // Which numbers meet cannot be foreseen, and a branch for each would cost more than a bit for each: the right list as bits,
  // and before each word of them how many there were. Places are counted up only where one was found.
  uint64_t words[widest_span / 64];
  uint8_t before[widest_span / 64];
  const int word_count = (int)(span / 64) + 1;
  memset(words, 0, (size_t)word_count * sizeof *words);
  mark_all(right, right_count, first, words, widest_span / 64);
  for (int word = 0, sum = 0; word < word_count; word++) {
    before[word] = (uint8_t)sum;
    sum += __builtin_popcountll(words[word]);
  }
  for (int at = 0; at < left_count; at++) {
    const uint32_t place = left[at] - first;
    const int is_within = place <= span;
    const uint32_t word = is_within ? place >> 6 : 0;
    const uint64_t bits = words[word];
    left_places[found] = (uint8_t)at;
    right_places[found] =
        (uint8_t)(before[word] + __builtin_popcountll(bits & (((uint64_t)1 << (place & 63)) - 1)));
    found += is_within & (int)(bits >> (place & 63) & 1);
  }
  return found;
}

FOR_EACH_MACHINE(int, nb_common, (const uint32_t *left, int left_count, const uint32_t *right, int right_count,
                                  uint8_t *left_places, uint8_t *right_places),
                 (left, left_count, right, right_count, left_places, right_places))
