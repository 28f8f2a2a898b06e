/* How a course becomes a site.
 *
 *   work_begin     a course in this folder? its store, opened and locked: one build at a time
 *   stage_open     the site's folder, if it is ours
 *   ledger_scan    hash all that is known before the course is read; when everything is as it was
 *                  after the last good build, there is nothing to do
 *   work_read      course.lua and the chapters, by child processes with a deadline
 *   work_do        compile and run what the store does not have, on threads; judge; then the values
 *                  of `{lua} …`, by child processes
 *   work_make_formulas   TeX to MathML, by one process of Node
 *   history_…      what is otherwise than in the build before
 *   outputs_list   all the files that the site will consist of
 *   cards_make     the pictures that stand for pages elsewhere, by a tool in the sandbox
 *   rendering_do   the pages, by child processes, into temporary files where they differ
 *   stage_put      the other files, likewise, and last the list of all of them for reading offline
 *   stage_commit   all renamed into place; what is no longer needed removed; the manifest last
 *   ledger_keep    remember what this came from
 *
 * Processes are forked only while there is one thread, so threads and crews take turns, and every
 * pool has been joined before the next crew begins.
 *
 * Until stage_commit the old site stands untouched, and whatever fails before it leaves it so: a
 * chapter that can't be read, a template with an error, a full disk, a signal. A sample that does not
 * do what was expected, or a dead link, is something else: the site is written and shows it, and the
 * exit status says 1. */
#include "site/build.h"

#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/path.h"
#include "run/drift.h"
#include "site/cards.h"
#include "site/history.h"
#include "site/interrupt.h"
#include "site/ledger.h"
#include "site/offline.h"
#include "site/rendering.h"
#include "site/roll.h"
#include "site/summary.h"

struct build {
    struct work work;
    const char *out;          /* the site's folder */
    const char *templates[4]; /* the course's own, then those that come along */
    struct stage stage;
    struct ledger ledger;
    struct outputs outputs;
    struct stage_file *files;      /* as outputs.items, then one for OFFLINE_PATH */
    struct problems page_problems; /* of templates */
    struct rendering rendering;
    struct history history;
    struct summary summary;
    bool refused; /* the course is such that no site is written */
};

static bool is_quick(const struct site_options *options)
{
    return !options->rerun && !options->explain && !options->strict && !options->frozen;
}

/* Only `check` looks whether frozen results are still what happens. */
static bool may_have_drifted(const struct site_options *options)
{
    return !options->write && frozen_exists(options->dir);
}

static bool begin(struct build *b, const struct site_options *options,
                  const struct launcher *launcher, struct report *report, struct err *err)
{
    struct work *w = &b->work;
    if (!work_begin(w, options, launcher, report, err))
        return false;
    b->out = options->out ? options->out : path_join(&w->arena, options->dir, "site");
    b->templates[0] = path_join(&w->arena, options->dir, "templates");
    b->templates[1] = w->installation.templates;
    b->templates[2] = w->installation.made;
    return !options->write || (stage_is_apart(b->out, options->dir, err) &&
                               stage_open(&b->stage, b->out, options->durable, &w->arena, err));
}

static void warn_of_manifest(struct build *b)
{
    if (b->stage.old.damaged)
        problem_add(&b->work.warnings, &b->work.arena, PROBLEM_WARNING, "", 0, 0,
                    "%s/" MANIFEST_NAME ": the file was damaged and is made again; what no page "
                    "needs any more can't be told and stays",
                    b->out);
}

static bool is_unchanged(struct build *b)
{
    const struct site_options *options = b->work.options;
    if (options->chapter)
        return false;
    ledger_scan(&b->ledger, &b->work, b->templates, b->out);
    return is_quick(options) && !may_have_drifted(options) &&
           ledger_holds(&b->ledger, &b->work, b->out, options->write ? &b->stage.old : NULL,
                        &b->summary.size);
}

/* No page can be made of an unusable chapter, and a site without it would lose a page. */
static bool is_unusable(const struct work *w)
{
    for (size_t i = 0; i < w->course.chapter_count; i++) {
        const struct chapter *chapter = w->course.chapters[i];
        if (chapter->unusable && (!w->only || strcmp(w->only, chapter->name) == 0))
            return true;
    }
    return false;
}

static struct render_spec render_spec_of(const struct build *b)
{
    return (struct render_spec){
        .results = &b->work.results,
        .templates = {b->templates[0], b->templates[1], b->templates[2]},
        .version = INSTALLATION_VERSION,
    };
}

static bool list_outputs(struct build *b, struct err *err)
{
    struct work *w = &b->work;
    const struct outputs_spec spec = {&w->results, b->templates, w->only};
    const struct render_spec render_spec = render_spec_of(b);
    bool ok = outputs_list(&spec, &w->arena, &b->outputs, err) &&
              cards_make(w, &render_spec, &b->outputs, &b->page_problems, err);
    if (!ok)
        b->outputs.count = 0;
    b->files = ARENA_ARRAY(&w->arena, b->outputs.count + 1, struct stage_file);
    return ok;
}

/* Pages are made even if they won't be written: their problems are reported too. */
static bool render(struct build *b, struct err *err)
{
    struct work *w = &b->work;
    const struct render_spec spec = render_spec_of(b);
    b->refused = is_unusable(w);
    b->rendering = (struct rendering){
        .spec = &spec,
        .outputs = &b->outputs,
        .stage = b->refused || !w->options->write ? NULL : &b->stage,
        .files = b->files,
    };
    bool ok = rendering_do(&b->rendering, w, &b->page_problems, err);
    b->refused = b->refused || b->page_problems.first;
    problems_append(&w->results.problems, &b->page_problems);
    return ok;
}

static bool put_other(struct build *b, size_t i, struct err *err)
{
    const struct output *output = &b->outputs.items[i];
    struct buf bytes = BUF_INIT;
    bool ok = output->kind == OUTPUT_BYTES || file_read(output->from, &bytes, err);
    struct str content = output->kind == OUTPUT_BYTES ? output->bytes : buf_view(&bytes);
    ok = ok && stage_put(&b->stage, output->path, content, &b->work.arena, &b->files[i], err);
    buf_release(&bytes);
    return ok;
}

/* What the site's folder will have: with --chapter, the other files stay. */
static struct manifest site_of(struct build *b)
{
    struct arena *a = &b->work.arena;
    const struct manifest *old = &b->stage.old;
    struct manifest site = {0};
    site.entries = ARENA_ARRAY(a, b->outputs.count + old->count, struct manifest_entry);
    for (size_t i = 0; i < b->outputs.count; i++)
        site.entries[site.count++] =
            (struct manifest_entry){b->files[i].path, b->files[i].size, b->files[i].hash};
    manifest_sort(&site);
    const struct manifest made = site;
    for (size_t i = 0; b->work.options->chapter && i < old->count; i++)
        if (!manifest_find(&made, old->entries[i].path))
            site.entries[site.count++] = old->entries[i];
    return site;
}

static bool put_offline(struct build *b, struct err *err)
{
    struct buf bytes = BUF_INIT;
    struct manifest site = site_of(b);
    bool ok = offline_write(&site, b->templates, &bytes, err) &&
              stage_put(&b->stage, OFFLINE_PATH, buf_view(&bytes), &b->work.arena,
                        &b->files[b->outputs.count], err);
    buf_release(&bytes);
    return ok;
}

static bool write_site(struct build *b, struct err *err)
{
    for (size_t i = b->outputs.page_count; i < b->outputs.count; i++)
        if (!put_other(b, i, err))
            return false;
    if (!put_offline(b, err))
        return false;
    if (launcher_is_stopped(b->work.launcher))
        return err_set(err, "interrupted");
    return stage_commit(&b->stage, b->files, b->outputs.count + 1, !b->work.options->chapter,
                        &b->work.arena, &b->summary.files, err);
}

/* The site is written by now: what can't be remembered is done again by the next build. */
static void remember(struct build *b)
{
    struct work *w = &b->work;
    struct err err = {0};
    bool good = w->options->write && !b->refused && !w->results.problems.first &&
                !w->warnings.first && w->counts.untimed == 0 && w->counts.cut == 0 &&
                !w->results.frozen;
    if (w->options->chapter)
        return;
    bool shown = w->options->write && !b->refused && !w->results.frozen;
    if (!roll_keep(w->store, &w->results, &err) || !store_trim(w->store, &err) ||
        (shown && !history_keep(&b->history, w->store, &err)) ||
        (good && !ledger_keep(&b->ledger, w, &b->outputs, &b->stage.old, b->summary.size, &err)))
        problem_add(&w->warnings, &w->arena, PROBLEM_WARNING, "", 0, 0,
                    "what this build did cannot be kept: %s", err.message);
}

static bool find_drift(struct build *b, struct err *err)
{
    struct work *w = &b->work;
    struct problems damage = {0};
    struct frozen *frozen;
    if (w->options->chapter || w->results.frozen || !may_have_drifted(w->options))
        return true;
    if (!frozen_read(w->options->dir, &w->course, &w->results.arena, &damage, &frozen, err))
        return false;
    if (!damage.first)
        drift_find(frozen, &w->results, &w->results.problems);
    problems_append(&w->results.problems, &damage);
    return true;
}

static bool make(struct build *b, struct err *err)
{
    struct work *w = &b->work;
    if (!work_read(w, err))
        return false;
    b->summary.size = (struct course_size){w->course.chapter_count, w->course.sample_count};
    if (!work_do(w, err) || !work_make_formulas(w, err) || !find_drift(b, err))
        return false;
    if (!w->options->chapter && !w->results.frozen)
        history_compare(w->store, &w->results, &b->history);
    if (!list_outputs(b, err))
        return false;
    interrupt_defer(true); /* temporary files must not stay */
    if (!render(b, err))
        return false;
    if (!b->refused && w->options->write && !write_site(b, err))
        return false;
    remember(b);
    return true;
}

/* --- the end --- */

static enum site_status status_of(struct build *b, bool ok, const struct err *err)
{
    const char *nothing = b->work.options->write ? "site not written" : "not checked to the end";
    if (!ok)
        return work_failed(&b->work, err, nothing);
    work_report(&b->work);
    size_t errors = problems_count(&b->work.problems, PROBLEM_ERROR);
    return errors > 0 || b->refused ? SITE_PROBLEMS : SITE_OK;
}

static void tell_about_site(const struct build *b)
{
    struct report *report = b->work.report;
    size_t errors = problems_count(b->summary.problems, PROBLEM_ERROR);
    if (b->refused && !b->stage.claimed)
        report_say(report, "site not written: %s stays as it was", b->out);
    else if (b->refused)
        report_say(report, "site not written");
    else if (errors > 0)
        report_say(report, "site written with %zu problem%s: %s", errors, errors == 1 ? "" : "s",
                   b->out);
    else if (b->summary.files.written > 0)
        report_say(report, "site written: %s/index.html", b->out);
}

static void tell(struct build *b, bool ok)
{
    struct summary *s = &b->summary;
    struct report *report = b->work.report;
    const struct site_options *options = b->work.options;
    struct buf text = BUF_INIT;
    s->seconds = (double)(clock_ns() - b->work.started_ns) / (double)CLOCK_NS_PER_S;
    s->problems = &b->work.problems;
    s->jobs = b->work.counts;
    s->unsettled = b->work.unsettled;
    s->frozen = b->work.results.frozen;
    if (options->json) {
        summary_json(s, &text);
        fwrite(text.data, 1, text.len, stdout);
    } else if (ok) {
        summary_line(s, &text);
        report_say(report, "%s", text.data);
    }
    if (ok && options->write)
        tell_about_site(b);
    buf_release(&text);
}

enum site_status site_build(const struct site_options *options, const struct launcher *launcher,
                            struct report *report)
{
    struct build b = {.stage.root = -1, .history = HISTORY_INIT};
    struct err err = {0};
    bool ok = begin(&b, options, launcher, report, &err);
    if (ok) {
        warn_of_manifest(&b);
        b.summary.unchanged = is_unchanged(&b);
        ok = b.summary.unchanged || make(&b, &err);
    }
    if (!ok || b.refused)
        stage_abandon(&b.stage, b.files, b.files ? b.outputs.count + 1 : 0);
    b.summary.status = status_of(&b, ok, &err);
    tell(&b, ok);
    crew_free(b.rendering.crew);
    stage_close(&b.stage);
    interrupt_defer(false);
    history_release(&b.history);
    work_end(&b.work);
    return b.summary.status;
}
