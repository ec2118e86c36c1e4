// The program with calls that can be made to fail, for Tests/Faults. Not installed.
//
//     NEWSQ_FAIL_MEMORY=7     the seventh allocation, and those after it, get nothing
//     NEWSQ_FAIL_CALL=7       the seventh call that reads, writes or opens fails, and only that one
//     NEWSQ_COUNT=FILE        writes how many of both there were
#define _GNU_SOURCE
#define NEWSQ_FAULTS 1
#include "../newsq/Memory.c"
#include "../newsq/newsq.c"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static atomic_long allocations, calls;
static long failing_allocation, failing_call;
static const char *count_path;

static void tell(void) {
  if (count_path == NULL) return;
  char text[64];
  int length = snprintf(text, sizeof text, "%ld %ld\n", atomic_load(&allocations), atomic_load(&calls));
  failing_allocation = failing_call = 0;
  int file = open(count_path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (file < 0) return;
  if (write(file, text, (size_t)length) != length) abort();
  close(file);
}

__attribute__((constructor(102))) static void read_settings(void) {
  const char *text = getenv("NEWSQ_FAIL_MEMORY");
  failing_allocation = text ? atol(text) : 0;
  text = getenv("NEWSQ_FAIL_CALL");
  failing_call = text ? atol(text) : 0;
  count_path = getenv("NEWSQ_COUNT");
  if (count_path) atexit(tell);
}

int newsq_allocation_fails(void) {
  long number = atomic_fetch_add(&allocations, 1) + 1;
  return failing_allocation > 0 && number >= failing_allocation;
}

static int call_fails(int reason) {
  if (atomic_fetch_add(&calls, 1) + 1 != failing_call) return 0;
  errno = reason;
  return 1;
}

// All calls on files except `close` and `unlink`: a failed `unlink` would leave the temporary file that the test looks for.
#define WRAP(result, name, parameters, arguments, reason, failure)  \
  WEAK result __real_##name parameters;                             \
  result __wrap_##name parameters { return call_fails(reason) ? failure : __real_##name arguments; }

WRAP(ssize_t, read, (int file, void *bytes, size_t count), (file, bytes, count), EIO, -1)
WRAP(ssize_t, pread, (int file, void *bytes, size_t count, off_t offset), (file, bytes, count, offset), EIO, -1)
WRAP(ssize_t, write, (int file, const void *bytes, size_t count), (file, bytes, count), ENOSPC, -1)
WRAP(ssize_t, pwrite, (int file, const void *bytes, size_t count, off_t offset), (file, bytes, count, offset), ENOSPC, -1)
WRAP(ssize_t, copy_file_range, (int from, off_t *from_offset, int to, off_t *to_offset, size_t count, unsigned flags),
     (from, from_offset, to, to_offset, count, flags), EIO, -1)
WRAP(int, fsync, (int file), (file), EIO, -1)
WRAP(int, fdatasync, (int file), (file), EIO, -1)
WRAP(int, ftruncate, (int file, off_t size), (file, size), EIO, -1)
WRAP(int, rename, (const char *old, const char *new), (old, new), EIO, -1)
WRAP(int, fstat, (int file, struct stat *status), (file, status), EIO, -1)
WRAP(int, stat, (const char *path, struct stat *status), (path, status), EACCES, -1)
WRAP(void *, mmap, (void *start, size_t size, int protection, int flags, int file, off_t offset),
     (start, size, protection, flags, file, offset), ENOMEM, MAP_FAILED)
WRAP(void *, mremap, (void *start, size_t size, size_t wanted, int flags), (start, size, wanted, flags), ENOMEM, MAP_FAILED)

WEAK int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = va_arg(rest, mode_t);
  va_end(rest);
  return call_fails(EMFILE) ? -1 : __real_open(path, flags, mode);
}
