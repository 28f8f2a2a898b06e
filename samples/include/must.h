/* must: end the program with a message when a call that returns an error number fails. */
#ifndef MUST_H
#define MUST_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define must(call) must_be_zero((call), #call)

static inline void must_be_zero(int error, const char *call)
{
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", call, strerror(error));
        exit(EXIT_FAILURE);
    }
}

#endif
