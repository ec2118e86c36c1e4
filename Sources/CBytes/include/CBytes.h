/// Searches over the raw bytes of an input, sixteen at a time: the lines of a pile that is asked once are looked at by
/// these before anything is read out of them.
#ifndef NEWSQ_CBYTES_H
#define NEWSQ_CBYTES_H

#include <stddef.h>
#include <stdint.h>

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

#endif
