/* spans: from what a text looks like, one thing in another, to pieces side by side. */
#ifndef CODE_SPANS_H
#define CODE_SPANS_H

#include "code/findings.h"

/* A list of spans that grows in an arena. */
struct spans {
    struct arena *a;
    struct code_span *items;
    size_t count;
};

/* Add what is not empty and not plain, behind all that was added; neighbours of one class are one. */
void spans_add(struct spans *spans, uint32_t start, uint32_t end, enum code_class class);

/* Add what is painted: of two paints for the same byte the inner one counts. */
void spans_of_paint(struct spans *spans, const struct paint *paint, size_t count);

/* Cut newlines off both ends of each, and drop what held nothing else. */
void spans_trim(struct spans *spans, struct str text);

#endif
