/* failure: how drawloom learns of one: by a report, or, when nothing can be reported any more, by
 * stderr, which it reads. */
#ifndef LAUNCH_FAILURE_H
#define LAUNCH_FAILURE_H

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "run/launch_protocol.h"

/* The program could not be started. Always false. */
static inline bool failure(struct launch_report *report, enum launch_step step, int error)
{
    report->cause = LAUNCH_FAILED;
    report->step = step;
    report->error = error;
    return false;
}

/* Says what could not be done, and errno. Returns an exit status. */
static inline int failure_exit(const char *what)
{
    fprintf(stderr, "drawloom-launch: %s: %s\n", what, strerror(errno));
    return 1;
}

#endif
