/* nearest: "did you mean": the known name that is closest to a mistyped one. */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include <stddef.h>

/* The one of `names` with the smallest edit distance (optimal string alignment: insertions,
 * deletions, substitutions, swaps of neighbours; case-insensitive) to `word`, or NULL when none is
 * within a third of the word's length (at least 1, at most 3). The first of several wins. */
const char *nearest(const char *word, const char *const *names, size_t count);

#endif
