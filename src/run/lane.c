/* How a sample is timed, and why so. The figures behind this were measured before it was built.
 *
 * Alone. A program whose threads, with all else that runs, are more than the cores, takes up to five
 * times as long, and a race on one core is none. So nothing is tried or timed before all has been
 * compiled and run that need not be; then one program runs at a time. Only those that sleep nearly all
 * the time, which the warm-up shows, are run side by side.
 *
 * In one box. Opening a sandbox costs as much as a short program; a further run in an open one costs
 * nearly nothing, and leaves nothing behind. So each sample has a box that stays open.
 *
 * In turns. A machine drifts: for some seconds everything is two or five per cent slower. Ten runs in a
 * row agree with each other and not with those of a minute later; the interval computed from them
 * missed the true median in half of all cases. So in each round each sample is run once, and its runs
 * lie as far apart as the others' take. What a first run finds cold (caches, the disk) is not what
 * is asked for: a warm-up each comes before, and does not count.
 *
 * As often as it takes. Ten runs; six, the fewest that give an interval, when one takes over a second;
 * up to twenty when they lie far apart. A run that something else disturbed (disturbance.c says how that
 * is known) is discarded and repeated, up to three times as many runs in all; if they still don't
 * suffice, disturbed ones are kept and the result says so. Under 5 ms, starting the program is most of
 * what is seen: no time is given.
 *
 * With an honest interval. The runs of one build are a minute apart at most, and agree better with each
 * other than with those of the next build: on a quiet machine medians move by up to two per cent, which
 * no statistics of these runs can tell. So the interval is wider by that than their order statistics,
 * and so are the replicates from which ratios are judged (timing.h); `make truth` shows whether it holds.
 *
 * In bounded time. The lane has a budget. No trials take more than half of what is left of it, so that
 * something remains for the others, and samples that are timed together get their share by number.
 * When it is spent, each sample still gets the one run without which there is no result; what was cut
 * short says so, and the next build, which finds all others in the store, does it again. */
#include <time.h>

#include "base/clock.h"
#include "run/judge.h"
#include "run/lane_private.h"
#include "run/load.h"
#include "run/run_program.h"
#include "run/trials.h"

enum { TELL_EVERY_MS = 200 };

bool lane_may_tell(struct lane *lane)
{
    int64_t now = clock_ns();
    if (lane->told_ns && now - lane->told_ns < TELL_EVERY_MS * CLOCK_NS_PER_MS)
        return false;
    lane->told_ns = now;
    return true;
}

bool lane_goes_on(const struct lane *lane, struct err *err)
{
    return !launcher_is_stopped(lane->site->shop->sandbox->launcher) || err_set(err, "interrupted");
}

/* --- first runs --- */

static bool is_first(const struct run_job *job)
{
    return job->alone && job->wanted && job->state == JOB_OPEN;
}

static bool do_first_runs(struct lane *lane, struct err *err)
{
    const struct plan *plan = lane->plan;
    for (size_t i = 0; i < plan->run_count; i++) {
        struct run_job *job = plan->runs[i];
        if (is_first(job) && !(lane_goes_on(lane, err) && job_run(lane->site, job, err)))
            return false;
    }
    return true;
}

/* --- trials --- */

/* Not a program whose first run went wrong: that it did is reported, and is enough. */
static bool is_to_be_tried(const struct trial_job *job)
{
    return job->wanted && job->state == JOB_OPEN && job_ran_well(job->run) &&
           judge_is_expected_end(job->sample, &job->run->result);
}

static void tell_trials(struct lane *lane, const struct trial_job *job, const struct trials *trials)
{
    if (lane_may_tell(lane))
        report_progress(
            lane->site->report, "trying: %s, %zu of %s%zu", job->sample->id, trials_runs(trials),
            job->sample->trials == SAMPLE_TRIALS_AUTO ? "at most " : "", trials_most(trials));
}

/* Run until it is enough, or the deadline has passed; at least once. */
static bool try_often(struct lane *lane, struct trial_job *job, struct runner *runner,
                      struct trials *trials, enum trials_stop *stop, struct err *err)
{
    int64_t begin = clock_ns(), left = lane->deadline_ns - begin;
    int64_t deadline = begin + (left > 0 ? left / 2 : 0);
    for (;;) {
        struct arena a = {0};
        struct run_result run;
        bool ok = runner_run(runner, &a, &run, NULL, err) && lane_goes_on(lane, err);
        if (ok)
            trials_add(trials, &run);
        arena_release(&a);
        if (!ok)
            return false;
        int64_t now = clock_ns();
        if (trials_are_enough(trials, (now - begin) / CLOCK_NS_PER_MS, stop))
            return true;
        *stop = TRIALS_TIME;
        job->cut = now >= deadline;
        if (job->cut)
            return true;
        tell_trials(lane, job, trials);
    }
}

static bool settle_trials(struct lane *lane, struct trial_job *job, const struct trials *trials,
                          enum trials_stop stop, struct arena *a, struct err *err)
{
    struct trials_result result = {
        .stop = stop, .measured_at = workshop_now(a), .machine_id = lane->site->shop->machine->id};
    trials_tell(trials, a, &result);
    return job_settle_trials(lane->site, job, &result, err);
}

static bool do_trials_of(struct lane *lane, struct trial_job *job, struct err *err)
{
    struct job_site *site = lane->site;
    struct arena a = {0};
    struct runner *runner = NULL;
    struct trials *trials = trials_new(job->sample->trials);
    enum trials_stop stop;
    bool done = runner_open(site->shop, job->sample, job_program(site, job->run->compile, &a),
                            &runner, err) &&
                try_often(lane, job, runner, trials, &stop, err);
    bool ok = done ? settle_trials(lane, job, trials, stop, &a, err)
                   : job_fail(site, &job->state, &job->failure, err);
    runner_close(runner);
    trials_free(trials);
    arena_release(&a);
    return ok;
}

static bool do_trials(struct lane *lane, struct err *err)
{
    const struct plan *plan = lane->plan;
    for (size_t i = 0; i < plan->trial_count; i++)
        if (is_to_be_tried(plan->trials[i]) && !do_trials_of(lane, plan->trials[i], err))
            return false;
    return true;
}

/* --- all --- */

static bool has_work(const struct plan *plan)
{
    bool has = lane_count_times(plan) > 0;
    for (size_t i = 0; i < plan->run_count; i++)
        has = has || is_first(plan->runs[i]);
    for (size_t i = 0; i < plan->trial_count; i++)
        has = has || is_to_be_tried(plan->trials[i]);
    for (size_t i = 0; i < plan->trace_count; i++)
        has = has || lane_wants_trace(plan->traces[i]);
    return has;
}

/* The kernel is still clearing away what was compiled and run before; and who else is busy may be so
 * for a moment only. */
static void wait_for_quiet(void)
{
    enum { LOOKS = 10, LOOK_NS = 100000000 };
    const double quiet_s = 0.02; /* of CPU time, between two looks */
    struct load before, now;
    load_read(&before);
    for (int i = 0; i < LOOKS; i++, before = now) {
        nanosleep(&(struct timespec){.tv_nsec = LOOK_NS}, NULL);
        load_read(&now);
        if (now.busy_s - before.busy_s <= quiet_s)
            return;
    }
}

bool lane_do(struct job_site *site, struct plan *plan, int budget_ms, struct err *err)
{
    struct lane lane = {.site = site, .plan = plan};
    if (!has_work(plan))
        return true;
    wait_for_quiet();
    lane.deadline_ns = clock_ns() + budget_ms * CLOCK_NS_PER_MS;
    return do_first_runs(&lane, err) && lane_do_traces(&lane, err) && do_trials(&lane, err) &&
           lane_do_times(&lane, err);
}
