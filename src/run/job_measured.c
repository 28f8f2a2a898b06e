#include <string.h>

#include "run/job_private.h"
#include "run/judge.h"
#include "run/key.h"

/* `key_of`: key_trials, key_time or key_trace. */
static const char *measured_key(const struct job_site *site, const struct run_job *run,
                                const struct sample *sample, key_measured *key_of, struct arena *a)
{
    struct buf text = BUF_INIT;
    key_of(job_run_key(run, a), sample, site->shop->machine, &text);
    const char *copy = arena_strndup(a, text.data, text.len);
    buf_release(&text);
    return copy;
}

static const char *trials_key(const struct job_site *site, const struct trial_job *job,
                              struct arena *a)
{
    return measured_key(site, job->run, job->sample, key_trials, a);
}

static const char *time_key(const struct job_site *site, const struct time_job *job,
                            struct arena *a)
{
    return measured_key(site, job->run, job->sample, key_time, a);
}

static const char *trace_key(const struct job_site *site, const struct trace_job *job,
                             struct arena *a)
{
    return measured_key(site, job->run, job->variant, key_trace, a);
}

static bool has_key(const struct run_job *run)
{
    return !run->compile || job_compiled_well(run->compile);
}

static void look_up_trials(struct job_site *site, struct trial_job *job)
{
    if (job->state == JOB_OPEN && !job->again && has_key(job->run) &&
        store_get_trials(site->shop->store, trials_key(site, job, site->arena), site->arena,
                         &job->result))
        job->state = JOB_HIT;
}

static void look_up_time(struct job_site *site, struct time_job *job)
{
    if (job->state == JOB_OPEN && !job->again && has_key(job->run) &&
        store_get_time(site->shop->store, time_key(site, job, site->arena), site->arena,
                       &job->result))
        job->state = JOB_HIT;
}

static void look_up_trace(struct job_site *site, struct trace_job *job)
{
    if (job->state == JOB_OPEN && !job->again && has_key(job->run) &&
        store_get_trace(site->shop->store, trace_key(site, job, site->arena), site->arena,
                        &job->result))
        job->state = JOB_HIT;
}

void job_look_up_measurements(struct job_site *site, struct plan *plan)
{
    for (size_t i = 0; i < plan->trial_count; i++)
        look_up_trials(site, plan->trials[i]);
    for (size_t i = 0; i < plan->time_count; i++)
        look_up_time(site, plan->times[i]);
    for (size_t i = 0; i < plan->trace_count; i++)
        look_up_trace(site, plan->traces[i]);
}

static struct trials_result copy_trials(const struct trials_result *result, struct arena *a)
{
    struct trials_result copy = *result;
    copy.outcomes = ARENA_ARRAY(a, result->outcome_count, struct outcome);
    for (size_t i = 0; i < result->outcome_count; i++) {
        copy.outcomes[i] = result->outcomes[i];
        copy.outcomes[i].out = arena_str(a, result->outcomes[i].out);
        copy.outcomes[i].err = arena_str(a, result->outcomes[i].err);
    }
    copy.measured_at = arena_strdup(a, result->measured_at);
    copy.machine_id = arena_strdup(a, result->machine_id);
    return copy;
}

static double *copy_numbers(const double *x, size_t n, struct arena *a)
{
    double *copy = ARENA_ARRAY(a, n, double);
    if (n > 0)
        memcpy(copy, x, n * sizeof *x);
    return copy;
}

static const char *copy_text(const char *text, struct arena *a)
{
    return text ? arena_strdup(a, text) : NULL;
}

static struct time_result copy_time(const struct time_result *result, struct arena *a)
{
    struct time_result copy = *result;
    copy.wall_s = copy_numbers(result->wall_s, result->reps, a);
    copy.cpu_s = copy_numbers(result->cpu_s, result->reps, a);
    copy.noisy_why = copy_text(result->noisy_why, a);
    copy.measured_at = arena_strdup(a, result->measured_at);
    copy.machine_id = arena_strdup(a, result->machine_id);
    if (result->failed) {
        copy.failed = ARENA_NEW(a, struct run_result);
        *copy.failed = job_copy_run(result->failed, a);
    }
    return copy;
}

static struct trace_result copy_trace(const struct trace_result *result, struct arena *a)
{
    struct trace_result copy = *result;
    copy.model = arena_str(a, result->model);
    copy.deadlock = copy_text(result->deadlock, a);
    copy.why = copy_text(result->why, a);
    copy.noisy_why = copy_text(result->noisy_why, a);
    copy.measured_at = arena_strdup(a, result->measured_at);
    copy.machine_id = arena_strdup(a, result->machine_id);
    return copy;
}

bool job_settle_trials(struct job_site *site, struct trial_job *job,
                       const struct trials_result *result, struct err *err)
{
    struct arena a = {0};
    const char *key = trials_key(site, job, &a);
    job_explain(site, STORE_TRIALS, job->sample, key, job->again);
    bool ok = job->cut || store_put_trials(site->shop->store, key, job->sample->id, result, err);
    arena_release(&a);
    pthread_mutex_lock(&site->lock);
    job->result = copy_trials(result, site->arena);
    job->state = JOB_DONE;
    pthread_mutex_unlock(&site->lock);
    return ok;
}

/* A run that went wrong may go well the next time: that is tried again in every build. */
bool job_settle_time(struct job_site *site, struct time_job *job, const struct time_result *result,
                     struct err *err)
{
    struct arena a = {0};
    const char *key = time_key(site, job, &a);
    job_explain(site, STORE_TIME, job->sample, key, job->again);
    bool ok = result->status == TIME_FAILED || job->cut ||
              store_put_time(site->shop->store, key, job->sample->id, result, err);
    arena_release(&a);
    pthread_mutex_lock(&site->lock);
    job->result = copy_time(result, site->arena);
    job->state = JOB_DONE;
    pthread_mutex_unlock(&site->lock);
    return ok;
}

/* What went wrong, or could not be recorded, may go well the next time. */
bool job_settle_trace(struct job_site *site, struct trace_job *job,
                      const struct trace_result *result, struct err *err)
{
    struct arena a = {0};
    const struct run_result ended = {.end = result->end, .code = result->code};
    const char *key = trace_key(site, job, &a);
    job_explain(site, STORE_TRACE, job->sample, key, job->again);
    bool ok = result->why || !judge_is_expected_end(job->sample, &ended) ||
              store_put_trace(site->shop->store, key, job->sample->id, result, err);
    arena_release(&a);
    pthread_mutex_lock(&site->lock);
    job->result = copy_trace(result, site->arena);
    job->state = JOB_DONE;
    pthread_mutex_unlock(&site->lock);
    return ok;
}
