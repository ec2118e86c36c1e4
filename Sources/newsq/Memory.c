// If an allocation fails, the Swift runtime traps and C++ throws. The static program is linked with `--wrap` for these functions
// (see the Makefile), so that it prints one line and exits with a status of its own instead.
#include <stddef.h>
#include <stdint.h>

#include "CBytes.h"

#if defined(NEWSQ_FAULTS)
int newsq_allocation_fails(void);
#define FAILS newsq_allocation_fails()
#else
#define FAILS 0
#endif

// Weak, because a program that is linked without `--wrap` does not have them. It never calls the functions below.
#define WEAK __attribute__((weak))
WEAK void *__real_malloc(size_t size);
WEAK void *__real_calloc(size_t count, size_t size);
WEAK void *__real_realloc(void *memory, size_t size);
WEAK void *__real_aligned_alloc(size_t alignment, size_t size);
WEAK int __real_posix_memalign(void **memory, size_t alignment, size_t size);

void *__wrap_malloc(size_t size) {
  void *memory = FAILS ? NULL : __real_malloc(size);
  if (memory == NULL && size > 0) nb_out_of_memory();
  return memory;
}

void *__wrap_calloc(size_t count, size_t size) {
  void *memory = FAILS ? NULL : __real_calloc(count, size);
  if (memory == NULL && count > 0 && size > 0) nb_out_of_memory();
  return memory;
}

void *__wrap_realloc(void *old, size_t size) {
  void *memory = FAILS ? NULL : __real_realloc(old, size);
  if (memory == NULL && size > 0) nb_out_of_memory();
  return memory;
}

void *__wrap_aligned_alloc(size_t alignment, size_t size) {
  void *memory = FAILS ? NULL : __real_aligned_alloc(alignment, size);
  if (memory == NULL && size > 0) nb_out_of_memory();
  return memory;
}

int __wrap_posix_memalign(void **memory, size_t alignment, size_t size) {
  int failure = FAILS ? 12 : __real_posix_memalign(memory, alignment, size);
  if (failure != 0) nb_out_of_memory();
  return failure;
}
