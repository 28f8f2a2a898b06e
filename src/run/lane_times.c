/* The rounds of lane.c's essay. */
#include <stdlib.h>
#include <sys/resource.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/pool.h"
#include "run/bystanders.h"
#include "run/judge.h"
#include "run/lane_private.h"
#include "run/run_program.h"
#include "run/timing.h"

/* A box is four processes. The more take turns, the further apart lie the runs of each. */
enum { OPEN_BOXES = 64, BOX_DESCRIPTORS = 6, OTHER_DESCRIPTORS = 64 };
#define SLEEPS 0.2 /* CPU time over wall time: below, it may share the lane */

enum timed_state {
    TIMED_OPEN,
    TIMED_WRONG, /* a run ended otherwise than it must */
    TIMED_LOST,  /* a run could not be made; err tells why */
    TIMED_OVER,  /* its job is settled */
};

/* One sample that is being timed. */
struct timed {
    struct lane *lane;
    struct time_job *job;
    struct runner *runner;
    struct timing timing;
    struct timing_run last;  /* the run just made */
    struct run_result wrong; /* TIMED_WRONG; in `arena` */
    struct arena arena;
    struct err err;
    enum timed_state state;
    int warmups; /* made */
    size_t runs; /* made, with warm-ups */
    bool sleeps;
};

/* Samples whose runs take turns. */
struct batch {
    struct lane *lane;
    struct timed *items;
    size_t count, most;
    int64_t deadline_ns;
    struct bystanders bystanders;
    struct timed **together; /* of one round, side by side */
};

/* --- one run --- */

static void take_run(struct timed *t, const struct run_result *run, const struct run_strain *strain)
{
    double cpu_s = run->user_s + run->sys_s;
    t->last = (struct timing_run){.wall_s = run->wall_s,
                                  .cpu_s = cpu_s,
                                  .delay_s = strain->delay_s,
                                  .switches = strain->involuntary_switches};
    if (t->runs++ == 0)
        t->sleeps = cpu_s < SLEEPS * run->wall_s;
}

/* Any thread; touches nothing but t. */
static void run_once(struct timed *t)
{
    struct arena a = {0};
    struct run_result run;
    struct run_strain strain;
    if (!runner_run(t->runner, &a, &run, &strain, &t->err)) {
        t->state = TIMED_LOST;
        t->last = (struct timing_run){0};
    } else {
        take_run(t, &run, &strain);
        if (!judge_is_expected_end(t->job->sample, &run)) {
            t->state = TIMED_WRONG;
            t->wrong = run;
            t->arena = a;
            return;
        }
    }
    arena_release(&a);
}

static void run_one_of(void *ctx, size_t i)
{
    run_once(((struct timed **)ctx)[i]);
}

/* Run them at the same time and find out what happened beside them. False: the build shall stop. */
static bool run_together(struct batch *b, struct timed **items, size_t count, struct err *err)
{
    double wall_s = 0, cpu_s = 0, foreign, stolen;
    pool_each(count, b->lane->site->shop->machine->usable_cores, run_one_of, items);
    for (size_t i = 0; i < count; i++) {
        wall_s += items[i]->last.wall_s;
        cpu_s += items[i]->last.cpu_s;
    }
    bystanders_look(&b->bystanders, count, wall_s, cpu_s, &foreign, &stolen);
    for (size_t i = 0; i < count; i++) {
        items[i]->last.foreign = foreign;
        items[i]->last.stolen = stolen;
    }
    return lane_goes_on(b->lane, err);
}

/* --- rounds --- */

static bool is_over(const struct batch *b)
{
    return clock_ns() >= b->deadline_ns;
}

static bool wants_run(const struct batch *b, const struct timed *t)
{
    if (t->state != TIMED_OPEN)
        return false;
    return t->timing.count == 0 || (timing_wants_more(&t->timing) && !is_over(b));
}

static bool warm_up(struct batch *b, struct err *err)
{
    for (size_t i = 0; i < b->count; i++) {
        struct timed *t = &b->items[i];
        while (t->state == TIMED_OPEN && t->warmups < t->job->sample->warmup && !is_over(b)) {
            if (!run_together(b, &t, 1, err))
                return false;
            t->warmups++;
        }
    }
    return true;
}

static void keep_run(struct timed *t)
{
    if (t->state == TIMED_OPEN)
        timing_add(&t->timing, &t->last);
}

/* One run of each that wants one: first those that need the machine to themselves. */
static bool do_round(struct batch *b, struct err *err)
{
    size_t sleepers = 0;
    for (size_t i = 0; i < b->count; i++) {
        struct timed *t = &b->items[i];
        if (!wants_run(b, t))
            continue;
        if (t->sleeps) {
            b->together[sleepers++] = t;
        } else {
            if (!run_together(b, &t, 1, err))
                return false;
            keep_run(t);
        }
    }
    if (sleepers > 0 && !run_together(b, b->together, sleepers, err))
        return false;
    for (size_t i = 0; i < sleepers; i++)
        keep_run(b->together[i]);
    return true;
}

static void tell_round(const struct batch *b, size_t round, size_t left)
{
    size_t rounds = 0;
    for (size_t i = 0; i < b->count; i++) {
        size_t goal = timing_goal(&b->items[i].timing);
        rounds = b->items[i].state == TIMED_OPEN && goal > rounds ? goal : rounds;
    }
    if (lane_may_tell(b->lane))
        report_progress(b->lane->site->report, "timing: round %zu of %zu, %zu of %zu programs",
                        round, rounds > round ? rounds : round, left, b->count);
}

/* --- results --- */

static bool settle_times(struct timed *t, struct err *err)
{
    struct arena a = {0};
    struct time_result result = {.warmup = t->warmups,
                                 .measured_at = workshop_now(&a),
                                 .machine_id = t->lane->site->shop->machine->id};
    if (t->state == TIMED_WRONG) {
        result.status = TIME_FAILED;
        result.failed = &t->wrong;
    } else {
        timing_tell(&t->timing, &a, &result);
        t->job->cut = timing_wants_more(&t->timing);
    }
    bool ok = job_settle_time(t->lane->site, t->job, &result, err);
    arena_release(&a);
    return ok;
}

static void close_one(struct timed *t)
{
    runner_close(t->runner);
    t->runner = NULL;
    timing_release(&t->timing);
    arena_release(&t->arena);
    t->state = TIMED_OVER;
}

/* Settle what is finished, and count the others. What is finished is stored at once. */
static bool settle_finished(struct batch *b, size_t *left, struct err *err)
{
    *left = 0;
    for (size_t i = 0; i < b->count; i++) {
        struct timed *t = &b->items[i];
        if (t->state == TIMED_OVER)
            continue;
        if (wants_run(b, t)) {
            ++*left;
            continue;
        }
        bool ok = t->state == TIMED_LOST
                      ? job_fail(t->lane->site, &t->job->state, &t->job->failure, &t->err)
                      : settle_times(t, &t->err);
        if (!ok) {
            *err = t->err;
            return false;
        }
        close_one(t);
    }
    return true;
}

/* --- batches --- */

static void open_one(struct timed *t)
{
    struct job_site *site = t->lane->site;
    struct arena a = {0};
    const char *program = job_program(site, t->job->run->compile, &a);
    if (!runner_open(site->shop, t->job->sample, program, &t->runner, &t->err))
        t->state = TIMED_LOST;
    arena_release(&a);
}

static bool do_batch(struct batch *b, struct err *err)
{
    for (size_t i = 0; i < b->count; i++)
        open_one(&b->items[i]);
    bystanders_begin(&b->bystanders);
    size_t left = b->count;
    bool ok = warm_up(b, err) && settle_finished(b, &left, err);
    for (size_t round = 1; ok && left > 0; round++) {
        tell_round(b, round, left);
        ok = do_round(b, err) && settle_finished(b, &left, err);
    }
    for (size_t i = 0; i < b->count; i++)
        close_one(&b->items[i]);
    return ok;
}

/* A program whose run went wrong is not timed: that it did is reported, and is enough. */
static bool is_to_be_timed(const struct time_job *job)
{
    return job->wanted && job->state == JOB_OPEN && job_ran_well(job->run) &&
           judge_is_expected_end(job->sample, &job->run->result);
}

/* As many as may be open at once; at least one, whatever comes of it. */
static size_t most_boxes(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
        return OPEN_BOXES;
    rlim_t room = limit.rlim_cur > OTHER_DESCRIPTORS ? limit.rlim_cur - OTHER_DESCRIPTORS : 0;
    rlim_t boxes = room / BOX_DESCRIPTORS;
    return boxes < 1 ? 1 : boxes > OPEN_BOXES ? OPEN_BOXES : (size_t)boxes;
}

/* The next jobs that are to be timed, from *next on. */
static size_t fill(struct batch *b, size_t *next)
{
    const struct plan *plan = b->lane->plan;
    b->count = 0;
    for (; *next < plan->time_count && b->count < b->most; ++*next) {
        struct time_job *job = plan->times[*next];
        if (is_to_be_timed(job))
            b->items[b->count++] = (struct timed){
                .lane = b->lane,
                .job = job,
                .timing = {.reps = job->sample->reps, .machine = b->lane->site->shop->machine},
            };
    }
    return b->count;
}

size_t lane_count_times(const struct plan *plan)
{
    size_t count = 0;
    for (size_t i = 0; i < plan->time_count; i++)
        count += is_to_be_timed(plan->times[i]);
    return count;
}

bool lane_do_times(struct lane *lane, struct err *err)
{
    struct batch b = {.lane = lane,
                      .most = most_boxes(),
                      .items = xcalloc(OPEN_BOXES, sizeof *b.items),
                      .together = xcalloc(OPEN_BOXES, sizeof *b.together)};
    size_t left = lane_count_times(lane->plan), next = 0;
    bool ok = true;
    while (ok && fill(&b, &next) > 0) {
        int64_t now = clock_ns();
        b.deadline_ns = now + (lane->deadline_ns - now) * (int64_t)b.count / (int64_t)left;
        left -= b.count;
        ok = do_batch(&b, err);
    }
    free(b.items);
    free(b.together);
    return ok;
}
