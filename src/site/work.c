#include "site/work.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/path.h"
#include "base/pool.h"
#include "run/formulas.h"
#include "site/interrupt.h"
#include "site/ledger.h"

static bool is_course(const char *dir, struct arena *a, struct err *err)
{
    const char *path = path_join(a, dir, "content/course.lua");
    if (file_exists(path))
        return true;
    if (access(path, F_OK) < 0 && errno != ENOENT)
        return err_errno(err, "%s", path);
    if (!file_is_dir(dir))
        return err_set(err, "%s: no such folder (to begin a course there: drawloom new %s)", dir,
                       dir);
    return err_set(err,
                   "%s: no course here: there is no content/course.lua (to begin one: drawloom "
                   "new NAME)",
                   dir);
}

static void say_waiting(void *ctx)
{
    report_say(ctx, "waiting for another drawloom that works on this course");
}

bool work_begin(struct work *w, const struct site_options *options, const struct launcher *launcher,
                struct report *report, struct err *err)
{
    *w = (struct work){.options = options, .launcher = launcher, .report = report};
    w->started_ns = clock_ns();
    w->jobs = options->jobs ? options->jobs : pool_cpus();
    return is_course(options->dir, &w->arena, err) &&
           installation_find(&w->arena, &w->installation, err) &&
           store_open_alone(options->dir, say_waiting, report, &w->arena, &w->warnings, &w->store,
                            err);
}

/* --chapter=content/03-sharing.md means the same as --chapter=03-sharing */
static const char *chapter_stem(const char *name, struct arena *a)
{
    static const char folder[] = "content/";
    if (str_starts(str_of(name), folder))
        name += sizeof folder - 1;
    size_t len = strlen(name);
    return len > 3 && strcmp(name + len - 3, ".md") == 0 ? arena_strndup(a, name, len - 3) : name;
}

const char *work_chapter(struct work *w, const char *name, struct err *err)
{
    struct arena *a = &w->arena;
    const struct words *files = &w->course.config.chapters;
    const char **stems = ARENA_ARRAY(a, files->count, const char *);
    name = chapter_stem(name, a);
    for (size_t i = 0; i < files->count; i++) {
        stems[i] = chapter_stem(files->items[i], a);
        if (strcmp(stems[i], name) == 0)
            return stems[i];
    }
    const char *near = nearest(name, stems, files->count);
    if (near)
        err_set(err, "no chapter \"%s\" (did you mean \"%s\"?)", name, near);
    else
        err_set(err, "no chapter \"%s\" (content/course.lua lists them all)", name);
    return NULL;
}

const struct sample *work_sample(struct work *w, const char *id, struct err *err)
{
    const struct course *course = &w->course;
    const struct sample *found = course_sample(course, id);
    if (found)
        return found;
    const char **ids = ARENA_ARRAY(&w->arena, course->sample_count, const char *);
    for (size_t i = 0; i < course->sample_count; i++)
        ids[i] = course->samples[i]->id;
    const char *near = nearest(id, ids, course->sample_count);
    if (near)
        err_set(err, "no sample \"%s\" (did you mean \"%s\"?)", id, near);
    else
        err_set(err, "no sample \"%s\" (drawloom list has them all)", id);
    return NULL;
}

/* All that --rerun names is there. */
static bool check_rerun(struct work *w, const char *names, struct err *err)
{
    struct str rest = str_of(names), piece;
    bool ok = true;
    while (ok && str_piece(&rest, ',', &piece)) {
        char *name = xstrndup(piece.data, piece.len);
        ok = strcmp(name, "all") == 0 || work_sample(w, name, err);
        free(name);
    }
    return ok;
}

/* All chapters are read even if one is asked for: its page has links to the others. */
bool work_read(struct work *w, struct err *err)
{
    const char *chapter = w->options->chapter;
    report_progress(w->report, "reading the chapters");
    return course_load(w->options->dir, NULL, w->jobs, &w->course, err) &&
           (!chapter || (w->only = work_chapter(w, chapter, err))) &&
           check_rerun(w, w->options->rerun, err);
}

static void say_sandbox(struct work *w)
{
    const struct sandbox *sandbox = &w->sandbox;
    const char *level = sandbox_level_name(sandbox->level);
    if (!sandbox->tool)
        report_say(w->report, "sandbox: %s: programs run as you", level);
    else
        report_say(w->report, "sandbox: %s (%s)%s%s", level, sandbox->tool,
                   sandbox->why ? ": " : "", sandbox->why ? sandbox->why : "");
}

static bool runs_anything(const struct course *course)
{
    for (size_t i = 0; i < course->sample_count; i++)
        if (course->samples[i]->depth != SAMPLE_SHOWN)
            return true;
    return false;
}

bool work_open_sandbox(struct work *w, struct err *err)
{
    if (w->sandbox_tried)
        return true;
    const char *dir = store_work_dir(w->store, &w->arena, err);
    const struct sandbox_spec spec = {w->launcher, w->options->sandbox, dir,
                                      &w->course.config.readable};
    struct err ignored; /* the next build removes what stays */
    bool ok = dir && sandbox_open(&w->sandbox, &spec, &w->arena, err);
    if (dir)
        file_remove_tree(dir, &ignored);
    w->sandbox_tried = ok;
    if (ok)
        say_sandbox(w);
    return ok;
}

static bool choose_sandbox(struct work *w, struct err *err)
{
    if (runs_anything(&w->course))
        return work_open_sandbox(w, err);
    sandbox_assume(&w->sandbox, w->launcher, w->options->sandbox);
    return true;
}

/* Count the claims that are unsettled; with --strict each is a problem. */
static void weigh_claims(struct work *w)
{
    struct results *results = &w->results;
    for (size_t c = 0; c < w->course.chapter_count; c++)
        for (size_t i = 0; i < w->course.chapters[c]->claim_count; i++) {
            const struct claim *claim = &w->course.chapters[c]->claims[i];
            const struct claim_result *result = &results->chapters[c].claims[i];
            if (!result->is_known || result->verdict != CLAIM_UNSETTLED)
                continue;
            w->unsettled++;
            if (w->options->strict)
                problem_add(&results->problems, &results->arena, PROBLEM_ERROR, claim->place.file,
                            claim->place.line, claim->place.column, "claim \"%s\" is unsettled: %s",
                            claim->text, result->reason);
        }
}

/* While samples run, a signal must not leave their working folders behind. */
bool work_do(struct work *w, struct err *err)
{
    const struct build_options options = {
        .jobs = w->jobs,
        .rerun = w->options->rerun,
        .keep_compiled = w->options->keep_compiled,
        .explain = w->options->explain,
        .only = w->only,
        .no_time = w->options->no_time,
        .frozen = w->options->frozen,
    };
    if (options.rerun && !ledger_forget(w->store, err))
        return false;
    interrupt_defer(true);
    const struct sandbox *sandbox = options.frozen ? NULL : &w->sandbox;
    bool ok = (options.frozen || choose_sandbox(w, err)) &&
              build_samples(&w->course, w->store, sandbox, &options, w->report, &w->results,
                            &w->counts, err);
    interrupt_defer(false);
    if (launcher_is_stopped(w->launcher))
        return err_set(err, "interrupted");
    if (!ok || !values_compute(&w->results, w->only, w->jobs, err))
        return false;
    weigh_claims(w);
    return true;
}

/* Frozen results, and courses without programs, have needed no sandbox so far. */
static bool make_in_sandbox(struct work *w, struct formulas *f, struct err *err)
{
    report_progress(w->report, "making %zu formulas", f->open);
    if (!work_open_sandbox(w, err))
        return false;
    const char *dir = store_work_dir(w->store, &w->arena, err);
    struct err ignored; /* the next build removes what stays */
    bool ok = dir && formulas_make(f, &w->sandbox, dir, err);
    if (dir)
        file_remove_tree(dir, &ignored);
    return ok;
}

bool work_make_formulas(struct work *w, struct err *err)
{
    struct formulas f;
    const struct installation *in = &w->installation;
    if (!formulas_look_up(&f, &w->results, w->store, in->formulas, in->katex, err))
        return false;
    interrupt_defer(true);
    bool ok = f.open == 0 || make_in_sandbox(w, &f, err);
    interrupt_defer(false);
    if (launcher_is_stopped(w->launcher))
        return err_set(err, "interrupted");
    if (ok)
        formulas_settle(&f);
    if (ok && w->options->explain && f.count > 0)
        report_say(w->report, "formulas: made %zu of %zu", f.made, f.count);
    return ok;
}

void work_end(struct work *w)
{
    results_release(&w->results);
    sandbox_close(&w->sandbox);
    course_release(&w->course);
    store_close(w->store);
    arena_release(&w->arena);
}

void work_report(struct work *w)
{
    problems_append(&w->problems, &w->course.problems);
    problems_append(&w->problems, &w->results.problems);
    if (w->store)
        store_warn(w->store, &w->arena, &w->warnings);
    problems_append(&w->problems, &w->warnings);
    report_problems(w->report, &w->problems);
}

enum site_status work_failed(struct work *w, const struct err *err, const char *result)
{
    if (interrupt_signal()) {
        report_say(w->report, "drawloom: interrupted: %s", result);
        return SITE_INTERRUPTED;
    }
    bool in_course = err->file[0] != '\0';
    if (in_course)
        problem_from_err(&w->problems, &w->arena, err);
    work_report(w);
    if (in_course)
        report_say(w->report, "%s", result);
    else
        report_say(w->report, "drawloom: %s: %s", result, err->message);
    return in_course ? SITE_PROBLEMS : SITE_FAILED;
}
