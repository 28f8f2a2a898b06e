/* figure_block: ```compare, ```chart and ```claim blocks, which show results of samples. */
#ifndef COURSE_FIGURE_BLOCK_H
#define COURSE_FIGURE_BLOCK_H

#include "course/reading.h"

/* Whether it is the first word of such a block. */
bool figure_block_is(struct str word);

/* Take such a block: its index in chapter->figures. Reports wrong attributes and what is missing;
 * the samples that it names are checked when all chapters are read (reference.h). */
size_t figure_block_add(struct reading *r, const struct block *block);

#endif
