#include "run/plan.h"

#include <string.h>

#include "course/list.h"
#include "course/names.h"
#include "run/assembly.h"
#include "run/check.h"
#include "run/compile.h"
#include "run/key.h"
#include "run/trace.h"

/* A plan in the making. */
struct planner {
    struct plan *plan;
    const struct workshop *shop;
    struct key_setting setting;
    const struct build_options *options;
    struct arena *arena;
    struct names compiles, runs, trials, times,
        traces; /* by what makes them equal; indices in the plan */
};

/* What the options say about the jobs of one sample. */
struct wish {
    bool again, wanted;
};

static char *take_text(struct buf *text, struct arena *a)
{
    char *copy = arena_strndup(a, text->data, text->len);
    buf_release(text);
    return copy;
}

static struct compile_job *plan_compile(struct planner *p, const struct sample *sample,
                                        const struct tool *tool)
{
    struct buf text = BUF_INIT;
    struct words includes = compile_includes(p->shop, sample, p->arena);
    key_compile_base(sample, tool, &includes, &p->setting, &text);
    const size_t *index = names_find(&p->compiles, text.data);
    if (index) {
        buf_release(&text);
        return p->plan->compiles[*index];
    }
    struct compile_job *job = ARENA_NEW(p->arena, struct compile_job);
    job->sample = sample;
    job->base = take_text(&text, p->arena);
    names_add(&p->compiles, p->arena, job->base, p->plan->compile_count);
    *LIST_ADD(p->arena, p->plan->compiles, p->plan->compile_count) = job;
    return job;
}

/* Two runs are one when they are equal and so are the compiles that they begin with. */
static struct run_job *plan_run(struct planner *p, const struct sample *sample,
                                const struct tool *tool, struct compile_job *compile)
{
    struct buf text = BUF_INIT;
    key_run_base(sample, compile ? NULL : tool, &p->setting, &text);
    const char *base = take_text(&text, p->arena);
    const char *equal = compile ? arena_printf(p->arena, "%s%s", base, compile->base) : base;
    const size_t *index = names_find(&p->runs, equal);
    if (index)
        return p->plan->runs[*index];
    struct run_job *job = ARENA_NEW(p->arena, struct run_job);
    *job = (struct run_job){.sample = sample, .compile = compile, .base = base, .equal = equal};
    names_add(&p->runs, p->arena, equal, p->plan->run_count);
    *LIST_ADD(p->arena, p->plan->runs, p->plan->run_count) = job;
    return job;
}

/* `key_of`: key_trials, key_time or key_trace. */
static const char *measured_equal(struct planner *p, key_measured *key_of,
                                  const struct run_job *run, const struct sample *sample)
{
    struct buf text = BUF_INIT;
    key_of(run->equal, sample, p->shop->machine, &text);
    return take_text(&text, p->arena);
}

static struct trial_job *plan_trials(struct planner *p, const struct sample *sample,
                                     struct run_job *run)
{
    const char *equal = measured_equal(p, key_trials, run, sample);
    const size_t *index = names_find(&p->trials, equal);
    if (index)
        return p->plan->trials[*index];
    struct trial_job *job = ARENA_NEW(p->arena, struct trial_job);
    *job = (struct trial_job){.sample = sample, .run = run, .equal = equal};
    run->alone = true;
    names_add(&p->trials, p->arena, equal, p->plan->trial_count);
    *LIST_ADD(p->arena, p->plan->trials, p->plan->trial_count) = job;
    return job;
}

static struct time_job *plan_time(struct planner *p, const struct sample *sample,
                                  struct run_job *run)
{
    const char *equal = measured_equal(p, key_time, run, sample);
    const size_t *index = names_find(&p->times, equal);
    if (index)
        return p->plan->times[*index];
    struct time_job *job = ARENA_NEW(p->arena, struct time_job);
    *job = (struct time_job){.sample = sample, .run = run, .equal = equal};
    names_add(&p->times, p->arena, equal, p->plan->time_count);
    *LIST_ADD(p->arena, p->plan->times, p->plan->time_count) = job;
    return job;
}

static struct trace_job *plan_trace(struct planner *p, const struct sample *sample,
                                    struct run_job *run)
{
    const char *equal = measured_equal(p, key_trace, run, sample);
    const size_t *index = names_find(&p->traces, equal);
    if (index)
        return p->plan->traces[*index];
    struct trace_job *job = ARENA_NEW(p->arena, struct trace_job);
    *job = (struct trace_job){.sample = sample, .run = run, .equal = equal};
    names_add(&p->traces, p->arena, equal, p->plan->trace_count);
    *LIST_ADD(p->arena, p->plan->traces, p->plan->trace_count) = job;
    return job;
}

static struct compile_job *wish_compile(struct planner *p, const struct sample *sample,
                                        const struct tool *tool, struct wish wish)
{
    if (sample->language->compile.count == 0)
        return NULL;
    struct compile_job *job = plan_compile(p, sample, tool);
    job->again |= wish.again && !p->options->keep_compiled;
    job->wanted |= wish.wanted;
    return job;
}

static struct run_job *wish_run(struct planner *p, const struct sample *sample,
                                const struct tool *tool, struct compile_job *compile,
                                struct wish wish)
{
    struct run_job *job = plan_run(p, sample, tool, compile);
    job->again |= wish.again;
    job->wanted |= wish.wanted;
    return job;
}

/* What is measured about a run. */
static void plan_measurements(struct planner *p, const struct sample *sample, struct wish wish,
                              struct plan_entry *entry)
{
    if (sample->trials) {
        entry->trials = plan_trials(p, sample, entry->run);
        entry->trials->again |= wish.again;
        entry->trials->wanted |= wish.wanted;
    }
    if (sample->timed) {
        entry->time = plan_time(p, sample, entry->run);
        entry->time->again |= wish.again && !p->options->no_time;
        entry->time->wanted |= wish.wanted && !p->options->no_time;
    }
}

/* Without a recorder, nothing is traced: results are frozen ones. */
static void plan_recorded(struct planner *p, const struct sample *sample, const struct tool *tool,
                          struct wish wish, struct plan_entry *entry)
{
    if (!sample->traced)
        return;
    struct trace_job *job = entry->trace = plan_trace(p, sample, entry->run);
    job->again |= wish.again;
    job->wanted |= wish.wanted;
    if (!p->shop->recorder)
        return;
    if (!job->variant)
        job->variant = trace_variant(sample, p->shop->recorder, p->arena);
    job->compile = wish_compile(p, job->variant, tool, wish);
}

static void plan_checks(struct planner *p, const struct sample *sample, const struct tool *tool,
                        struct wish wish, struct plan_entry *entry)
{
    for (int i = 0; i < CHECK_TOOLS; i++) {
        if (!(sample->checks >> i & 1))
            continue;
        struct sample *variant = check_variant(sample, (enum check_tool)i, p->arena);
        struct compile_job *compile = wish_compile(p, variant, tool, wish);
        struct run_job *run = wish_run(p, variant, tool, compile, wish);
        run->is_check = true;
        *LIST_ADD(p->arena, entry->checks, entry->check_count) =
            (struct check_plan){variant, (enum check_tool)i, compile, run};
    }
}

/* Whether --rerun asks for the sample: "a", "a,b", "all". */
static bool asks_for(const char *rerun, const char *id)
{
    struct str rest = str_of(rerun), name;
    while (str_piece(&rest, ',', &name))
        if (str_is(name, "all") || str_is(name, id))
            return true;
    return false;
}

static void plan_sample(struct planner *p, const struct sample *sample, const struct tool *tool,
                        struct plan_entry *entry)
{
    const char *only = p->options->only;
    const struct wish wish = {
        .again = asks_for(p->options->rerun, sample->id),
        .wanted = !only || strcmp(sample->chapter, only) == 0,
    };
    if (sample->depth == SAMPLE_SHOWN || !tool->identity)
        return;
    entry->compile = wish_compile(p, sample, tool, wish);
    if (sample->asm_function) {
        entry->assembly_variant = assembly_variant(sample, p->arena);
        entry->assembly = wish_compile(p, entry->assembly_variant, tool, wish);
    }
    if (sample->depth != SAMPLE_RUN || sample->must_end == SAMPLE_COMPILE_ERROR)
        return;
    entry->run = wish_run(p, sample, tool, entry->compile, wish);
    plan_measurements(p, sample, wish, entry);
    plan_recorded(p, sample, tool, wish, entry);
    plan_checks(p, sample, tool, wish, entry);
}

void plan_make(struct plan *plan, const struct sample *const *samples, size_t count,
               const struct tools *tools, const struct workshop *shop,
               const struct build_options *options, struct arena *a)
{
    struct planner p = {.plan = plan,
                        .shop = shop,
                        .setting = {shop->level, shop->readable, shop->compile_timeout_ms},
                        .options = options,
                        .arena = a};
    *plan =
        (struct plan){.entries = ARENA_ARRAY(a, count, struct plan_entry), .entry_count = count};
    for (size_t i = 0; i < count; i++)
        if (samples[i])
            plan_sample(&p, samples[i], tools->of_sample[i], &plan->entries[i]);
}
