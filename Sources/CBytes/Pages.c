// mremap is variadic, which Swift cannot call.
#define _GNU_SOURCE
#include "CBytes.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

static void *or_null(void *start) { return start == MAP_FAILED ? NULL : start; }

void *nb_map(size_t count) {
  return or_null(mmap(NULL, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0));
}

void *nb_remap(void *start, size_t count, size_t wanted) {
#if defined(__linux__)
  return or_null(mremap(start, count, wanted, MREMAP_MAYMOVE));
#else
  void *moved = nb_map(wanted);
  if (moved == NULL) return NULL;
  memcpy(moved, start, count < wanted ? count : wanted);
  munmap(start, count);
  return moved;
#endif
}

void nb_unmap(void *start, size_t count) { munmap(start, count); }

ptrdiff_t nb_copy_range(int from, int64_t from_offset, int to, int64_t to_offset, size_t count) {
#if defined(__linux__)
  off_t source = from_offset, target = to_offset;
  return copy_file_range(from, &source, to, &target, count, 0);
#else
  (void)from, (void)from_offset, (void)to, (void)to_offset, (void)count;
  errno = ENOTSUP;
  return -1;
#endif
}
