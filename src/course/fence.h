/* fence: what stands behind the back-ticks that open a fenced block: `WORD` or `WORD {…}` with
 * Pandoc's #id, .class and key=value. A value is bare (up to a blank or a closing brace, which that of
 * "{name}" is not) or "…", in which \" and \\ are the only escapes. It is read from the source line:
 * cmark undoes escapes and entities. */
#ifndef COURSE_FENCE_H
#define COURSE_FENCE_H

#include "base/arena.h"
#include "base/err.h"

enum fence_item_kind { FENCE_ID, FENCE_CLASS, FENCE_VALUE };

struct fence_item {
    enum fence_item_kind kind;
    const char *name;  /* without "#" or "."; of a value its key */
    const char *value; /* FENCE_VALUE only */
    int column;        /* 1-based, in the info string */
};

struct fence {
    struct str word; /* the first word; empty when there is none */
    bool has_braces;
    bool has_more_words; /* there is something else behind the word than {…} */
    struct fence_item *items;
    size_t item_count;
};

/* Read an info string. Errors, with err->column in it: `{` without `}`, a quote without its end,
 * text behind the `}`, a lone `#`, `.` or word; items before it are kept. */
bool fence_read(struct str info, struct arena *a, struct fence *fence, struct err *err);

/* The first item of that kind and name (NULL: any), or NULL. */
const struct fence_item *fence_find(const struct fence *fence, enum fence_item_kind kind,
                                    const char *name);

/* "#x", ".class" or "key", as messages name an item. */
const char *fence_item_label(const struct fence_item *item, struct arena *a);

#endif
