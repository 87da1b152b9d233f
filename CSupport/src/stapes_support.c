/* The support functions are all inline; this file lets the header be built on its own. */
#include "stapes_support.h"
