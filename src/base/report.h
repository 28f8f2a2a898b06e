/* report: everything that a person reads on the terminal goes through here. Problems come sorted by
 * file, line and column, each once; progress is one live line on a terminal and nothing in a pipe.
 * Any thread may call any function. Colour only on a terminal, and never when NO_COLOR is set and not
 * empty. Control characters in messages and source lines are made visible. */
#ifndef BASE_REPORT_H
#define BASE_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/problem.h"

struct report;

/* A report that prints to `out` (stderr, usually). `root` is the course's folder, from which
 * problem files are read to show the line; it must outlive the report. */
struct report *report_new(FILE *out, const char *root);
void report_free(struct report *r);

/* The live line: "compiling and running: 12 of 60, 2 running, 40 hits". Cleared by everything else
 * that prints. */
void report_progress(struct report *r, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* One line for the person, e.g. the summary at the end. */
void report_say(struct report *r, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Print every problem as "file:line:column: sample "id": message", the source line with a caret
 * below it, and the diff; a warning has "warning: " before its message. The list is sorted first
 * (problems_sort). */
void report_problems(struct report *r, struct problems *list);

#endif
