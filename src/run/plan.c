#include "run/plan.h"

#include <string.h>

#include "course/list.h"
#include "course/names.h"
#include "run/compile.h"
#include "run/key.h"

/* A plan in the making. */
struct planner {
    struct plan *plan;
    const struct workshop *shop;
    struct key_setting setting;
    struct arena *arena;
    struct names compiles, runs; /* by what makes them equal; indices in the plan */
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
    *job = (struct run_job){.sample = sample, .compile = compile, .base = base};
    names_add(&p->runs, p->arena, equal, p->plan->run_count);
    *LIST_ADD(p->arena, p->plan->runs, p->plan->run_count) = job;
    return job;
}

static struct plan_entry plan_sample(struct planner *p, const struct sample *sample,
                                     const struct tool *tool, const struct build_options *options)
{
    struct plan_entry entry = {0};
    const char *rerun = options->rerun, *only = options->only;
    bool again = rerun && (strcmp(rerun, "all") == 0 || strcmp(rerun, sample->id) == 0);
    bool wanted = !only || strcmp(sample->chapter, only) == 0;
    if (sample->depth == SAMPLE_SHOWN || !tool->identity)
        return entry;
    if (sample->language->compile.count > 0) {
        entry.compile = plan_compile(p, sample, tool);
        entry.compile->again |= again && !options->keep_compiled;
        entry.compile->wanted |= wanted;
    }
    if (sample->depth == SAMPLE_RUN && sample->must_end != SAMPLE_COMPILE_ERROR) {
        entry.run = plan_run(p, sample, tool, entry.compile);
        entry.run->again |= again;
        entry.run->wanted |= wanted;
    }
    return entry;
}

void plan_make(struct plan *plan, const struct sample *const *samples, size_t count,
               const struct tools *tools, const struct workshop *shop,
               const struct build_options *options, struct arena *a)
{
    struct planner p = {.plan = plan,
                        .shop = shop,
                        .setting = {sandbox_level_name(shop->sandbox->level), shop->readable,
                                    shop->compile_timeout_ms},
                        .arena = a};
    *plan = (struct plan){.entries = ARENA_ARRAY(a, count, struct plan_entry)};
    for (size_t i = 0; i < count; i++) {
        if (!samples[i])
            continue;
        plan->entries[i] = plan_sample(&p, samples[i], tools->of_sample[i], options);
    }
}
