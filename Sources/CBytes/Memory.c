#include "CBytes.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

// This runs when no memory is left, so it must not allocate: the paths are kept in static memory.
enum { most_files = 16, longest_path = 4096 };
static char paths[most_files][longest_path];
// 0: free; 1: being written; 2: names a file.
static atomic_int states[most_files];

int nb_remember_file(const char *path) {
  size_t length = strlen(path);
  if (length >= longest_path) return -1;
  for (int place = 0; place < most_files; place++) {
    int free_state = 0;
    if (!atomic_compare_exchange_strong(&states[place], &free_state, 1)) continue;
    memcpy(paths[place], path, length + 1);
    atomic_store(&states[place], 2);
    return place;
  }
  return -1;
}

void nb_forget_file(int place) {
  if (place >= 0 && place < most_files) atomic_store(&states[place], 0);
}

_Noreturn void nb_out_of_memory(void) {
  static const char message[] =
      "newsq: out of memory; unfinished files were removed. Ask for less at once, or save the articles with `--save FILE --memory SIZE` first\n";
  for (int place = 0; place < most_files; place++)
    if (atomic_load(&states[place]) == 2) unlink(paths[place]);
  ssize_t written = write(STDERR_FILENO, message, sizeof message - 1);
  (void)written;
  _exit(5);
}
