/// What the processor can do beyond what all of its kind can; asked once, when the program starts.
#ifndef NEWSQ_MACHINE_H
#define NEWSQ_MACHINE_H

#if defined(__x86_64__)
/// Thirty-two bytes at a time, with counts of bits (AVX2, BMI, BMI2, LZCNT, POPCNT).
extern int nb_is_wide;
/// Sixty-four (AVX-512), where that does not slow the processor down: those that have its second set of permutations.
extern int nb_is_widest;
#endif

#endif
