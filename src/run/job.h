/* job: bring the jobs of a plan to their results: from the store, or by doing them. */
#ifndef RUN_JOB_H
#define RUN_JOB_H

#include <pthread.h>

#include "base/report.h"
#include "run/frozen.h"
#include "run/plan.h"

/* What the jobs of one build share. */
struct job_site {
    const struct workshop *shop;
    const struct frozen *frozen; /* where results come from, and nothing is done; NULL: the store */
    struct report *report;
    bool explain;        /* say why each job is done */
    struct arena *arena; /* of the results; under `lock` while threads work */
    pthread_mutex_t lock;
};

/* Take what the store has; in one thread, before anything is done. */
void job_look_up(struct job_site *site, struct plan *plan);
/* The same from site->frozen; nothing is done afterwards. */
void job_look_up_frozen(struct job_site *site, struct plan *plan);

/* Whether there is a result, new or from the store. */
bool job_is_settled(enum job_state state);

/* Whether the job is settled and its program was, or could be, made. */
bool job_compiled_well(const struct compile_job *job);

/* Do the job. Any thread, but each job only once, and a run after its compile. What can't be done is
 * JOB_FAILED. What is done is kept in the store at once. False: the store can't be written, or the
 * build was interrupted. */
bool job_compile(struct job_site *site, struct compile_job *job, struct err *err);
bool job_run(struct job_site *site, struct run_job *job, struct err *err);

/* Whether trials or timed runs of this run can be made: it is settled, and so is its program. */
bool job_ran_well(const struct run_job *job);
/* The path of the program that was compiled, in `a`; NULL for NULL, of a script. */
const char *job_program(const struct job_site *site, const struct compile_job *compile,
                        struct arena *a);

/* Look again in the store for measurements that are open, now that the keys of their runs are known. */
void job_look_up_measurements(struct job_site *site, struct plan *plan);

/* Whether the recorded run can be made: the plain one is settled, and so are both programs. */
bool job_can_trace(const struct trace_job *job);

/* Take over what was measured: tell why it was done, keep it in the store, and copy it to the arena of
 * the site. False: the store can't be written. */
bool job_settle_trials(struct job_site *site, struct trial_job *job,
                       const struct trials_result *result, struct err *err);
bool job_settle_time(struct job_site *site, struct time_job *job, const struct time_result *result,
                     struct err *err);

bool job_settle_trace(struct job_site *site, struct trace_job *job,
                      const struct trace_result *result, struct err *err);

/* The job whose state and failure these are could not be done, and *err says why: true, because others
 * may still be, unless the build shall stop or has no disk to write to. */
bool job_fail(struct job_site *site, enum job_state *state, const char **failure, struct err *err);

#endif
