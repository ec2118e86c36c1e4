/// The only place that knows libedit: what Swift cannot call itself, as one-line functions.
#ifndef NEWSQ_CLIBEDIT_H
#define NEWSQ_CLIBEDIT_H

#include <histedit.h>
#include <stdio.h>

#endif
