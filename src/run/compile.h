/* compile: compile one sample, in a box. */
#ifndef RUN_COMPILE_H
#define RUN_COMPILE_H

#include "run/workshop.h"

struct compilation {
    const char *dir; /* a working folder for what the box gives out; not the compiler's */
    struct compile_result result;
    struct words depends; /* files that were read besides the sources, as the compiler names them,
                           * and those that would be read instead if they were there */
    const char *program;  /* absolute path of the program that was made; NULL: none */
};

/* The folders in which the sample's headers are looked for. */
struct words compile_includes(const struct workshop *shop, const struct sample *sample,
                              struct arena *a);

/* Compile; a compiler that fails is a result. Everything lives in `a`. False: it could not be
 * started, or the build was interrupted. Call compile_leave in any case. */
bool compile_sample(const struct workshop *shop, const struct sample *sample, struct arena *a,
                    struct compilation *c, struct err *err);
void compile_leave(struct compilation *c);

#endif
