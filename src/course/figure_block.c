#include "course/figure_block.h"

#include <string.h>

#include "base/nearest.h"
#include "course/list.h"
#include "course/quantity.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* More than any machine has: a wrong number, that is. */
enum { CORES_MOST = 4096 };

static const struct {
    const char *word;
    enum figure_kind kind;
    const char *labels[7]; /* what its braces may hold */
} kinds[] = {
    {"compare", FIGURE_COMPARE, {"#", "of", "caption"}},
    {"chart", FIGURE_CHART, {"#", "of", "x", "y", "kind", "caption"}},
    {"claim", FIGURE_CLAIMS, {"#", "cores", "caption"}},
};

static size_t kind_of(struct str word)
{
    size_t i = 0;
    while (i < COUNT(kinds) && !str_is(word, kinds[i].word))
        i++;
    return i;
}

bool figure_block_is(struct str word)
{
    return kind_of(word) < COUNT(kinds);
}

static void check_labels(struct reading *r, const struct block *block)
{
    const char *const *labels = kinds[kind_of(block->fence.word)].labels;
    size_t count = 0;
    while (labels[count])
        count++;
    reading_allow(r, block, labels, count);
    if (block->fence.has_more_words)
        reading_info_problem(r, block, 0, "\"%.*s\" may only be followed by {…}",
                             STR_FMT(block->fence.word));
}

/* The value of `name=`; NULL when it is not given. */
static const char *value_of(const struct block *block, const char *name)
{
    const struct fence_item *item = fence_find(&block->fence, FENCE_VALUE, name);
    return item ? item->value : NULL;
}

/* The samples that of= names. False when there are none, or when something is wrong with them. */
static bool read_of(struct reading *r, const struct block *block, struct figure *f)
{
    const struct fence_item *item = fence_find(&block->fence, FENCE_VALUE, "of");
    struct words words;
    struct err err = {0};
    if (!item)
        return false;
    if (!words_split(str_of(item->value), r->a, &words, &err)) {
        reading_info_problem(r, block, item->column, "of: %s", err.message);
        return false;
    }
    if (words.count == 0)
        reading_info_problem(r, block, item->column, "of: names no sample");
    struct names seen = {0};
    for (size_t i = 0; i < words.count; i++) {
        if (names_find(&seen, words.items[i])) {
            reading_info_problem(r, block, item->column, "of: \"%s\" is there twice",
                                 words.items[i]);
            return false;
        }
        names_add(&seen, &r->scratch, words.items[i], i);
        words_add(&f->of, r->a, words.items[i]);
        struct reference *reference = reading_refer(r, block, item, words.items[i]);
        reference->needs_time = f->kind == FIGURE_COMPARE;
        reference->needs_trace = f->chart == CHART_TIMELINE;
    }
    return f->of.count > 0;
}

static void check_empty(struct reading *r, const struct block *block)
{
    if (str_trim(block->body).len > 0)
        reading_info_problem(r, block, 0,
                             "this block must be empty: what it shows follows from the samples");
}

static void read_compare(struct reading *r, const struct block *block, struct figure *f)
{
    check_empty(r, block);
    if (read_of(r, block, f) && f->of.count == 1)
        r->chapter->references[r->chapter->reference_count - 1].needs_sweep = true;
    else if (!value_of(block, "of"))
        reading_info_problem(r, block, 0, "which samples? (write compare {of=\"seq threads\"})");
}

static enum chart_kind read_kind(struct reading *r, const struct block *block)
{
    static const char *const names[] = {"line", "bar", "histogram", "timeline"};
    static const enum chart_kind charts[] = {CHART_LINE, CHART_BAR, CHART_HISTOGRAM,
                                             CHART_TIMELINE};
    const struct fence_item *item = fence_find(&block->fence, FENCE_VALUE, "kind");
    size_t i = 0;
    if (!item)
        return CHART_CHOSEN;
    while (i < COUNT(names) && strcmp(names[i], item->value) != 0)
        i++;
    const char *near = i == COUNT(names) ? nearest(item->value, names, COUNT(names)) : NULL;
    if (i == COUNT(names) && near)
        reading_info_problem(r, block, item->column,
                             "\"%s\" is not a kind of chart (did you mean \"%s\"?)", item->value,
                             near);
    else if (i == COUNT(names))
        reading_info_problem(r, block, item->column,
                             "\"%s\" is not a kind of chart (line, bar, histogram or timeline)",
                             item->value);
    return i < COUNT(names) ? charts[i] : CHART_CHOSEN;
}

/* Recordings on one scale of time: there is nothing to choose or to compute. */
static void read_timeline(struct reading *r, const struct block *block, struct figure *f)
{
    static const char *const axes[] = {"x", "y"};
    for (size_t i = 0; i < COUNT(axes); i++) {
        const struct fence_item *item = fence_find(&block->fence, FENCE_VALUE, axes[i]);
        if (item)
            reading_info_problem(r, block, item->column,
                                 "\"%s\" has no meaning with kind=timeline: time runs from left to "
                                 "right, and each thread has a lane",
                                 axes[i]);
    }
    check_empty(r, block);
    if (!read_of(r, block, f) && !value_of(block, "of"))
        reading_info_problem(r, block, 0,
                             "which samples? (write chart {of=\"coarse fine\" kind=timeline})");
}

static void read_series(struct reading *r, const struct block *block, struct figure *f)
{
    f->x = value_of(block, "x");
    f->y = value_of(block, "y");
    if (str_trim(block->body).len > 0) {
        f->body = arena_str(r->a, block->body).data;
        f->body_line = text_file_line(block->text, block->line + 1);
    }
    if (!read_of(r, block, f) && !value_of(block, "of") && !f->body)
        reading_info_problem(r, block, 0,
                             "of what? (write chart {of=id}, or Lua that computes the series)");
}

static void read_chart(struct reading *r, const struct block *block, struct figure *f)
{
    f->chart = read_kind(r, block);
    if (f->chart == CHART_TIMELINE)
        read_timeline(r, block, f);
    else
        read_series(r, block, f);
}

static int read_cores(struct reading *r, const struct block *block)
{
    const struct fence_item *item = fence_find(&block->fence, FENCE_VALUE, "cores");
    long cores = 0;
    struct err err = {0};
    if (item && !quantity_count(str_of(item->value), 1, CORES_MOST, &cores, &err))
        reading_info_problem(r, block, item->column, "cores: %s", err.message);
    return (int)cores;
}

/* The column in the file at which the line's last `text` begins: what is before it may be
 * indentation, or the marks of a quote. */
static int claim_column(const struct text *text, int line, struct str claim)
{
    struct str whole = str_trim_end(text_line(text, line));
    if (claim.len > whole.len)
        return 0;
    return text_file_column(text, line, (int)(whole.len - claim.len) + 1);
}

static void read_claims(struct reading *r, const struct block *block, struct figure *f)
{
    struct chapter *c = r->chapter;
    struct str rest = block->body, line;
    int cores = read_cores(r, block);
    for (int number = block->line + 1; str_line(&rest, &line); number++) {
        struct str claim = str_trim(line);
        if (claim.len == 0 || str_starts(claim, "--"))
            continue;
        *LIST_ADD(r->a, c->claims, c->claim_count) = (struct claim){
            .text = arena_str(r->a, claim).data,
            .place = {block->text->file, text_file_line(block->text, number),
                      claim_column(block->text, number, claim)},
            .cores = cores,
        };
        f->claim_count++;
    }
    if (f->claim_count == 0)
        reading_info_problem(r, block, 0,
                             "this block claims nothing (write a line such as wall(\"a\") < "
                             "wall(\"b\"))");
}

static void read_figure(struct reading *r, const struct block *block, struct figure *f)
{
    const char *caption = value_of(block, "caption");
    f->caption = caption ? caption : "";
    check_labels(r, block);
    if (f->kind == FIGURE_COMPARE)
        read_compare(r, block, f);
    else if (f->kind == FIGURE_CHART)
        read_chart(r, block, f);
    else
        read_claims(r, block, f);
}

size_t figure_block_add(struct reading *r, const struct block *block)
{
    struct chapter *c = r->chapter;
    const char *id;
    reading_take_id(r, block, "figure", &id);
    struct figure figure = {
        .kind = kinds[kind_of(block->fence.word)].kind,
        .place = reading_place(block),
        .id = id ? id : "",
        .caption = "",
        .first_claim = c->claim_count,
    };
    const struct problem *last = c->problems.last;
    if (!block->is_malformed) /* one that is not closed holds the rest of the chapter */
        read_figure(r, block, &figure);
    figure.is_broken = block->is_malformed || c->problems.last != last;
    *LIST_ADD(r->a, c->figures, c->figure_count) = figure;
    return c->figure_count - 1;
}
