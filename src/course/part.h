/* part: ```output and ```input blocks, which belong to a sample before them or named by of=. */
#ifndef COURSE_PART_H
#define COURSE_PART_H

#include "course/reading.h"

/* Take an output or input block; reports wrong attributes. */
void part_add(struct reading *r, const struct block *block);

/* When all samples of the chapter are known: give each part to its sample, and report those that
 * have none, that are one too many, or that can't come true. */
void parts_attach(struct reading *r);

#endif
