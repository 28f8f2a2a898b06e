/* show: the parts of a program that show= or mark= picks: lines ("10-24", "3 7-9") and regions
 * ("@worker").
 *
 * A region lies between two marks: lines that hold nothing but a comment with its name in brackets,
 * such as `// [worker]` or `# [worker]`. No line of a part is a mark. */
#ifndef COURSE_SHOW_H
#define COURSE_SHOW_H

#include "course/sample.h"

/* Read `value` into ranges of `source`'s lines, ascending and apart. Errors: a line that is not
 * there, an unknown region (with the nearest) or one without end, another form, parts out of order,
 * functions by name (which this version does not find). */
bool show_read(const char *value, struct str source, struct arena *a, struct line_range **ranges,
               size_t *count, struct err *err);

#endif
