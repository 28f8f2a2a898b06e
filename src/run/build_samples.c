/* How the samples are built. The plan's jobs become tasks: compile a program, and run it. A task of
 * the first round compiles something that no other task compiles, so threads never wait for each
 * other; further runs of a program that a first task compiles make the second round. A task's compile
 * and run follow each other in one thread, which keeps all cores busy to the end and the program in
 * the cache. */
#include "run/build_samples.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/pool.h"
#include "run/job.h"

struct task {
    struct compile_job *compile; /* NULL: nothing to compile (any more) */
    struct run_job *run;         /* NULL: only compile */
};

struct tasks {
    struct task *items;
    size_t count;
};

struct build {
    struct job_site site;
    struct workshop shop;
    struct plan plan;
    struct tasks first, second, *now;
    size_t hits; /* tasks that the store saved */
    int64_t started_ns;
    atomic_size_t finished, running;
    atomic_bool stopped;
    struct err *err; /* why it stopped; under site.lock */
};

static void stop(struct build *b, const struct err *why)
{
    pthread_mutex_lock(&b->site.lock);
    if (!atomic_exchange(&b->stopped, true))
        *b->err = *why;
    pthread_mutex_unlock(&b->site.lock);
}

/* Seconds until all is done when it goes on as it did so far; 0: too early to tell. */
static int64_t seconds_left(const struct build *b, size_t finished, size_t all)
{
    int64_t spent_ns = clock_ns() - b->started_ns;
    if (spent_ns < CLOCK_NS_PER_S || finished == 0)
        return 0;
    return spent_ns / (int64_t)finished * (int64_t)(all - finished) / CLOCK_NS_PER_S;
}

static void show_progress(struct build *b)
{
    size_t finished = atomic_load(&b->finished), all = b->first.count + b->second.count;
    int64_t left = seconds_left(b, finished, all);
    char time_left[48] = "";
    if (left > 0)
        snprintf(time_left, sizeof time_left, ", about %lld s left", (long long)left);
    report_progress(b->site.report,
                    "compiling and running: %zu of %zu, %zu running, %zu from the store%s",
                    finished, all, atomic_load(&b->running), b->hits, time_left);
}

static void do_task(void *ctx, size_t i)
{
    struct build *b = ctx;
    struct task *task = &b->now->items[i];
    struct err err = {0};
    if (atomic_load(&b->stopped))
        return;
    atomic_fetch_add(&b->running, 1);
    show_progress(b);
    bool ok = !launcher_is_stopped(b->shop.sandbox->launcher) || err_set(&err, "interrupted");
    ok = ok && (!task->compile || job_compile(&b->site, task->compile, &err)) &&
         (!task->run || job_run(&b->site, task->run, &err));
    if (!ok)
        stop(b, &err);
    atomic_fetch_sub(&b->running, 1);
    atomic_fetch_add(&b->finished, 1);
    show_progress(b);
}

static void add_task(struct tasks *tasks, struct compile_job *compile, struct run_job *run)
{
    tasks->items[tasks->count++] = (struct task){compile, run};
}

static void make_run_task(struct build *b, struct run_job *run)
{
    struct compile_job *compile = run->compile;
    bool to_compile = compile && compile->state == JOB_OPEN;
    if (!run->wanted)
        return;
    if (run->state == JOB_HIT || (compile && !to_compile && !job_compiled_well(compile))) {
        b->hits++;
    } else if (to_compile && compile->taken) {
        add_task(&b->second, NULL, run);
    } else {
        add_task(&b->first, to_compile ? compile : NULL, run);
        if (to_compile)
            compile->taken = true;
    }
}

static void make_tasks(struct build *b, struct arena *a)
{
    const struct plan *plan = &b->plan;
    b->first.items = ARENA_ARRAY(a, plan->run_count + plan->compile_count, struct task);
    b->second.items = ARENA_ARRAY(a, plan->run_count, struct task);
    for (size_t i = 0; i < plan->run_count; i++)
        make_run_task(b, plan->runs[i]);
    for (size_t i = 0; i < plan->compile_count; i++) {
        struct compile_job *compile = plan->compiles[i];
        if (compile->wanted && compile->state == JOB_OPEN && !compile->taken)
            add_task(&b->first, compile, NULL);
    }
}

static bool do_tasks(struct build *b, int jobs)
{
    b->started_ns = clock_ns();
    b->now = &b->first;
    pool_each(b->now->count, jobs, do_task, b);
    b->now = &b->second;
    pool_each(b->now->count, jobs, do_task, b);
    return !b->stopped;
}

/* The samples for which there is something to do, in the order of the course. */
static const struct sample **buildable(const struct course *course, struct arena *a)
{
    const struct sample **samples = ARENA_ARRAY(a, course->sample_count, const struct sample *);
    for (size_t i = 0; i < course->sample_count; i++)
        if (course->samples[i]->depth != SAMPLE_SHOWN)
            samples[i] = course->samples[i];
    return samples;
}

/* The course's folders by names that hold wherever a program is started. */
static bool open_workshop(struct workshop *shop, const struct course *course, struct store *store,
                          const struct sandbox *sandbox, const struct machine *machine,
                          struct arena *a, struct err *err)
{
    char *root = realpath(course->root, NULL);
    if (!root)
        return err_errno(err, "%s", course->root);
    *shop = (struct workshop){
        .sandbox = sandbox,
        .store = store,
        .root = arena_strdup(a, root),
        .work = path_join(a, root, ".drawloom/work"),
        .bin = path_join(a, root, ".drawloom/bin"),
        .has_include = file_is_dir(path_join(a, root, "samples/include")),
        .readable = &course->config.readable,
        .compile_timeout_ms = course->config.compile_timeout_ms,
        .machine_id = machine->id,
    };
    shop->files = file_hashes_new(shop->root);
    shop->compilers = box_shelf_new(sandbox, SANDBOX_COMPILE, store, shop->work);
    free(root);
    return true;
}

static void complain(struct results *results, const struct sample *sample, const char *what,
                     const char *why)
{
    struct problem *problem =
        problem_add(&results->problems, &results->arena, PROBLEM_ERROR, sample->place.file,
                    sample->place.line, sample->place.column, "could not be %s: %s", what, why);
    problem->sample = sample->id;
}

static bool is_settled(enum job_state state)
{
    return state == JOB_HIT || state == JOB_DONE;
}

/* Give the sample what its jobs brought. What there is no result of is judged without a word. */
static void settle_sample(struct results *results, const struct plan_entry *entry,
                          struct result *result)
{
    const struct compile_job *compile = entry->compile;
    const struct run_job *run = entry->run;
    if (compile && is_settled(compile->state))
        result->compile = &compile->result;
    if (run && is_settled(run->state))
        result->run = &run->result;
    if (compile && compile->state == JOB_FAILED)
        complain(results, result->sample, "compiled", compile->failure);
    if (run && run->state == JOB_FAILED)
        complain(results, result->sample, "run", run->failure);
    judge(result, &results->arena, &results->problems);
}

static void settle(struct build *b, const struct tools *tools, struct results *results)
{
    const struct course *course = results->course;
    results->samples = ARENA_ARRAY(&results->arena, course->sample_count, struct result);
    for (size_t i = 0; i < course->sample_count; i++) {
        struct result *result = &results->samples[i];
        const struct tool *tool = tools->of_sample[i];
        result->sample = course->samples[i];
        result->compiler = tool && tool->identity && tool->identity[0] ? tool->identity : NULL;
        settle_sample(results, &b->plan.entries[i], result);
    }
}

/* With --rerun: what repeats itself and what does not. */
static void tell_differing(const struct build *b)
{
    enum { NAMED = 20 };
    struct buf names = BUF_INIT;
    size_t count = 0;
    for (size_t i = 0; i < b->plan.run_count; i++) {
        const struct run_job *job = b->plan.runs[i];
        if (job->differs && count++ < NAMED)
            buf_printf(&names, "%s%s", names.len ? ", " : "", job->sample->id);
    }
    if (count > NAMED)
        buf_printf(&names, " and %zu more", count - NAMED);
    if (count > 0)
        report_say(b->site.report, "did otherwise than the last time: %s", names.data);
    buf_release(&names);
}

static void count(const struct plan *plan, struct build_counts *counts)
{
    *counts = (struct build_counts){0};
    for (size_t i = 0; i < plan->compile_count; i++) {
        counts->compiled += plan->compiles[i]->state == JOB_DONE;
        counts->compile_hits += plan->compiles[i]->state == JOB_HIT;
    }
    for (size_t i = 0; i < plan->run_count; i++) {
        counts->run += plan->runs[i]->state == JOB_DONE;
        counts->run_hits += plan->runs[i]->state == JOB_HIT;
    }
}

static void begin_results(struct results *results, struct course *course,
                          const struct sandbox *sandbox)
{
    *results = (struct results){.course = course, .sandbox = sandbox_level_name(sandbox->level)};
    machine_read(&results->arena, &results->machine);
    problems_append(&results->problems, &course->problems);
}

static bool build(struct build *b, const struct build_options *options, struct results *results,
                  struct build_counts *counts)
{
    const struct course *course = results->course;
    struct arena *a = &results->arena;
    const struct sample **samples = buildable(course, a);
    struct tools tools;
    if (!tools_identify(&tools, samples, course->sample_count, b->shop.compilers, a,
                        &results->problems, b->err))
        return false;
    if (launcher_is_stopped(b->shop.sandbox->launcher))
        return err_set(b->err, "interrupted");
    plan_make(&b->plan, samples, course->sample_count, &tools, &b->shop, options, a);
    job_look_up(&b->site, &b->plan);
    make_tasks(b, a);
    bool ok = do_tasks(b, options->jobs);
    settle(b, &tools, results);
    count(&b->plan, counts);
    tell_differing(b);
    return ok;
}

bool build_samples(struct course *course, struct store *store, const struct sandbox *sandbox,
                   const struct build_options *options, struct report *report,
                   struct results *results, struct build_counts *counts, struct err *err)
{
    struct build b = {.err = err};
    begin_results(results, course, sandbox);
    *counts = (struct build_counts){0};
    if (!open_workshop(&b.shop, course, store, sandbox, &results->machine, &results->arena, err))
        return false;
    b.site = (struct job_site){&b.shop, report, options->explain, &results->arena,
                               PTHREAD_MUTEX_INITIALIZER};
    bool ok = build(&b, options, results, counts);
    if (ok && options->explain)
        report_say(report, "compiled %zu, ran %zu; %zu and %zu from the store", counts->compiled,
                   counts->run, counts->compile_hits, counts->run_hits);
    results->headers = file_hashes_absolute(b.shop.files, &results->arena);
    file_hashes_free(b.shop.files);
    box_shelf_free(b.shop.compilers);
    return ok;
}
