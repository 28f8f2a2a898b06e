/* trace: run one sample under the recorder and derive its timeline. The recorder comes into a program
 * by LD_PRELOAD, or, where that can't work because it is linked statically, is linked in with --wrap. A
 * traced run is a build and a run of its own: its output is nobody's. */
#ifndef RUN_TRACE_H
#define RUN_TRACE_H

#include "run/workshop.h"

/* The recorder as files that samples are given. */
struct recorder {
    struct source_file preload; /* a shared library */
    struct source_file object;  /* to be linked in */
    const char *variable;       /* "LD_PRELOAD=…", where the program finds the library */
};

/* Read them from beside drawloom-launch. Errors: not there. */
bool recorder_load(const struct workshop *shop, struct arena *a, struct recorder *recorder,
                   struct err *err);

/* The sample as it is built and run under the recorder; in `a`. */
struct sample *trace_variant(const struct sample *sample, const struct recorder *recorder,
                             struct arena *a);

/* Run the variant, whose program is at `program` (absolute; NULL: a script), and make of it what there
 * is to be known. The result lives in `a`. A program that fails is a result, and so is one that could
 * not be recorded. False: it could not be started, or the build was interrupted. */
bool trace_run(const struct workshop *shop, const struct sample *variant, const char *program,
               struct arena *a, struct trace_result *result, struct err *err);

#endif
