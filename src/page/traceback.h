/* traceback: Lua errors as whoever wrote a template needs them. */
#ifndef PAGE_TRACEBACK_H
#define PAGE_TRACEBACK_H

#include "base/err.h"

/* Give the error of lua_box_call the place in a template where it comes from, and leave out the levels
 * of its traceback that are ours. */
void traceback_for_author(struct err *err);

#endif
