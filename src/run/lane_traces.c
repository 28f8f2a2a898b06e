/* Recorded runs: one of each sample, first of all that is in the lane, since they are few. */
#include "run/judge.h"
#include "run/lane_private.h"
#include "run/trace.h"

/* Not of a program whose plain run went wrong: that it did is reported, and is enough. */
bool lane_wants_trace(const struct trace_job *job)
{
    return job->wanted && job->state == JOB_OPEN && job_can_trace(job) &&
           judge_is_expected_end(job->sample, &job->run->result);
}

static bool do_trace(struct lane *lane, struct trace_job *job, struct err *err)
{
    struct job_site *site = lane->site;
    struct arena a = {0};
    struct trace_result result;
    if (lane_may_tell(lane))
        report_progress(site->report, "recording: %s", job->sample->id);
    bool ok = trace_run(site->shop, job->variant, job_program(site, job->compile, &a), &a, &result,
                        err) &&
                      lane_goes_on(lane, err)
                  ? job_settle_trace(site, job, &result, err)
                  : job_fail(site, &job->state, &job->failure, err);
    arena_release(&a);
    return ok;
}

bool lane_do_traces(struct lane *lane, struct err *err)
{
    const struct plan *plan = lane->plan;
    for (size_t i = 0; i < plan->trace_count; i++)
        if (lane_wants_trace(plan->traces[i]) && !do_trace(lane, plan->traces[i], err))
            return false;
    return true;
}
