/* expect: whether a program printed what an ```output block says. White space at line ends does not
 * count, nor does a newline at the end. */
#ifndef RUN_EXPECT_H
#define RUN_EXPECT_H

#include "course/sample.h"

struct expect_outcome {
    bool matched;
    const char *diff; /* unified, from expected to actual, in which whatever a "..." or a regular
                       * expression covers counts as equal; NULL when matched */
};

/* Compare. Everything lives in `a`. Errors, at the line of the block: a regular expression that is
 * wrong or takes too long (regex.h). */
bool expect_compare(const struct expected *expected, struct str actual, struct arena *a,
                    struct expect_outcome *outcome, struct err *err);

#endif
