#include "run/job.h"

/* A compile's key can't be told without the compiler; none is needed. */
static void find_compile(struct job_site *site, struct compile_job *job)
{
    if (frozen_get_compile(site->frozen, job->base, site->arena, &job->result))
        job->state = JOB_HIT;
}

void job_look_up_frozen(struct job_site *site, struct plan *plan)
{
    const struct frozen *frozen = site->frozen;
    for (size_t i = 0; i < plan->compile_count; i++)
        find_compile(site, plan->compiles[i]);
    for (size_t i = 0; i < plan->run_count; i++) {
        struct run_job *job = plan->runs[i];
        if (frozen_get_run(frozen, job->equal, site->arena, &job->result))
            job->state = JOB_HIT;
    }
    for (size_t i = 0; i < plan->trial_count; i++) {
        struct trial_job *job = plan->trials[i];
        if (frozen_get_trials(frozen, job->equal, site->arena, &job->result))
            job->state = JOB_HIT;
    }
    for (size_t i = 0; i < plan->time_count; i++) {
        struct time_job *job = plan->times[i];
        if (frozen_get_time(frozen, job->equal, site->arena, &job->result))
            job->state = JOB_HIT;
    }
    for (size_t i = 0; i < plan->trace_count; i++) {
        struct trace_job *job = plan->traces[i];
        if (frozen_get_trace(frozen, job->equal, site->arena, &job->result))
            job->state = JOB_HIT;
    }
}
