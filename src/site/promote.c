#include "site/commands.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diff.h"
#include "base/file.h"
#include "base/path.h"
#include "base/utf8.h"
#include "base/visible.h"
#include "course/list.h"
#include "site/interrupt.h"
#include "site/rewrite.h"
#include "site/work.h"

/* A block that may get a new body. */
struct edit {
    const struct expected *expected;
    struct str printed;
    bool matched; /* it is right as it is */
};

struct promotion {
    struct work *work;
    struct edit *edits;
    size_t count, rewritten;
    struct problems refused;
};

static bool has_wildcard(struct str text)
{
    struct str line;
    while (str_line(&text, &line))
        if (str_is(str_trim_end(line), "..."))
            return true;
    return false;
}

/* A chapter is text: what can't be seen in it would be lost by the next editor. */
static bool has_control(struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if ((c < ' ' && c != '\n' && c != '\t') || c == 0x7f)
            return true;
    }
    return false;
}

/* Whether a line looks like a fence. */
static bool has_fence(struct str text)
{
    struct str line;
    while (str_line(&text, &line)) {
        line = str_trim(line);
        if (str_starts(line, "```") || str_starts(line, "~~~"))
            return true;
    }
    return false;
}

static struct str printed_by(const struct result *result, const struct expected *expected)
{
    if (!result->run)
        return STR("");
    return expected->fd == 2 ? result->run->err : result->run->out;
}

/* Why this block stays as it is; NULL: it is rewritten. */
static const char *reason_against(const struct result *result, const struct expected *expected)
{
    struct str printed = printed_by(result, expected);
    if (expected->mode == EXPECTED_REGEX)
        return "a block of regular expressions is not rewritten";
    if (expected->mode == EXPECTED_UNORDERED)
        return "a block whose lines have no order is not rewritten";
    if (has_wildcard(expected->text))
        return "a block with a line \"...\" is not rewritten";
    if (!result->run)
        return "the sample was not run";
    if (!result->ended_as_expected)
        return "the sample did not end as expected: that comes first";
    if (result->run->truncated)
        return "the sample printed more than is kept";
    if (!utf8_is_valid(printed) || has_control(printed))
        return "the output holds bytes that have no place in a text";
    if (has_wildcard(printed))
        return "the output has a line \"...\", which would stand for any lines";
    if (expected->is_nested && has_fence(printed))
        return "the output has a line like a fence, which could end the exercise around it";
    return NULL;
}

static void consider(struct promotion *p, const struct result *result,
                     const struct verdict *verdict)
{
    struct arena *a = &p->work->arena;
    const struct expected *expected = verdict->expected;
    const char *reason = reason_against(result, expected);
    bool is_definition = result->sample->trials && expected->fd == 1; /* of what is right */
    if (is_definition || (verdict->matched && reason))
        return;
    if (reason) {
        const struct place *place = &expected->place;
        problem_add(&p->refused, a, PROBLEM_ERROR, place->file, place->line, place->column,
                    "not promoted: %s", reason)
            ->sample = result->sample->id;
        return;
    }
    *LIST_ADD(a, p->edits, p->count) =
        (struct edit){expected, printed_by(result, expected), verdict->matched};
}

static void consider_all(struct promotion *p, const struct result *result)
{
    for (size_t i = 0; i < result->verdict_count; i++)
        consider(p, result, &result->verdicts[i]);
}

static bool is_chosen(const struct sample *sample, const struct words *chapters)
{
    for (size_t i = 0; i < chapters->count; i++)
        if (strcmp(sample->chapter, chapters->items[i]) == 0)
            return true;
    return chapters->count == 0;
}

static void find_edits(struct promotion *p, const struct words *chapters)
{
    const struct course *course = &p->work->course;
    for (size_t i = 0; i < course->sample_count; i++) {
        const struct result *result = &p->work->results.samples[i];
        if (!is_chosen(result->sample, chapters))
            continue;
        consider_all(p, result);
        for (size_t k = 0; k < result->point_count; k++)
            consider_all(p, &result->points[k]);
    }
}

static int by_place(const void *a, const void *b)
{
    const struct place *x = &((const struct edit *)a)->expected->place;
    const struct place *y = &((const struct edit *)b)->expected->place;
    int order = strcmp(x->file, y->file);
    return order ? order : (x->line > y->line) - (x->line < y->line);
}

static void refuse_disputed(struct promotion *p, const struct place *place)
{
    problem_add(&p->refused, &p->work->arena, PROBLEM_ERROR, place->file, place->line,
                place->column,
                "not promoted: it belongs to two chapters that include it, or to several points of "
                "a sweep, and they print different things");
}

/* A block of a file that two chapters include, or of several points of a sweep, is there as often. One
 * edit of each block stays, or none when all is well, or when they disagree. */
static void drop_repeated(struct promotion *p)
{
    size_t kept = 0;
    for (size_t i = 0, next; i < p->count; i = next) {
        struct edit first = p->edits[i];
        bool is_wanted = false, is_disputed = false;
        for (next = i; next < p->count && by_place(&first, &p->edits[next]) == 0; next++) {
            is_wanted |= !p->edits[next].matched;
            is_disputed |= !str_equal(first.printed, p->edits[next].printed);
        }
        if (is_wanted && is_disputed)
            refuse_disputed(p, &first.expected->place);
        else if (is_wanted)
            p->edits[kept++] = first;
    }
    p->count = kept;
}

static void print_diff(const char *file, struct str old, struct str new)
{
    struct buf diff = BUF_INIT;
    buf_printf(&diff, "--- %s\n+++ %s\n", file, file);
    diff_unified(old, new, &diff);
    visible_on_terminal(&diff, STDOUT_FILENO);
    fwrite(diff.data, 1, diff.len, stdout);
    fflush(stdout); /* before what is said on the other stream */
    buf_release(&diff);
}

/* Running the samples took its time, and the author may have gone on writing: the edits are for the
 * lines that were read. */
static bool is_as_read(const struct course *course, const char *file, struct str bytes,
                       struct err *err)
{
    struct hash hash = hash_of(bytes.data, bytes.len);
    for (size_t c = 0; c < course->chapter_count; c++)
        for (size_t i = 0; i < course->chapters[c]->input_count; i++) {
            const struct input *input = &course->chapters[c]->inputs[i];
            if (strcmp(input->path, file) == 0 && hash_equal(input->hash, hash))
                return true;
        }
    return err_at(err, file, 0, 0, "has changed since it was read: promote again");
}

/* Where a link in content/ leads, the file there is what the author edits. */
static bool write_chapter(const char *path, struct str bytes, struct err *err)
{
    char *target = realpath(path, NULL);
    interrupt_defer(true); /* a temporary file must not stay */
    bool ok = file_write(target ? target : path, bytes, err);
    interrupt_defer(false);
    free(target);
    return ok;
}

/* Rewrite one file with its edits. */
static bool rewrite_file(struct promotion *p, const struct edit *edits, size_t count,
                         struct err *err)
{
    struct arena *a = &p->work->arena;
    const char *file = edits[0].expected->place.file;
    const char *path = path_join(a, p->work->options->dir, file);
    struct rewrite *rewrites = ARENA_ARRAY(a, count, struct rewrite);
    struct buf old = BUF_INIT, new = BUF_INIT;
    for (size_t i = 0; i < count; i++) {
        const struct expected *e = edits[i].expected;
        rewrites[i] = (struct rewrite){e->place.line, e->end_line, e->prefix, edits[i].printed};
    }
    bool ok = file_read(path, &old, err) && is_as_read(&p->work->course, file, buf_view(&old), err);
    if (ok)
        rewrite_apply(buf_view(&old), rewrites, count, &new);
    ok = ok && write_chapter(path, buf_view(&new), err);
    if (ok)
        print_diff(file, buf_view(&old), buf_view(&new));
    buf_release(&old);
    buf_release(&new);
    return ok;
}

/* In the order of the files, which is how they are rewritten. */
static void sort_edits(struct promotion *p)
{
    if (p->count > 1)
        qsort(p->edits, p->count, sizeof *p->edits, by_place);
    drop_repeated(p);
}

static bool rewrite_all(struct promotion *p, struct err *err)
{
    size_t end;
    file_sweep_temporaries(path_join(&p->work->arena, p->work->options->dir, "content"), true);
    for (size_t i = 0; i < p->count; i = end) {
        const char *file = p->edits[i].expected->place.file;
        for (end = i + 1; end < p->count; end++)
            if (strcmp(p->edits[end].expected->place.file, file) != 0)
                break;
        if (launcher_is_stopped(p->work->launcher))
            return err_set(err, "interrupted");
        if (!rewrite_file(p, &p->edits[i], end - i, err))
            return false;
        p->rewritten += end - i;
    }
    return true;
}

static bool chosen_chapters(struct work *w, const struct options *options, struct words *chapters,
                            struct err *err)
{
    for (size_t i = 0; i < options->word_count; i++) {
        const char *stem = work_chapter(w, options->words[i], err);
        if (!stem)
            return false;
        words_add(chapters, &w->arena, stem);
    }
    return true;
}

static void tell(struct promotion *p)
{
    struct report *report = p->work->report;
    size_t refused = problems_count(&p->refused, PROBLEM_ERROR);
    if (p->count == 0 && refused == 0)
        report_say(report, "nothing to promote: every output is as expected");
    else
        report_say(report, "%zu block%s rewritten, %zu not", p->rewritten,
                   p->rewritten == 1 ? "" : "s", refused);
}

enum site_status promote(const struct options *options, const struct launcher *launcher,
                         struct report *report)
{
    struct work w;
    struct err err = {0};
    struct words chapters = {0};
    struct promotion p = {.work = &w};
    enum site_status status;
    bool ok = work_begin(&w, &options->site, launcher, report, &err) && work_read(&w, &err) &&
              chosen_chapters(&w, options, &chapters, &err) && work_do(&w, &err);
    if (ok) {
        find_edits(&p, &chapters);
        sort_edits(&p);
        report_problems(report, &p.refused); /* with the lines as they are before the rewriting */
    }
    if (ok && rewrite_all(&p, &err)) {
        tell(&p);
        status = p.refused.first ? SITE_PROBLEMS : SITE_OK;
    } else {
        status =
            work_failed(&w, &err, p.rewritten ? "not all was promoted" : "nothing was promoted");
    }
    work_end(&w);
    return status;
}
