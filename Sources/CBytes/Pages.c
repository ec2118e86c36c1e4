// mremap is variadic, which Swift cannot call.
#define _GNU_SOURCE
#include "CBytes.h"

#include <sys/mman.h>

static void *or_null(void *start) { return start == MAP_FAILED ? NULL : start; }

void *nb_map(size_t count) {
  return or_null(mmap(NULL, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0));
}

void *nb_remap(void *start, size_t count, size_t wanted) { return or_null(mremap(start, count, wanted, MREMAP_MAYMOVE)); }

void nb_unmap(void *start, size_t count) { munmap(start, count); }
