/* check_tool: what check_variant.c and check_read.c must agree on. */
#ifndef RUN_CHECK_TOOL_H
#define RUN_CHECK_TOOL_H

#include "course/sample.h"

/* "-fsanitize=thread"; NULL for Valgrind's tools. */
const char *check_tool_sanitizer(enum check_tool tool);

/* The exit code by which the tool says that it found something: none that the sample must have. */
int check_tool_exit(const struct sample *sample);

/* What was found when the tool said so, but not in words that are understood. */
#define CHECK_UNNAMED "a problem"

#endif
