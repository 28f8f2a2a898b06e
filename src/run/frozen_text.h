/* frozen_text: the text of one file of frozen results; see the essay in frozen_text.c. */
#ifndef RUN_FROZEN_TEXT_H
#define RUN_FROZEN_TEXT_H

#include "run/frozen.h"
#include "run/lines.h"

/* A block as it was read. */
struct frozen_block {
    const char *sample, *point, *part; /* as in frozen_entry; point: "threads=4 opt=-O2", "" none */
    enum frozen_kind kind;
    struct hash equal;
    const char *depends; /* "PATH HASH" or "PATH missing" a line; NULL: nothing of the course */
    const void *result;  /* as in frozen_entry */
    int line;
};

struct frozen_file {
    struct frozen_head head;
    struct frozen_block *blocks;
    size_t count;
};

/* Read a whole file, called `name` in errors; everything lives in `a`. Errors, with their line: not of
 * this format; changed since it was written. */
bool frozen_text_read(struct str text, const char *name, struct arena *a, struct frozen_file *file,
                      struct err *err);

#endif
