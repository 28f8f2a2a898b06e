/* roll: how each sample of the course ended in the last build, as `drawloom list` tells it without
 * asking the store about every job. */
#ifndef SITE_ROLL_H
#define SITE_ROLL_H

#include "run/store.h"

struct roll_entry {
    const char *id;
    const char *end; /* "exited 0", "SIGSEGV", "does not compile", … */
    bool ok;
};

struct roll {
    struct roll_entry *entries; /* in the order of the course */
    size_t count;
};

bool roll_keep(struct store *store, const struct results *results, struct err *err);
/* Lives in `a`. Empty when there was no build yet. */
void roll_read(struct store *store, struct arena *a, struct roll *roll);
/* NULL: it was not part of the last build. */
const struct roll_entry *roll_find(const struct roll *roll, const char *id);

/* How it ended, in a few words; in `a`. */
const char *roll_words(const struct result *result, struct arena *a);

#endif
