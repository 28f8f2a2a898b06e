/* job_private: what job.c (compiles and runs) and job_measured.c share. */
#ifndef RUN_JOB_PRIVATE_H
#define RUN_JOB_PRIVATE_H

#include "run/job.h"

/* The key text of a run whose compile, if it has one, is settled; in `a`. */
const char *job_run_key(const struct run_job *job, struct arena *a);

/* With --explain: tell why the job with this key text was done. */
void job_explain(struct job_site *site, enum store_kind kind, const struct sample *sample,
                 const char *key, bool again);

/* A copy with all that it points to. */
struct run_result job_copy_run(const struct run_result *result, struct arena *a);

#endif
