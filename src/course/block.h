/* block: what a fenced block is: a sample, a part of one, a figure, an include, an exercise, a quiz, or
 * only shown. */
#ifndef COURSE_BLOCK_H
#define COURSE_BLOCK_H

#include "course/reading.h"

/* How deep includes, exercises and solutions may stand in each other. */
enum { BLOCK_DEPTH = 16 };
/* How many files one chapter may include: each may include others many times. */
enum { BLOCK_INCLUDES = 1000 };

/* Fence of a block as cmark saw it. */
struct fence_marks {
    char character;
    int length;
};

/* Take the block whose fence opens at line and column of the text; `body` must live as long as
 * r->scratch. Adds its node to r->doc. When what it holds is Markdown, that is returned as a text to
 * be woven in here; then *opened tells whether a node waits for it to be closed. NULL otherwise. */
const struct text *block_read(struct reading *r, const struct text *text, int line, int column,
                              struct fence_marks marks, struct str body, bool *opened);

/* Report the lines of a paragraph that look as if they opened a block: a back-tick in an info string
 * stops it from being a fence, and its end then swallows what follows. */
void block_check_paragraph(struct reading *r, const struct text *text, int line, int end_line);

#endif
