#include "CBytes.h"
#include "Machine.h"

#include <string.h>

static inline int is_alphanumeric(uint8_t byte) {
  return (uint8_t)((byte | 0x20) - 'a') < 26 || (uint8_t)(byte - '0') < 10;
}

static inline int is_word(uint8_t byte) { return byte >= 0x80 || is_alphanumeric(byte); }

static inline int matches(const uint8_t *text, const uint8_t *word, size_t length) {
  for (size_t at = 0; at < length; at++)
    if ((text[at] | 0x20) != (word[at] | 0x20)) return 0;
  return 1;
}

/// The lead bytes of characters that may be folded to ASCII letters, or pass for nothing at all inside of a word: Latin,
/// modifiers and combining marks; phonetic and general punctuation, letterlike, enclosed, a few of the rare ones at 0xEA; ligatures and full width; all of the
/// planes above.
static inline int is_telling_lead(uint8_t byte) {
  return (byte >= 0xC2 && byte <= 0xCD) || (byte >= 0xE1 && byte <= 0xE3) || byte == 0xEA || byte >= 0xEF;
}

static int is_disguise(const uint8_t *text, size_t count, size_t at) {
  uint8_t byte = text[at];
  uint8_t before = at > 0 ? text[at - 1] : ' ', after = at + 1 < count ? text[at + 1] : ' ';
  switch (byte) {
  case '-':
  case '\'':
  case '.':
  case ',': return is_word(before) && (is_word(after) || after == '\\');
  case '\\': return after == 'u';
  case '<': return before == '"';
  case ':': return before == '"' || before <= ' ';
  default: return byte >= 0xC2 && (is_telling_lead(byte) || is_alphanumeric(before));
  }
}


static inline int is_blank_like(uint8_t byte) {
  // What surely ends a word, before anything is decoded.
  return byte < 0x80 && !is_alphanumeric(byte) && byte != '-' && byte != '\'' && byte != '.' && byte != ',' &&
         byte != '\\';
}

int nb_may_cross(const uint8_t *text, size_t count, size_t left, size_t right, uint8_t middle, const uint8_t *word,
                 size_t length) {
  size_t width = middle ? 1 : 0;
  for (size_t place = 0; place + width <= length; place++) {
    // Nothing crosses a gap that stands for nothing at the word's very end or beginning.
    if (!width && (place == 0 || place == length)) continue;
    if (width && word[place] != middle) continue;
    int fits = 1;
    size_t at = left, wanted = place;
    while (wanted > 0 && fits) {
      if (at == 0) { fits = 0; break; }
      uint8_t byte = text[--at];
      if (is_alphanumeric(byte)) {
        if ((byte | 0x20) != (word[--wanted] | 0x20)) fits = 0;
      } else {
        if (is_blank_like(byte)) fits = 0;
        break;
      }
    }
    if (!fits) continue;
    at = right;
    wanted = place + width;
    while (wanted < length && fits) {
      if (at >= count) { fits = 0; break; }
      uint8_t byte = text[at++];
      if (is_alphanumeric(byte)) {
        if ((byte | 0x20) != (word[wanted++] | 0x20)) fits = 0;
      } else {
        if (is_blank_like(byte)) fits = 0;
        break;
      }
    }
    if (fits) return 1;
  }
  return 0;
}

/// Whether a place where a disguise may be needs a closer look: what is most frequent is decided here.
static inline int is_candidate(const uint8_t *text, size_t count, size_t at, const uint8_t *word, size_t length,
                               const nb_pairs *pairs) {
  size_t end = at + 1;
  switch (text[at]) {
  case '-':
  case '\'':
  case '.':
  case ',': break;
  case ':': {
    // Keys of markup end with `html` or `contenttype`.
    if (at < 2 || text[at - 1] != '"') return 1;
    uint8_t last = text[at - 2] | 0x20;
    return last == 'l' || last == 'e';
  }
  case 0xC2: return !(at + 1 < count && text[at + 1] == 0xA0);
  case 0xE2:
    if (at + 2 >= count || text[at + 1] != 0x80) return 1;
    switch (text[at + 2]) {
    // Dashes, double quotation marks and the ellipsis end words.
    case 0x93:
    case 0x94:
    case 0x9C:
    case 0x9D:
    case 0xA6: return 0;
    case 0x99: end = at + 3; break;
    default: return 1;
    }
    break;
  default: return 1;
  }
  if (at == 0 || end >= count) return 0;
  uint8_t before = text[at - 1], after = text[end];
  // All other escapes are blanks or marks.
  if (after == '\\' && end + 1 < count && text[end + 1] != 'u') return 0;
  if (is_alphanumeric(before) && is_alphanumeric(after) && !(pairs->follows[before & 31] >> (after & 31) & 1)) return 0;
  return nb_may_cross(text, count, at, end, 0, word, length);
}

// The loops are written once, in Wide.h, which takes the names away again, for whatever the processor can take at a time. What is compared becomes `flags`, a
// byte of ones or a bit a byte; `with` joins the bits of bytes, `both` and `either` flags.
#if defined(__x86_64__)
#include <immintrin.h>
#define WIDE(name) name##_16
#define WIDE_TARGET
#define WIDTH 16
typedef __m128i v16;
#define v v16
#define flags v16
#define load(at) _mm_loadu_si128((const v16 *)(at))
#define all(byte) _mm_set1_epi8((char)(byte))
#define equal(a, b) _mm_cmpeq_epi8(a, b)
#define both(a, b) _mm_and_si128(a, b)
#define without(a, b) _mm_andnot_si128(b, a)
#define either(a, b) _mm_or_si128(a, b)
#define with(a, b) _mm_or_si128(a, b)
#define minus(a, b) _mm_sub_epi8(a, b)
#define below(a, b) equal(_mm_min_epu8(a, b), a)
#define bits(mask) ((uint64_t)(uint32_t)_mm_movemask_epi8(mask))
#include "Wide.h"
#define WIDE(name) name##_32
#define WIDE_TARGET __attribute__((target("avx2,bmi,popcnt")))
#define WIDTH 32
typedef __m256i v32;
#define v v32
#define flags v32
#define load(at) _mm256_loadu_si256((const v32 *)(at))
#define all(byte) _mm256_set1_epi8((char)(byte))
#define equal(a, b) _mm256_cmpeq_epi8(a, b)
#define both(a, b) _mm256_and_si256(a, b)
#define without(a, b) _mm256_andnot_si256(b, a)
#define either(a, b) _mm256_or_si256(a, b)
#define with(a, b) _mm256_or_si256(a, b)
#define minus(a, b) _mm256_sub_epi8(a, b)
#define below(a, b) equal(_mm256_min_epu8(a, b), a)
#define bits(mask) ((uint64_t)(uint32_t)_mm256_movemask_epi8(mask))
#include "Wide.h"
#define WIDE(name) name##_64
#define WIDE_TARGET __attribute__((target("avx512f,avx512bw,bmi,popcnt")))
#define WIDTH 64
typedef __m512i v64;
#define v v64
#define flags uint64_t
#define load(at) _mm512_loadu_si512(at)
#define all(byte) _mm512_set1_epi8((char)(byte))
#define equal(a, b) _mm512_cmpeq_epi8_mask(a, b)
#define both(a, b) ((a) & (b))
#define without(a, b) ((a) & ~(b))
#define either(a, b) ((a) | (b))
#define with(a, b) _mm512_or_si512(a, b)
#define minus(a, b) _mm512_sub_epi8(a, b)
#define below(a, b) _mm512_cmple_epu8_mask(a, b)
#define bits(mask) (mask)
#include "Wide.h"
#define CALL(name, ...) \
  (nb_is_widest ? name##_64(__VA_ARGS__) : nb_is_wide ? name##_32(__VA_ARGS__) : name##_16(__VA_ARGS__))
#else
#define WIDE(name) name##_16
#define WIDE_TARGET
#define WIDTH 16
#if defined(__aarch64__)
#include <arm_neon.h>
#define v uint8x16_t
#define flags uint8x16_t
#define load(at) vld1q_u8(at)
#define all(byte) vdupq_n_u8(byte)
#define equal(a, b) vceqq_u8(a, b)
#define both(a, b) vandq_u8(a, b)
#define without(a, b) vbicq_u8(a, b)
#define either(a, b) vorrq_u8(a, b)
#define with(a, b) vorrq_u8(a, b)
#define minus(a, b) vsubq_u8(a, b)
#define below(a, b) vcleq_u8(a, b)
static inline uint64_t bits(uint8x16_t mask) {
  static const uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t weighted = vandq_u8(mask, vld1q_u8(weights));
  return vaddv_u8(vget_low_u8(weighted)) | (uint64_t)vaddv_u8(vget_high_u8(weighted)) << 8;
}
#else
// One byte after the other.
#undef WIDTH
#define WIDTH 0
#endif
#include "Wide.h"
#define CALL(name, ...) name##_16(__VA_ARGS__)
#endif

size_t nb_count(const uint8_t *text, size_t count, uint8_t byte) { return CALL(count_byte, text, count, byte); }

ptrdiff_t nb_find_word(const uint8_t *text, size_t count, const uint8_t *word, size_t length, size_t rare,
                       size_t rarer) {
  if (count < length) return -1;
  return CALL(find_word, text, count, word, length, rare, rarer);
}

ptrdiff_t nb_find_disguise(const uint8_t *text, size_t count, size_t start, const uint8_t *word, size_t length,
                           const nb_pairs *pairs) {
  return CALL(find_disguise, text, count, start, word, length, pairs);
}
