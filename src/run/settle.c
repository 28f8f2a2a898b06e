#include "run/settle.h"

#include <string.h>

#include "base/file.h"
#include "course/list.h"
#include "run/assembly.h"
#include "run/check.h"
#include "run/judge.h"

/* One unit on its way from the plan to its result. */
struct settlement {
    struct job_site *site;
    struct results *results;
    const struct plan_entry *entry;
    struct result *result;
};

const struct sample **settle_units(const struct course *course, struct arena *a, size_t *count)
{
    const struct sample **units = NULL;
    *count = 0;
    for (size_t i = 0; i < course->sample_count; i++) {
        const struct sample *sample = course->samples[i];
        size_t points = sample->depth == SAMPLE_SHOWN ? 0 : sample->point_count;
        for (size_t k = 0; k < points; k++)
            *LIST_ADD(a, units, *count) = &sample->points[k];
        if (points == 0)
            *LIST_ADD(a, units, *count) = sample->depth == SAMPLE_SHOWN ? NULL : sample;
    }
    return units;
}

static void complain(const struct settlement *s, const char *what, const char *why)
{
    const struct sample *sample = s->result->sample;
    struct results *results = s->results;
    struct problem *problem =
        problem_add(&results->problems, &results->arena, PROBLEM_ERROR, sample->place.file,
                    sample->place.line, sample->place.column, "could not be %s: %s", what, why);
    problem->sample = sample->id;
}

static void add_entry(const struct settlement *s, const char *part, enum frozen_kind kind,
                      const char *equal, const void *result)
{
    struct results *results = s->results;
    *LIST_ADD(&results->arena, results->entries, results->entry_count) =
        (struct frozen_entry){.sample = s->result->sample,
                              .part = part,
                              .kind = kind,
                              .equal = hash_of(equal, strlen(equal)),
                              .result = result};
}

static const struct compile_result *take_compile(const struct settlement *s, const char *part,
                                                 const struct compile_job *job)
{
    if (!job || !job_is_settled(job->state))
        return NULL;
    add_entry(s, part, FROZEN_COMPILE, job->base, &job->result);
    if (job->key)
        s->results->entries[s->results->entry_count - 1].depends = job->key + strlen(job->base);
    return &job->result;
}

static const struct run_result *take_run(const struct settlement *s, const char *part,
                                         const struct run_job *job)
{
    if (!job || !job_is_settled(job->state))
        return NULL;
    add_entry(s, part, FROZEN_RUN, job->equal, &job->result);
    return &job->result;
}

static void take_trials(const struct settlement *s)
{
    const struct trial_job *job = s->entry->trials;
    if (job && job_is_settled(job->state)) {
        s->result->trials = &job->result;
        add_entry(s, "", FROZEN_TRIALS, job->equal, &job->result);
    } else if (job && job->state == JOB_FAILED) {
        complain(s, "tried", job->failure);
    }
}

static void take_time(const struct settlement *s)
{
    const struct time_job *job = s->entry->time;
    if (job && job_is_settled(job->state)) {
        s->result->time = &job->result;
        add_entry(s, "", FROZEN_TIME, job->equal, &job->result);
    } else if (job && job->state == JOB_FAILED) {
        complain(s, "timed", job->failure);
    }
}

static const char *first_line(struct str text, const struct settlement *s)
{
    struct str line = STR("the compiler said nothing");
    str_line(&text, &line);
    return arena_strndup(&s->results->arena, line.data, line.len);
}

static void take_trace(const struct settlement *s)
{
    const struct trace_job *job = s->entry->trace;
    if (job && job_is_settled(job->state)) {
        s->result->trace = &job->result;
        add_entry(s, "", FROZEN_TRACE, job->equal, &job->result);
    } else if (job && job->state == JOB_FAILED) {
        complain(s, "traced", job->failure);
    } else if (job && job->compile && job->compile->state == JOB_FAILED) {
        complain(s, "compiled for the recorder", job->compile->failure);
    } else if (job && job->compile && job_ran_well(job->run) &&
               job_is_settled(job->compile->state) && !job_compiled_well(job->compile)) {
        complain(s, "compiled for the recorder", first_line(job->compile->result.diagnostics, s));
    }
}

static const char *failure_of(const struct check_plan *plan)
{
    if (plan->compile && plan->compile->state == JOB_FAILED)
        return plan->compile->failure;
    return plan->run->state == JOB_FAILED ? plan->run->failure : NULL;
}

/* A check that was not wanted is left out, and so is one of a sample that itself could not be run. */
static void take_checks(const struct settlement *s)
{
    struct arena *a = &s->results->arena;
    for (size_t i = 0; i < s->entry->check_count; i++) {
        const struct check_plan *plan = &s->entry->checks[i];
        const char *part = check_tool_name(plan->tool), *failure = failure_of(plan);
        const struct compile_result *compile = take_compile(s, part, plan->compile);
        const struct run_result *run = take_run(s, part, plan->run);
        if (!compile && !run && !failure)
            continue;
        check_read(plan->variant, plan->tool, compile, run, failure, a,
                   LIST_ADD(a, s->result->checks, s->result->check_count));
    }
}

/* The assembly text is what the compile made. */
static bool read_program(const struct settlement *s, struct str *text, struct err *err)
{
    const struct compile_job *job = s->entry->assembly;
    struct arena *a = &s->results->arena;
    if (s->site->frozen)
        return frozen_get_program(s->site->frozen, job->base, a, text) ||
               err_set(err, "it is not among the frozen results");
    struct buf bytes = BUF_INIT;
    bool ok = file_read(store_program_path(s->site->shop->store, job->key, a), &bytes, err);
    if (ok)
        *text = arena_str(a, buf_view(&bytes));
    buf_release(&bytes);
    return ok;
}

/* The text of another chapter than the one that is built, which nobody has made again. */
static bool is_left_alone(const struct settlement *s, const struct compile_job *job)
{
    return !job->wanted && !s->site->frozen && !store_has_program(s->site->shop->store, job->key);
}

static void take_assembly(const struct settlement *s)
{
    const struct compile_job *job = s->entry->assembly;
    struct arena *a = &s->results->arena;
    struct err err = {0};
    if (job && job->state == JOB_FAILED)
        complain(s, "compiled to assembly", job->failure);
    if (!job || !job_compiled_well(job) || is_left_alone(s, job))
        return;
    struct asm_result *assembly = ARENA_NEW(a, struct asm_result);
    struct str *text = ARENA_NEW(a, struct str);
    take_compile(s, "asm", job);
    if (read_program(s, text, &err)) {
        add_entry(s, "asm", FROZEN_PROGRAM, job->base, text);
        assembly_read(s->result->sample, *text, a, assembly);
    } else {
        assembly->why = arena_strdup(a, err.message);
    }
    s->result->assembly = assembly;
}

static bool lacks_compile(const struct compile_job *compile)
{
    return compile && compile->state == JOB_OPEN;
}

/* A run for which a program could be made. */
static bool lacks_run(const struct run_job *run)
{
    return run->state == JOB_OPEN && (!run->compile || job_compiled_well(run->compile));
}

static bool lacks_measurement(const struct plan_entry *entry)
{
    return job_ran_well(entry->run) &&
           ((entry->trials && entry->trials->state == JOB_OPEN) ||
            (entry->trace && entry->trace->state == JOB_OPEN) ||
            (entry->time && entry->time->wanted && entry->time->state == JOB_OPEN));
}

/* With frozen results, something is missing where a live build would have made it. */
static bool is_missing(const struct plan_entry *entry)
{
    bool missing = lacks_compile(entry->compile) || lacks_compile(entry->assembly);
    if (entry->run)
        missing |= lacks_run(entry->run) || lacks_measurement(entry);
    for (size_t i = 0; i < entry->check_count; i++)
        missing |= lacks_compile(entry->checks[i].compile) || lacks_run(entry->checks[i].run);
    return missing;
}

static void complain_of_missing(const struct settlement *s)
{
    const struct sample *sample = s->result->sample;
    problem_add(&s->results->problems, &s->results->arena, PROBLEM_ERROR, sample->place.file,
                sample->place.line, sample->place.column, "%s",
                frozen_why_missing(s->site->frozen, sample->id))
        ->sample = sample->id;
}

static void settle_unit(const struct settlement *s, const struct tool *tool)
{
    const struct plan_entry *entry = s->entry;
    struct result *result = s->result;
    result->compiler = tool && tool->identity && tool->identity[0] ? tool->identity : NULL;
    result->compile = take_compile(s, "", entry->compile);
    result->run = take_run(s, "", entry->run);
    if (entry->compile && entry->compile->state == JOB_FAILED)
        complain(s, "compiled", entry->compile->failure);
    if (entry->run && entry->run->state == JOB_FAILED)
        complain(s, "run", entry->run->failure);
    take_trials(s);
    take_time(s);
    take_trace(s);
    take_checks(s);
    take_assembly(s);
    if (s->site->frozen && is_missing(entry))
        complain_of_missing(s);
}

static size_t settle_sample(struct settlement *s, const struct plan *plan,
                            const struct tools *tools, size_t unit)
{
    struct result *result = s->result;
    const struct sample *sample = result->sample;
    bool is_sweep = sample->depth != SAMPLE_SHOWN && sample->point_count > 0;
    size_t count = is_sweep ? sample->point_count : 1;
    if (is_sweep) {
        result->points = ARENA_ARRAY(&s->results->arena, count, struct result);
        result->point_count = count;
    }
    for (size_t i = 0; i < count; i++) {
        s->result = is_sweep ? &result->points[i] : result;
        s->result->sample = is_sweep ? &sample->points[i] : sample;
        s->entry = &plan->entries[unit + i];
        settle_unit(s, tools->of_sample[unit + i]);
    }
    if (is_sweep)
        result->compiler = result->points[0].compiler;
    judge(result, &s->results->arena, &s->results->problems);
    return unit + count;
}

void settle(struct job_site *site, const struct plan *plan, const struct tools *tools,
            struct results *results)
{
    const struct course *course = results->course;
    size_t unit = 0;
    results->samples = ARENA_ARRAY(&results->arena, course->sample_count, struct result);
    for (size_t i = 0; i < course->sample_count; i++) {
        results->samples[i].sample = course->samples[i];
        struct settlement s = {site, results, NULL, &results->samples[i]};
        unit = settle_sample(&s, plan, tools, unit);
    }
    results->tools = tools->items;
    results->tool_count = tools->count;
}
