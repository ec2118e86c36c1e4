#include "CRegex.h"

#include <re2/re2.h>

#include <cstring>
#include <new>
#include <string>

struct nq_regex {
  re2::RE2 re;
  nq_regex(re2::StringPiece pattern, const re2::RE2::Options &options) : re(pattern, options) {}
};

extern "C" nq_regex *nq_regex_new(const char *pattern, size_t length, bool ignore_case, char *reason, size_t reason_size) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_case_sensitive(!ignore_case);
  auto *regex = new (std::nothrow) nq_regex(re2::StringPiece(pattern, length), options);
  if (regex == nullptr || !regex->re.ok()) {
    const std::string why = regex == nullptr ? "out of memory" : regex->re.error();
    if (reason_size > 0) {
      const size_t size = why.size() < reason_size - 1 ? why.size() : reason_size - 1;
      std::memcpy(reason, why.data(), size);
      reason[size] = '\0';
    }
    delete regex;
    return nullptr;
  }
  return regex;
}

extern "C" void nq_regex_free(nq_regex *regex) { delete regex; }

extern "C" int nq_regex_group_count(const nq_regex *regex) { return regex->re.NumberOfCapturingGroups(); }

extern "C" bool nq_regex_find(
    const nq_regex *regex, const char *text, size_t length, size_t from, ptrdiff_t *groups, int group_count) {
  constexpr int limit = 33;
  re2::StringPiece found[limit];
  const int count = group_count < limit ? group_count : limit;
  if (from > length) return false;
  if (!regex->re.Match(re2::StringPiece(text, length), from, length, re2::RE2::UNANCHORED, found, count)) return false;
  for (int i = 0; i < group_count; i++) {
    const bool took_part = i < count && found[i].data() != nullptr;
    groups[2 * i] = took_part ? found[i].data() - text : -1;
    groups[2 * i + 1] = took_part ? found[i].data() - text + static_cast<ptrdiff_t>(found[i].size()) : -1;
  }
  return true;
}
