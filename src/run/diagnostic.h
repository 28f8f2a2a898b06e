/* diagnostic: the places in what a compiler or interpreter printed. */
#ifndef RUN_DIAGNOSTIC_H
#define RUN_DIAGNOSTIC_H

#include "course/sample.h"

struct diagnostic_place {
    size_t start, end; /* bytes of the text that name the place */
    int line;          /* in the sample's first file, 1-based; 0 when it is another of its files */
    int column;        /* 0 when there is none */
    struct place in_course; /* the chapter's line for inline code, samples/FILE for others */
};

/* Find the first place at or after *from in a line of `text` that the language's format names and
 * that lies in one of the sample's own files; *from moves behind it. Computed when it is shown: no
 * result holds a line number of a chapter. */
bool diagnostic_next(const struct sample *sample, struct str text, size_t *from, struct arena *a,
                     struct diagnostic_place *place);

#endif
