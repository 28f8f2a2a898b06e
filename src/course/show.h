/* show: the parts of a program that show= or mark= picks: lines ("10-24", "3 7-9"), regions
 * ("@worker") and functions ("main worker").
 *
 * A region lies between two marks: lines that hold nothing but a comment with its name in brackets,
 * such as `// [worker]` or `# [worker]`. No line of a part is a mark. A function comes with the
 * comment directly above it; a name that several have, as in C++, means all of them, and that of a
 * class may be left out. */
#ifndef COURSE_SHOW_H
#define COURSE_SHOW_H

#include "code/code.h"
#include "course/sample.h"

struct show_program {
    struct str text;
    const struct code_grammar *grammar; /* NULL: there is none, so functions are not found */
    const char *language;               /* for people: "Fortran" */
    struct code_reader *reader;         /* may be NULL when there is no grammar */
};

/* Read `value` into ranges of the program's lines, ascending and apart. Errors: a line that is not
 * there, an unknown region or function (with the nearest), a region without end, another form, parts out
 * of order. */
bool show_read(const char *value, const struct show_program *program, struct arena *a,
               struct line_range **ranges, size_t *count, struct err *err);

#endif
