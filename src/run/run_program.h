/* run_program: run one sample, in a box of its own. */
#ifndef RUN_RUN_PROGRAM_H
#define RUN_RUN_PROGRAM_H

#include "run/workshop.h"

/* What each of its file systems may hold. */
enum { RUN_FILE_BYTES = 64 << 20, RUN_INODES = 4096 };

/* Run the compiled program at `program` (absolute; NULL: the sample is a script) as the sample says.
 * Its result lives in `a`. A program that fails is a result; false: it could not be started, or the
 * build was interrupted. */
bool run_program(const struct workshop *shop, const struct sample *sample, const char *program,
                 struct arena *a, struct run_result *result, struct err *err);

/* A sample's program in an open box, ready to be run many times. One thread at a time. */
struct runner;

/* What the machine did to a run, beside the program itself. */
struct run_strain {
    uint64_t involuntary_switches; /* of all its processes and threads that were waited for */
    double delay_s;                /* how long its first thread was ready but had no CPU */
};

/* As run_program, in two steps. `strain`: NULL unless the run is timed; then its limits are watched
 * less closely, so it must have kept them before. The runner must be closed; NULL is accepted. */
bool runner_open(const struct workshop *shop, const struct sample *sample, const char *program,
                 struct runner **runner, struct err *err);
bool runner_run(struct runner *runner, struct arena *a, struct run_result *result,
                struct run_strain *strain, struct err *err);
/* As runner_run, of a program that is recorded and watched. *begin_ns: when it was executed, by
 * CLOCK_MONOTONIC. */
bool runner_trace(struct runner *runner, const struct launch_trace *trace, struct arena *a,
                  struct run_result *result, int64_t *begin_ns, struct err *err);
void runner_close(struct runner *runner);

#endif
