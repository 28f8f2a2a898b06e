#include "course/draft.h"

#include <stdarg.h>
#include <string.h>

#include "course/attribute.h"
#include "course/entry.h"
#include "course/list.h"
#include "course/program.h"
#include "course/show.h"
#include "course/sweep.h"

void draft_problem(struct draft *d, int column, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *message = arena_vprintf(&d->reading->scratch, format, args);
    va_end(args);
    bool names_point = d->point && d->depends_on_point;
    reading_info_problem(d->reading, d->block, column, "%s%s%s%s", names_point ? "with " : "",
                         names_point ? d->point : "", names_point ? ": " : "", message)
        ->sample = d->sample.id[0] ? d->sample.id : NULL;
    d->is_broken = true;
}

static void set_defaults(struct draft *d, const struct language *language)
{
    struct reading *r = d->reading;
    d->sample = (struct sample){
        .id = "",
        .chapter = r->chapter->name,
        .place = reading_place(d->block),
        .language = language,
        .has_entry = true,
        .depth = SAMPLE_RUN,
        .cc = language->cc,
        .std = language->std,
        .opt = language->opt,
        .cflags = words_copy(&language->cflags, r->a),
        .libs = words_copy(&language->libs, r->a),
        .limits = r->config->defaults,
        .must_end = SAMPLE_EXITS,
        .stdin_text = STR(""),
        .caption = "",
        .warmup = 1,
    };
}

/* Chapter stem, "-", ordinal among the samples without id; a "/" would make folders of it. */
static const char *ordinal_id(struct reading *r, struct place place)
{
    const char *id;
    do {
        char *text = arena_printf(r->a, "%s-%zu", r->chapter->name, ++r->unnamed);
        for (char *slash = strchr(text, '/'); slash; slash = strchr(slash, '/'))
            *slash = '-';
        id = text;
    } while (anchors_claim(&r->anchors, &r->scratch, id, place));
    return id;
}

static void set_id(struct draft *d)
{
    struct reading *r = d->reading;
    const char *given = NULL;
    if (!reading_take_id(r, d->block, "sample", &given))
        d->is_broken = true;
    d->sample.named = given != NULL;
    d->sample.id = given ? given : ordinal_id(r, d->sample.place);
}

/* Lines of the program that an attribute names. */
static void read_lines(struct draft *d, const struct fence_item *item, struct line_range **lines,
                       size_t *count)
{
    struct err err = {0};
    const struct language *language = d->sample.language;
    struct show_program program = {d->sample.files[0].text, language->grammar, language->title,
                                   d->reading->code};
    if (item && !d->is_broken &&
        !show_read(item->value, &program, d->reading->a, lines, count, &err))
        draft_problem(d, item->column, "%s: %s", item->name, err.message);
}

/* What the program itself decides: whether it can be run, and which of its lines are shown. */
static void look_into_program(struct draft *d)
{
    struct sample *s = &d->sample;
    if (s->language->entry) {
        s->has_entry = false;
        for (size_t i = 0; i < s->file_count && !s->has_entry; i++)
            s->has_entry = entry_found(s->files[i].text, s->language->entry);
    }
    if (!s->has_entry && s->depth == SAMPLE_RUN)
        s->depth = SAMPLE_COMPILED;
    read_lines(d, d->show, &s->shown, &s->shown_count);
    read_lines(d, d->mark, &s->marked, &s->marked_count);
}

/* When the program is read: the other attributes, and whether all fit together. */
static void complete(struct draft *d)
{
    attributes_apply(d, ATTRIBUTE_OF_POINT);
    if (!d->is_broken)
        attributes_check(d);
}

/* The sample at one point of its sweep: all that was read so far, and what its fence says there. */
static struct sample complete_point(struct draft *d, const struct sweep *sweep, size_t i)
{
    struct arena *a = d->reading->a;
    struct draft point = *d;
    struct sample *s = &point.sample;
    s->parameters = sweep->names;
    s->values = sweep_values(sweep, i, a);
    s->cflags = words_copy(&s->cflags, a);
    s->libs = words_copy(&s->libs, a);
    point.point = sweep_label(&s->parameters, &s->values, &d->reading->scratch);
    point.fence = sweep_fence(sweep, &s->values, a);
    complete(&point);
    d->is_broken = point.is_broken;
    return point.sample;
}

/* One mistake is one problem: it would be the same at further points. */
static void complete_sweep(struct draft *d)
{
    struct sweep sweep;
    struct err err = {0};
    struct arena *a = d->reading->a;
    if (!sweep_read(&d->block->fence, d->sweep, a, &sweep, &err)) {
        draft_problem(d, err.column, "%s", err.message);
        return;
    }
    struct sample *points = ARENA_ARRAY(a, sweep.point_count, struct sample);
    for (size_t i = 0; i < sweep.point_count && (i == 0 || !d->is_broken); i++)
        points[i] = complete_point(d, &sweep, i);
    d->sample = points[0];
    d->sample.values = (struct words){0};
    d->sample.points = points;
    d->sample.point_count = sweep.point_count;
}

/* One mistake is one problem: running what was declared wrongly would only add others. */
static void give_up(struct sample *s)
{
    s->is_broken = true;
    s->depth = SAMPLE_SHOWN;
    s->diff = NULL;
    s->points = NULL;
    s->point_count = 0;
    s->parameters = s->values = (struct words){0};
}

static void read_program(struct draft *d)
{
    program_read(d);
    program_read_data(d);
    look_into_program(d);
}

size_t draft_sample(struct reading *r, const struct block *block, const struct language *language)
{
    struct draft d = {
        .reading = r, .block = block, .fence = block->fence, .is_broken = block->is_malformed};
    set_defaults(&d, language);
    set_id(&d);
    if (block->fence.has_more_words)
        draft_problem(&d, 0, "\"%.*s\" may only be followed by {…}", STR_FMT(block->fence.word));
    attributes_apply(&d, ATTRIBUTE_OF_SAMPLE);
    read_program(&d);
    if (!d.sweep)
        complete(&d);
    else if (!block->is_malformed) /* the values to be put in may be missing */
        complete_sweep(&d);
    if (d.is_broken)
        give_up(&d.sample);
    else if (d.diff)
        reading_refer(r, block, d.diff, d.sample.diff)->from = d.sample.id;
    *LIST_ADD(r->a, r->chapter->samples, r->chapter->sample_count) = d.sample;
    return r->chapter->sample_count - 1;
}
