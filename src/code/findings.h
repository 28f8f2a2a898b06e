/* findings: what the query of a grammar finds in a tree, as it comes: spans, functions and calls are
 * made of it. */
#ifndef CODE_FINDINGS_H
#define CODE_FINDINGS_H

#include "code/query.h"

/* A node that looks like something; what is inside it may look like something else. */
struct paint {
    uint32_t start, end;
    uint32_t pattern; /* of two for the same bytes the one with the higher number counts */
    enum code_class class;
};

struct definition {
    uint32_t start, end;
    struct str name; /* of the text, as it stands there */
};

/* What stands around definitions. */
struct outer {
    uint32_t start, end;
    struct str name; /* of a class or the like; empty: it only belongs to a definition */
};

/* Each in the order of the text, what is outside first; the own names in any. */
struct findings {
    struct paint *paint;
    size_t paint_count;
    struct definition *definitions;
    size_t definition_count;
    struct outer *outers;
    size_t outer_count;
    struct code_call *calls; /* by plain names; without their lines */
    size_t call_count;
    struct str *own; /* names that the text gives, also more than once */
    size_t own_count;
};

/* All lives in `a`, names excepted. */
struct findings findings_collect(TSNode root, const struct query *query, TSQueryCursor *cursor,
                                 struct str text, struct arena *a);

#endif
