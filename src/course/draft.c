#include "course/draft.h"

#include <stdarg.h>
#include <string.h>

#include "course/attribute.h"
#include "course/entry.h"
#include "course/list.h"
#include "course/program.h"
#include "course/show.h"

void draft_problem(struct draft *d, int column, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *message = arena_vprintf(&d->reading->scratch, format, args);
    va_end(args);
    reading_info_problem(d->reading, d->block, column, "%s", message)->sample =
        d->sample.id[0] ? d->sample.id : NULL;
    d->is_broken = true;
}

/* A copy that can grow without changing the language's own list. */
static struct words copy_words(const struct words *from, struct arena *a)
{
    struct words copy = {0};
    for (size_t i = 0; i < from->count; i++)
        words_add(&copy, a, from->items[i]);
    return copy;
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
        .cflags = copy_words(&language->cflags, r->a),
        .libs = copy_words(&language->libs, r->a),
        .limits = r->config->defaults,
        .must_end = SAMPLE_EXITS,
        .stdin_text = STR(""),
        .caption = "",
    };
}

/* The id that the author gave, when it is good and free; else NULL. */
static const char *given_id(struct draft *d)
{
    const struct fence *fence = &d->block->fence;
    const struct fence_item *given = NULL;
    for (size_t i = 0; i < fence->item_count; i++) {
        if (fence->items[i].kind != FENCE_ID)
            continue;
        if (given) {
            draft_problem(d, fence->items[i].column, "a sample has one id: \"#%s\" is the second",
                          fence->items[i].name);
            break;
        }
        given = &fence->items[i];
    }
    if (!given)
        return NULL;
    if (!anchors_is_id(given->name)) {
        draft_problem(d, given->column,
                      "\"#%s\" is not an id (a letter, then letters, digits, - and _)",
                      given->name);
        return NULL;
    }
    struct reading *r = d->reading;
    const struct place *taken =
        anchors_claim(&r->anchors, &r->scratch, given->name, d->sample.place);
    if (taken)
        draft_problem(d, given->column, "the id \"%s\" is taken by %s:%d", given->name, taken->file,
                      taken->line);
    return taken ? NULL : given->name;
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
    const char *given = given_id(d);
    d->sample.named = given != NULL;
    d->sample.id = given ? given : ordinal_id(d->reading, d->sample.place);
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
    struct err err = {0};
    if (d->show && !d->is_broken &&
        !show_read(d->show->value, s->files[0].text, d->reading->a, &s->shown, &s->shown_count,
                   &err))
        draft_problem(d, d->show->column, "show: %s", err.message);
}

size_t draft_sample(struct reading *r, const struct block *block, const struct language *language)
{
    struct draft d = {.reading = r, .block = block, .is_broken = block->is_malformed};
    set_defaults(&d, language);
    set_id(&d);
    if (block->fence.has_more_words)
        draft_problem(&d, 0, "\"%.*s\" may only be followed by {…}", STR_FMT(block->fence.word));
    attributes_apply(&d);
    program_read(&d);
    program_read_data(&d);
    look_into_program(&d);
    if (!d.is_broken)
        attributes_check(&d);
    /* one mistake is one problem: running what was declared wrongly would only add others */
    if (d.is_broken)
        d.sample.depth = SAMPLE_SHOWN;
    d.sample.is_broken = d.is_broken;
    *LIST_ADD(r->a, r->chapter->samples, r->chapter->sample_count) = d.sample;
    return r->chapter->sample_count - 1;
}
