/* problem_text: a problem as a person reads it on a terminal:
 *
 *     content/03-races.md:42:8: sample "lost": unknown attribute "timout" (did you mean "timeout"?)
 *         ```c {#lost timout=2s}
 *                     ^
 */
#ifndef BASE_PROBLEM_TEXT_H
#define BASE_PROBLEM_TEXT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/problem.h"

/* Reads the files that problems name, the last one kept: sort the problems first. */
struct problem_text {
    const char *root; /* the course's folder; borrowed */
    bool colour;
    char *file; /* what `source` holds; NULL at first */
    struct buf source;
    int number; /* of `line` in it, which `rest` follows; 0: none was read yet */
    struct str line, rest;
};

void problem_text_init(struct problem_text *t, const char *root, bool colour);
void problem_text_release(struct problem_text *t);
/* Append the place and the message, the source line with a caret below the column (where they are
 * known and the file can be read), and the first lines of the diff. */
void problem_text_add(struct problem_text *t, const struct problem *p, struct buf *out);

#endif
