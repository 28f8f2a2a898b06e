/* How the samples are built. The plan's jobs become tasks: compile a program, and run it. A task of
 * the first round compiles something that no other task compiles, so threads never wait for each
 * other; further runs of a program that a first task compiles make the second round. A task's compile
 * and run follow each other in one thread, which keeps all cores busy to the end and the program in
 * the cache. When all of that is done and the machine is quiet, what is tried and timed has it to
 * itself (lane.h). */
#include "run/build_samples.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/pool.h"
#include "run/lane.h"
#include "run/settle.h"
#include "run/trace.h"

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
    if (!run->wanted || (run->alone && run->state == JOB_OPEN))
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
        .level = sandbox ? sandbox_level_name(sandbox->level) : "",
        .store = store,
        .root = arena_strdup(a, root),
        .work = path_join(a, root, ".drawloom/work"),
        .bin = path_join(a, root, ".drawloom/bin"),
        .has_include = file_is_dir(path_join(a, root, "samples/include")),
        .readable = &course->config.readable,
        .compile_timeout_ms = course->config.compile_timeout_ms,
        .machine = machine,
    };
    shop->files = file_hashes_new(shop->root);
    shop->compilers = box_shelf_new(sandbox, SANDBOX_COMPILE, store, shop->work);
    free(root);
    return true;
}

/* With --rerun: what repeats itself and what does not. */
static void tell_differing(const struct build *b)
{
    enum { NAMED = 20 };
    struct buf names = BUF_INIT;
    const char *last = "";
    size_t count = 0;
    for (size_t i = 0; i < b->plan.run_count; i++) {
        const struct run_job *job = b->plan.runs[i];
        if (!job->differs || job->is_check || strcmp(job->sample->id, last) == 0)
            continue; /* the points of a sweep follow each other */
        last = job->sample->id;
        if (count++ < NAMED)
            buf_printf(&names, "%s%s", names.len ? ", " : "", last);
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
    for (size_t i = 0; i < plan->trial_count; i++) {
        counts->tried += plan->trials[i]->state == JOB_DONE;
        counts->measured_hits += plan->trials[i]->state == JOB_HIT;
        counts->cut += plan->trials[i]->cut;
    }
    for (size_t i = 0; i < plan->trace_count; i++) {
        counts->traced += plan->traces[i]->state == JOB_DONE;
        counts->measured_hits += plan->traces[i]->state == JOB_HIT;
    }
    for (size_t i = 0; i < plan->time_count; i++) {
        counts->timed += plan->times[i]->state == JOB_DONE;
        counts->measured_hits += plan->times[i]->state == JOB_HIT;
        counts->cut += plan->times[i]->cut;
        counts->untimed += plan->times[i]->state == JOB_OPEN && !plan->times[i]->wanted;
    }
}

static void begin_results(struct results *results, struct course *course,
                          const struct sandbox *sandbox)
{
    *results = (struct results){.course = course,
                                .sandbox = sandbox ? sandbox_level_name(sandbox->level) : ""};
    machine_read(&results->arena, &results->machine);
    problems_append(&results->problems, &course->problems);
}

static const char *recall_tool(const void *frozen, const char *command)
{
    return frozen_tool(frozen, command);
}

/* Everything is as it was where the results were made. */
static bool thaw(struct build *b, const struct sample *const *units, size_t count,
                 const struct build_options *options, struct tools *tools, struct results *results)
{
    struct arena *a = &results->arena;
    struct frozen *frozen;
    if (!frozen_read(results->course->root, results->course, a, &results->problems, &frozen,
                     b->err))
        return false;
    const struct frozen_head *head = frozen_head(frozen);
    results->frozen = true;
    results->frozen_at = head->made_at;
    results->machine = head->machine;
    results->sandbox = b->shop.level = head->sandbox;
    b->site.frozen = frozen;
    tools_recall(tools, units, count, recall_tool, frozen, a);
    plan_make(&b->plan, units, count, tools, &b->shop, options, a);
    job_look_up_frozen(&b->site, &b->plan);
    return true;
}

static bool measure(struct build *b, int budget_ms)
{
    job_look_up_measurements(&b->site, &b->plan);
    return lane_do(&b->site, &b->plan, budget_ms, b->err);
}

/* Only for those who trace: it is a file of an installation. */
static bool find_recorder(struct build *b, const struct sample *const *units, size_t count,
                          struct arena *a)
{
    bool is_needed = false;
    for (size_t i = 0; i < count; i++)
        is_needed = is_needed || (units[i] && units[i]->traced);
    if (!is_needed)
        return true;
    struct recorder *recorder = ARENA_NEW(a, struct recorder);
    b->shop.recorder = recorder;
    return recorder_load(&b->shop, a, recorder, b->err);
}

static bool make(struct build *b, const struct sample *const *units, size_t count,
                 const struct build_options *options, struct tools *tools, struct results *results)
{
    struct arena *a = &results->arena;
    if (!tools_identify(tools, units, count, b->shop.compilers, a, &results->problems, b->err))
        return false;
    if (launcher_is_stopped(b->shop.sandbox->launcher))
        return err_set(b->err, "interrupted");
    if (!find_recorder(b, units, count, a))
        return false;
    plan_make(&b->plan, units, count, tools, &b->shop, options, a);
    job_look_up(&b->site, &b->plan);
    make_tasks(b, a);
    return do_tasks(b, options->jobs) && measure(b, results->course->config.lane_ms);
}

static bool build(struct build *b, const struct build_options *options, struct results *results,
                  struct build_counts *counts)
{
    size_t unit_count;
    struct tools tools = {0};
    const struct sample **units = settle_units(results->course, &results->arena, &unit_count);
    bool ok = options->frozen ? thaw(b, units, unit_count, options, &tools, results)
                              : make(b, units, unit_count, options, &tools, results);
    if (b->plan.entry_count == unit_count)
        settle(&b->site, &b->plan, &tools, results);
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
    b.site = (struct job_site){.shop = &b.shop,
                               .report = report,
                               .explain = options->explain,
                               .arena = &results->arena,
                               .lock = PTHREAD_MUTEX_INITIALIZER};
    bool ok = build(&b, options, results, counts);
    if (ok && options->explain)
        report_say(report,
                   "compiled %zu, ran %zu, tried %zu, timed %zu, traced %zu; %zu from the store",
                   counts->compiled, counts->run, counts->tried, counts->timed, counts->traced,
                   counts->compile_hits + counts->run_hits + counts->measured_hits);
    results->headers = file_hashes_absolute(b.shop.files, &results->arena);
    file_hashes_free(b.shop.files);
    box_shelf_free(b.shop.compilers);
    return ok;
}
