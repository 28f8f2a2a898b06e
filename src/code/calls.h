/* calls: the functions that a text calls and does not define. */
#ifndef CODE_CALLS_H
#define CODE_CALLS_H

#include "code/findings.h"
#include "code/rows.h"

/* Fill calls and call_count, in `a`. Sorts the own names. */
void calls_read(struct findings *found, struct str text, const struct rows *rows, struct arena *a,
                struct code *code);

#endif
