/// expat, with what its header hides unless it is asked for: the limits on entities.
#ifndef NEWSQ_CEXPAT_H
#define NEWSQ_CEXPAT_H

#ifndef XML_DTD
#define XML_DTD 1
#endif
#include <expat.h>

#endif
