#include "site/summary.h"

#include "run/shape.h"

/* "1 chapter", "2 chapters" */
static void put_count(struct buf *out, size_t n, const char *what)
{
    buf_printf(out, "%zu %s%s", n, what, n == 1 ? "" : "s");
}

static void put_jobs(struct buf *out, const struct build_counts *jobs, bool frozen)
{
    const struct {
        size_t n;
        const char *what;
    } parts[] = {
        {jobs->compiled, "compiled"},
        {jobs->run, "run"},
        {jobs->tried, "tried"},
        {jobs->timed, "timed"},
        {jobs->traced, "traced"},
        {jobs->cut, "of them cut short"},
        {jobs->untimed, "not timed"},
        {jobs->compile_hits + jobs->run_hits + jobs->measured_hits,
         frozen ? "from content/frozen" : "from the store"},
    };
    const char *before = ": ";
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (parts[i].n == 0)
            continue;
        buf_printf(out, "%s%zu %s", before, parts[i].n, parts[i].what);
        before = ", ";
    }
}

void summary_line(const struct summary *summary, struct buf *out)
{
    size_t errors = problems_count(summary->problems, PROBLEM_ERROR);
    size_t warnings = problems_count(summary->problems, PROBLEM_WARNING);
    if (summary->unchanged)
        buf_puts(out, "nothing changed: ");
    put_count(out, summary->size.chapters, "chapter");
    buf_puts(out, ", ");
    put_count(out, summary->size.samples, "sample");
    put_jobs(out, &summary->jobs, summary->frozen);
    if (summary->unsettled > 0) {
        buf_puts(out, "; ");
        put_count(out, summary->unsettled, "unsettled claim");
    }
    if (errors + warnings > 0)
        buf_puts(out, "; ");
    if (errors > 0)
        put_count(out, errors, "error");
    if (errors > 0 && warnings > 0)
        buf_puts(out, ", ");
    if (warnings > 0)
        put_count(out, warnings, "warning");
    buf_printf(out, " (%.*f s)", summary->seconds < 0.1 ? 3 : 1, summary->seconds);
}

static void put_problems(struct emit *e, const struct problems *problems)
{
    emit_array(e, "problems");
    for (const struct problem *p = problems->first; p; p = p->next)
        shape_problem(e, p);
    e->ops->end_array(e->to);
}

void summary_json(const struct summary *summary, struct buf *out)
{
    static const char *const names[] = {
        [SITE_OK] = "ok",
        [SITE_PROBLEMS] = "problems",
        [SITE_FAILED] = "failed",
        [SITE_INTERRUPTED] = "interrupted",
    };
    struct json json;
    json_init(&json, out);
    struct emit e = emit_json(&json);
    e.ops->object(e.to);
    emit_string(&e, "status", names[summary->status]);
    emit_bool(&e, "unchanged", summary->unchanged);
    emit_int(&e, "chapters", (int64_t)summary->size.chapters);
    emit_int(&e, "samples", (int64_t)summary->size.samples);
    emit_int(&e, "compiled", (int64_t)summary->jobs.compiled);
    emit_int(&e, "compile_hits", (int64_t)summary->jobs.compile_hits);
    emit_int(&e, "run", (int64_t)summary->jobs.run);
    emit_int(&e, "run_hits", (int64_t)summary->jobs.run_hits);
    emit_int(&e, "tried", (int64_t)summary->jobs.tried);
    emit_int(&e, "timed", (int64_t)summary->jobs.timed);
    emit_int(&e, "traced", (int64_t)summary->jobs.traced);
    emit_int(&e, "measured_hits", (int64_t)summary->jobs.measured_hits);
    emit_int(&e, "cut", (int64_t)summary->jobs.cut);
    emit_int(&e, "not_timed", (int64_t)summary->jobs.untimed);
    emit_int(&e, "unsettled", (int64_t)summary->unsettled);
    emit_int(&e, "files_written", (int64_t)summary->files.written);
    emit_int(&e, "files_same", (int64_t)summary->files.same);
    emit_int(&e, "files_removed", (int64_t)summary->files.removed);
    emit_number(&e, "wall_s", summary->seconds);
    emit_int(&e, "errors", (int64_t)problems_count(summary->problems, PROBLEM_ERROR));
    emit_int(&e, "warnings", (int64_t)problems_count(summary->problems, PROBLEM_WARNING));
    put_problems(&e, summary->problems);
    e.ops->end_object(e.to);
    buf_putc(out, '\n');
}
