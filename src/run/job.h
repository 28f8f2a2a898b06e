/* job: bring the jobs of a plan to their results: from the store, or by doing them. */
#ifndef RUN_JOB_H
#define RUN_JOB_H

#include <pthread.h>

#include "base/report.h"
#include "run/plan.h"

/* What the jobs of one build share. */
struct job_site {
    const struct workshop *shop;
    struct report *report;
    bool explain;        /* say why each job is done */
    struct arena *arena; /* of the results; under `lock` while threads work */
    pthread_mutex_t lock;
};

/* Take what the store has; in one thread, before anything is done. */
void job_look_up(struct job_site *site, struct plan *plan);

/* Whether the job is settled and its program was, or could be, made. */
bool job_compiled_well(const struct compile_job *job);

/* Do the job. Any thread, but each job only once, and a run after its compile. What can't be done is
 * JOB_FAILED. What is done is kept in the store at once. False: the store can't be written, or the
 * build was interrupted. */
bool job_compile(struct job_site *site, struct compile_job *job, struct err *err);
bool job_run(struct job_site *site, struct run_job *job, struct err *err);

#endif
