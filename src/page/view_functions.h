/* view_functions: the functions of libc, POSIX and C11 that the course's programs call. Part of view.h,
 * not for others. */
#ifndef PAGE_VIEW_FUNCTIONS_H
#define PAGE_VIEW_FUNCTIONS_H

#include "code/code.h"
#include "run/emit.h"
#include "run/result.h"

struct view_functions;

/* Read all programs in C and C++. All lives in `a`. */
struct view_functions *view_functions_find(const struct course *course, struct code_reader *reader,
                                           struct arena *a);

/* Emit an array of {name, header, address (nil: it has no manual page), letter, uses}, by the alphabet;
 * uses, in the order of the course: {id, title, chapter (its number), page (nil: there is none)}. */
void view_functions(struct emit *e, const struct course *course, struct view_functions *functions);

#endif
