/* program: the files of samples/ that a sample is made of. */
#ifndef COURSE_PROGRAM_H
#define COURSE_PROGRAM_H

#include "course/draft.h"

/* All data of one sample together. */
#define PROGRAM_DATA_BYTES (16u << 20)

/* Fill sample.files from file=, or from the block's body. Reports what can't be read; there is at
 * least one file in any case. */
void program_read(struct draft *draft);

/* Fill sample.data from data=, where it was given: names and patterns of files below samples/. Each
 * keeps its name below samples/. */
void program_read_data(struct draft *draft);

#endif
