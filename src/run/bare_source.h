/* bare_source: the source of a program in C or C++, with blanks for what is no code. Everything keeps
 * its place. */
#ifndef RUN_BARE_SOURCE_H
#define RUN_BARE_SOURCE_H

#include "base/arena.h"

struct bare_source {
    const char *text; /* without comments */
    const char *code; /* also without what is inside strings and character constants */
    size_t len;       /* of both; NUL follows */
};

/* In `a`. Newlines stay, also those in comments. */
void bare_source_read(struct str source, struct arena *a, struct bare_source *bare);

#endif
