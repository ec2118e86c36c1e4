#if defined(__linux__) && defined(__x86_64__)

#include <elf.h>
#include <stddef.h>
#include <stdint.h>

// Not in the headers of Debian 12.
#ifndef DT_RELR
#define DT_RELRSZ 35
#define DT_RELR 36
#endif

extern const char newsq_image[] __asm__("__ehdr_start") __attribute__((visibility("hidden")));
extern const Elf64_Dyn newsq_dynamic[] __asm__("_DYNAMIC") __attribute__((visibility("hidden")));

enum { page_size = 4096, gap = 16 * page_size, populate_write = 23, system_madvise = 28 };

/// Asks for pages that are about to be written to. An old kernel does not know the advice, and nothing is lost.
static inline void populate(uintptr_t start, uintptr_t end) {
  start &= ~(uintptr_t)(page_size - 1);
  end = (end + page_size - 1) & ~(uintptr_t)(page_size - 1);
  long result;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "a"((long)system_madvise), "D"(start), "S"(end - start), "d"((long)populate_write)
                   : "rcx", "r11", "memory");
}

/// Runs before the program is relocated: a static PIE writes to some two hundred pages when it starts, and a page fault for
/// each takes longer than a query. They are mapped in a few calls instead. Nothing here may need a relocation, a library, or
/// thread-local memory.
__attribute__((no_stack_protector, used, visibility("hidden"))) void newsq_populate(void) {
  uintptr_t base = (uintptr_t)newsq_image;
  const Elf64_Xword *words = NULL;
  size_t count = 0;
  for (const Elf64_Dyn *entry = newsq_dynamic; entry->d_tag != DT_NULL; entry++) {
    if (entry->d_tag == DT_RELR) words = (const Elf64_Xword *)(base + entry->d_un.d_ptr);
    if (entry->d_tag == DT_RELRSZ) count = entry->d_un.d_val / sizeof(Elf64_Xword);
  }
  if (words == NULL) return;
  // An even word is a place, an odd one a bit for each of the 63 places after the last.
  uintptr_t start = 0, end = 0, next = 0;
  for (size_t i = 0; i < count; i++) {
    uintptr_t place = next;
    if ((words[i] & 1) == 0) {
      place = base + words[i];
      next = place + 8;
    } else {
      next += 63 * 8;
    }
    if (end != 0 && place > end + gap) {
      populate(start, end);
      end = 0;
    }
    if (end == 0) start = place;
    end = next;
  }
  if (end != 0) populate(start, end);
}

// Where the program begins, if it is linked so (`-e newsq_start`).
__asm__(
    ".globl newsq_start\n"
    ".type newsq_start, @function\n"
    "newsq_start:\n"
    "  push %rdx\n"
    "  sub $8, %rsp\n"
    "  call newsq_populate\n"
    "  add $8, %rsp\n"
    "  pop %rdx\n"
    "  jmp _start\n"
    ".size newsq_start, .-newsq_start\n");

#endif
