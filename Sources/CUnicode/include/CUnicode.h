/// Unicode's tables of widths and grapheme clusters, from utf8proc.
/// Not the system's wcwidth: its answers change with the locale, and in a static program there is often none but C.
#ifndef NEWSQ_CUNICODE_H
#define NEWSQ_CUNICODE_H

#include <utf8proc.h>

#endif
