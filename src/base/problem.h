/* problem: one thing that is wrong with the course, at its place. Problems are data: they are
 * collected while reading, judging and rendering, and printed by report in document order. */
#ifndef BASE_PROBLEM_H
#define BASE_PROBLEM_H

#include <stdarg.h>

#include "base/arena.h"
#include "base/err.h"

enum problem_severity { PROBLEM_ERROR, PROBLEM_WARNING };

struct problem {
    enum problem_severity severity;
    const char *file;   /* relative to the course, e.g. "content/03-races.md"; "" when unknown */
    int line, column;   /* 1-based; 0 when unknown */
    const char *sample; /* id, or NULL */
    const char *message;
    const char *diff; /* unified diff of expected and actual output, or NULL */
    struct problem *next;
};

/* A list in the order of adding; all zero is empty. Everything lives in the caller's arena. */
struct problems {
    struct problem *first, *last;
};

/* Append a problem to *list and return it, so that the caller may set `sample` or `diff`. */
struct problem *problem_add(struct problems *list, struct arena *a, enum problem_severity severity,
                            const char *file, int line, int column, const char *format, ...)
    __attribute__((format(printf, 7, 8)));
struct problem *problem_from_err(struct problems *list, struct arena *a, const struct err *err);
/* Move all of *from to the end of *list (no copy: both live in arenas that outlive the list). */
void problems_append(struct problems *list, struct problems *from);
/* Sort by file, line and column, otherwise in the order of adding; of equal problems one is kept. */
void problems_sort(struct problems *list);
size_t problems_count(const struct problems *list, enum problem_severity severity);

#endif
