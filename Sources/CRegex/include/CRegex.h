/// RE2 behind a C face: patterns of users, matched in linear time.
#ifndef NEWSQ_CREGEX_H
#define NEWSQ_CREGEX_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct nq_regex nq_regex;

/// Compiles `pattern` (UTF-8). Where RE2 refuses it, returns NULL and writes its reason into `reason`
/// (NUL-terminated, cut at `reason_size`).
nq_regex *nq_regex_new(const char *pattern, size_t length, bool ignore_case, char *reason, size_t reason_size);
void nq_regex_free(nq_regex *regex);

/// The number of capturing groups.
int nq_regex_group_count(const nq_regex *regex);

/// Finds the leftmost match in `text` at or after byte `from`. `groups` receives 2 * `group_count` offsets
/// (start and end of the match, then of each group; -1 where a group took no part).
bool nq_regex_find(const nq_regex *regex, const char *text, size_t length, size_t from, ptrdiff_t *groups, int group_count);

#ifdef __cplusplus
}
#endif
#endif
