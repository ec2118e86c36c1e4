#include <stdlib.h>
#include <unistd.h>

/// Of the Swift module NewsShell. Ends the process.
void newsq_run(int count, char *const *arguments);

#if defined(__linux__)
/// Without /proc, as in some chroots and containers, the Swift runtime cannot find out where the program is, and aborts
/// before `main`. A program that is linked statically needs nothing from there, so any folder will do.
__attribute__((constructor(101))) static void name_a_root(void) {
  if (access("/proc/self/exe", F_OK) != 0) setenv("SWIFT_ROOT", "/", 0);
}
#endif

/// `main` is in C because Swift's `CommandLine` reads the arguments from /proc and gives none if that is not there: options
/// such as `--safe` would be lost.
int main(int count, char **arguments) {
  newsq_run(count, arguments);
  return 0;
}
