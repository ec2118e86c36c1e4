#include "Machine.h"

#if defined(__x86_64__)
int nb_is_wide, nb_is_widest;

#if defined(__has_include)
#if __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
#endif
#endif

// The C library has asked the processor already. Each further question leaves a virtual machine, and the compiler's own
// answer takes twenty of them: a tenth of a millisecond or two in every process.
#if defined(CPU_FEATURE_ACTIVE)
#define HAS(feature, name) CPU_FEATURE_ACTIVE(feature)
#else
#define HAS(feature, name) __builtin_cpu_supports(name)
#endif

__attribute__((constructor)) static void know_machine(void) {
#if !defined(CPU_FEATURE_ACTIVE)
  __builtin_cpu_init();
#endif
  nb_is_wide = HAS(AVX2, "avx2") && HAS(BMI1, "bmi") && HAS(BMI2, "bmi2") && HAS(LZCNT, "lzcnt") && HAS(POPCNT, "popcnt");
  nb_is_widest = nb_is_wide && HAS(AVX512BW, "avx512bw") && HAS(AVX512_VBMI2, "avx512vbmi2");
}
#endif
