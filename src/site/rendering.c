#include "site/rendering.h"

#include <stdatomic.h>

#include "base/clock.h"
#include "base/mem.h"

struct shop {
    struct rendering *rendering;
    struct work *work;
    struct crew_result *results;
    atomic_bool *too_slow; /* shared with the children: a template ran into its time limit */
};

/* What a child has. */
struct painter {
    struct renderer *renderer; /* NULL: err says why */
    struct buf html;
    struct err err;
};

/* What a child leaves for a page. */
struct painting {
    enum { PAINTED, TEMPLATE_FAILED, WRITING_FAILED } end;
    struct stage_file file; /* PAINTED */
    struct str text;        /* PAINTED, where texts are wanted */
    struct err *err;        /* otherwise */
};

static void *begin(void *ctx)
{
    struct shop *shop = ctx;
    struct painter *painter = xcalloc(1, sizeof *painter);
    painter->html = (struct buf)BUF_INIT;
    renderer_new(shop->rendering->spec, &painter->renderer, &painter->err);
    return painter;
}

static void fail(struct painting *p, int end, const struct err *err, struct arena *shared)
{
    p->end = end;
    p->err = ARENA_NEW(shared, struct err);
    *p->err = *err;
}

static bool render(const struct shop *shop, struct painter *painter, const struct page *page)
{
    int64_t limit_ns = shop->work->course.config.render_ms * CLOCK_NS_PER_MS, start = clock_ns();
    buf_clear(&painter->html);
    if (!painter->renderer)
        return false;
    painter->err = (struct err){0};
    bool ok = render_page(painter->renderer, page, &painter->html, &painter->err);
    if (!ok && clock_ns() - start >= limit_ns)
        atomic_store(shop->too_slow, true);
    return ok;
}

static void *paint(void *ctx, void *local, size_t i, struct arena *shared)
{
    const struct shop *shop = ctx;
    const struct rendering *r = shop->rendering;
    const struct output *output = &r->outputs->items[i];
    struct painter *painter = local;
    struct painting *p = ARENA_NEW(shared, struct painting);
    if (!render(shop, painter, output->page))
        fail(p, TEMPLATE_FAILED, &painter->err, shared);
    else if (r->stage && !stage_put(r->stage, output->path, buf_view(&painter->html), shared,
                                    &p->file, &painter->err))
        fail(p, WRITING_FAILED, &painter->err, shared);
    else if (r->texts)
        p->text = arena_str(shared, buf_view(&painter->html));
    return p;
}

static void progress(void *ctx, size_t finished)
{
    const struct shop *shop = ctx;
    report_progress(shop->work->report, "rendering: %zu of %zu pages", finished,
                    shop->rendering->outputs->page_count);
}

/* A template that loops for ever on one page does so on others, and each would take its time. */
static bool should_stop(void *ctx)
{
    const struct shop *shop = ctx;
    for (size_t i = 0; i < shop->rendering->outputs->page_count; i++)
        if (shop->results[i].end != CREW_DONE)
            return true;
    return atomic_load(shop->too_slow) || launcher_is_stopped(shop->work->launcher);
}

static void overdue(const struct output *output, const struct crew_result *result, struct work *w,
                    struct problems *problems)
{
    if (result->end == CREW_TIMED_OUT)
        problem_add(problems, &w->arena, PROBLEM_ERROR, output->source, 0, 0,
                    "%s: the page took longer than %d ms to make (does a template loop for ever?)",
                    output->path, w->course.config.render_ms);
    else if (result->end == CREW_TOO_LARGE)
        problem_add(problems, &w->arena, PROBLEM_ERROR, output->source, 0, 0,
                    "%s: the page needs more than 1 GiB of memory to make", output->path);
    else
        problem_add(problems, &w->arena, PROBLEM_ERROR, output->source, 0, 0,
                    "%s: the process that made the page ended (signal %d)", output->path,
                    result->signal);
}

/* False: the page could not be written. */
static bool take(struct rendering *r, size_t i, const struct crew_result *result, struct work *w,
                 struct problems *problems, struct err *err)
{
    const struct painting *p = result->value;
    r->files[i] = (struct stage_file){.path = r->outputs->items[i].path};
    if (result->end == CREW_STOPPED)
        return true;
    if (result->end != CREW_DONE) {
        overdue(&r->outputs->items[i], result, w, problems);
        return true;
    }
    if (p->end == TEMPLATE_FAILED)
        problem_from_err(problems, &w->arena, p->err);
    if (p->end == WRITING_FAILED)
        *err = *p->err;
    if (p->end == PAINTED && r->stage)
        r->files[i] = p->file;
    if (p->end == PAINTED && r->texts)
        r->texts[i] = p->text;
    return p->end != WRITING_FAILED;
}

/* Lua's own time limit tells the template's line: it gets the chance to be first. */
static int deadline_ms(const struct config *config)
{
    return config->render_ms + config->render_ms / 4 + 200;
}

static bool run_crew(struct shop *shop, struct err *err)
{
    const struct crew_spec spec = {
        .n = shop->rendering->outputs->page_count,
        .workers = shop->work->jobs,
        .deadline_ms = deadline_ms(&shop->work->course.config),
        .begin = begin,
        .work = paint,
        .ctx = shop,
        .progress = progress,
        .stop = should_stop,
    };
    struct arena flag = {0};
    if (!arena_init_shared(&flag, 4096))
        return err_errno(err, "memory for the worker processes");
    shop->too_slow = ARENA_NEW(&flag, atomic_bool);
    bool ok = crew_run(&spec, &shop->rendering->crew, shop->results, err);
    arena_release(&flag);
    return ok;
}

bool rendering_do(struct rendering *r, struct work *w, struct problems *problems, struct err *err)
{
    size_t n = r->outputs->page_count;
    struct shop shop = {r, w, ARENA_ARRAY(&w->arena, n, struct crew_result), NULL};
    if (!run_crew(&shop, err))
        return false;
    bool ok = true;
    for (size_t i = 0; i < n; i++)
        ok = take(r, i, &shop.results[i], w, problems, err) && ok;
    if (ok && launcher_is_stopped(w->launcher))
        return err_set(err, "interrupted");
    return ok;
}
