/* check_text: lines of what tools print: cut into pieces, and made readable. */
#ifndef RUN_CHECK_TEXT_H
#define RUN_CHECK_TEXT_H

#include "base/arena.h"

/* Where it occurs, or NULL. */
const char *check_find(struct str s, const char *what);
/* Cut what stands before `end`, and `end`, off *s: false, and *s as it was, when it does not occur. */
bool check_cut(struct str *s, const char *end, struct str *before);

enum { CHECK_LINE_MOST = 300 };
/* At most so many bytes of it. */
struct str check_shorten(struct str s);

/* What a tool says, shortened, without what tells a reader nothing: addresses, numbers of processes,
 * names of modules. Lives in `a`. */
const char *check_clean(struct arena *a, struct str line);
/* The same as a label of a place: "Previous write of size 4 by thread T1:" as "previous write by thread
 * T1". */
const char *check_label(struct arena *a, const char *text);

#endif
