/* draft: a sample while its fence is read: attributes first, then the program that they name, then
 * whether all of it fits together. */
#ifndef COURSE_DRAFT_H
#define COURSE_DRAFT_H

#include "course/reading.h"

struct draft {
    struct reading *reading;
    const struct block *block;
    struct fence fence; /* the block's, or what a point of its sweep makes of it */
    struct sample sample;
    uint64_t seen;  /* a bit for each row of the attribute table that was given */
    bool is_broken; /* a problem was reported */
    /* attributes that wait for the program to be read, or for all that is there */
    const struct fence_item *file, *data, *show, *mark, *diff, *sweep;
    const char *point;     /* of the sweep: "threads=4"; NULL: there is none */
    bool depends_on_point; /* what is wrong now may be right at another one: the problem names it */
};

/* Report a problem of the sample at a column of the info string (0: at the fence). */
void draft_problem(struct draft *d, int column, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Declare the sample of a block whose first word is a language. Its index in chapter->samples. */
size_t draft_sample(struct reading *r, const struct block *block, const struct language *language);

#endif
