/* plan: which jobs bring the samples to their results. Equal jobs are one: the same program with the
 * same arguments is compiled once and run once, however often the course shows it. */
#ifndef RUN_PLAN_H
#define RUN_PLAN_H

#include "run/build_samples.h"
#include "run/tool.h"
#include "run/workshop.h"

enum job_state {
    JOB_OPEN,
    JOB_HIT,    /* the store had the result */
    JOB_DONE,   /* done in this build */
    JOB_FAILED, /* it could not be done; `failure` tells why */
};

struct compile_job {
    const struct sample *sample; /* the first that needs it */
    const char *base;            /* key_compile_base */
    const char *key;             /* key_compile; NULL until the headers are known */
    bool again;                  /* whatever the store has (--rerun) */
    bool wanted;                 /* otherwise it is only looked up */
    bool taken;                  /* it is somebody's task */
    enum job_state state;
    struct compile_result result; /* JOB_HIT, JOB_DONE */
    const char *failure;
};

struct run_job {
    const struct sample *sample;
    struct compile_job *compile; /* NULL: a script */
    const char *base;            /* key_run_base */
    const char *equal;           /* that, and the base of its compile */
    bool alone;                  /* it is run in the lane: it is the first of trials */
    bool is_check;               /* under a tool, which prints other numbers each time */
    bool again, wanted;
    enum job_state state; /* JOB_OPEN at the end: no program to run, or not wanted */
    bool differs; /* JOB_DONE again: it ended or printed otherwise than what the store had */
    struct run_result result;
    const char *failure;
};

/* Trials of a program, and timed runs of one. Their program, input and arguments are those of `run`,
 * which comes before them. */
struct trial_job {
    const struct sample *sample;
    struct run_job *run;
    const char *equal; /* what makes two of them one */
    bool again, wanted;
    enum job_state state;
    bool cut; /* JOB_DONE: by the budget of the lane; not kept, the next build tries again */
    struct trials_result result;
    const char *failure;
};

struct time_job {
    const struct sample *sample;
    struct run_job *run;
    const char *equal;
    bool again, wanted;
    enum job_state state;
    bool cut; /* as of trials */
    struct time_result result;
    const char *failure;
};

/* One recorded run. Which program, input and arguments, `run` says. */
struct trace_job {
    const struct sample *sample, *variant; /* run/trace.h */
    struct run_job *run;
    struct compile_job *compile; /* of the variant; NULL: a script */
    const char *equal;
    bool again, wanted;
    enum job_state state;
    struct trace_result result;
    const char *failure;
};

/* One tool's build and run of a sample; see run/check.h. */
struct check_plan {
    const struct sample *variant;
    enum check_tool tool;
    struct compile_job *compile; /* NULL: a script */
    struct run_job *run;
};

/* What one sample, or point of a sweep, needs; NULL: nothing of that kind. */
struct plan_entry {
    struct compile_job *compile;
    struct run_job *run;
    struct trial_job *trials;
    struct time_job *time;
    struct trace_job *trace;
    struct check_plan *checks;
    size_t check_count;
    const struct sample *assembly_variant;
    struct compile_job *assembly;
};

struct plan {
    struct plan_entry *entries; /* as the samples that were given */
    size_t entry_count;
    struct compile_job **compiles;
    size_t compile_count;
    struct run_job **runs;
    size_t run_count;
    struct trial_job **trials;
    size_t trial_count;
    struct time_job **times;
    size_t time_count;
    struct trace_job **traces;
    size_t trace_count;
};

/* Make the plan, in `a`. A sweep's points are among the samples instead of itself. Entries of `samples`
 * may be NULL: nothing is done for them, nor for samples without tool. The options say which jobs are
 * done. */
void plan_make(struct plan *plan, const struct sample *const *samples, size_t count,
               const struct tools *tools, const struct workshop *shop,
               const struct build_options *options, struct arena *a);

#endif
