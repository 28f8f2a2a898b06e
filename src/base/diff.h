/* diff: a unified diff of two texts by lines (Myers, "An O(ND) Difference Algorithm and Its
 * Variations", 1986). */
#ifndef BASE_DIFF_H
#define BASE_DIFF_H

#include "base/buf.h"

/* Append hunks with three lines of context, without the file header. Nothing when they are equal.
 * A missing newline at the end is marked as GNU diff does. Texts so different that a minimal diff
 * would take too long get a correct, not minimal one. */
void diff_unified(struct str a, struct str b, struct buf *out);

#endif
