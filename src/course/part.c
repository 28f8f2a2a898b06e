#include "course/part.h"

#include <string.h>

#include "base/nearest.h"
#include "course/list.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const output_labels[] = {"of", "stream", ".unordered", ".regex"};
static const char *const input_labels[] = {"of"};

/* What promote puts before each line: quotes stay, list markers and all else become blanks. */
static const char *line_prefix(const struct block *block, struct arena *a)
{
    struct str before = text_file_prefix(block->text, block->line, block->column);
    char *prefix = arena_alloc(a, before.len + 1, 1);
    for (size_t i = 0; i < before.len; i++)
        prefix[i] = before.data[i] == '>' || before.data[i] == '\t' ? before.data[i] : ' ';
    return prefix;
}

static int read_stream(struct reading *r, const struct block *block)
{
    const struct fence_item *item = fence_find(&block->fence, FENCE_VALUE, "stream");
    if (!item || strcmp(item->value, "stdout") == 0)
        return 1;
    if (strcmp(item->value, "stderr") != 0)
        reading_info_problem(r, block, item->column, "\"%s\" is not a stream (stdout or stderr)",
                             item->value);
    return 2;
}

static enum expected_mode read_mode(struct reading *r, const struct block *block)
{
    const struct fence_item *unordered = fence_find(&block->fence, FENCE_CLASS, "unordered");
    const struct fence_item *regex = fence_find(&block->fence, FENCE_CLASS, "regex");
    if (unordered && regex)
        reading_info_problem(r, block, regex->column, "\".regex\" contradicts \".unordered\"");
    return regex ? EXPECTED_REGEX : unordered ? EXPECTED_UNORDERED : EXPECTED_EXACT;
}

static bool is_known(const struct fence_item *item)
{
    return str_is_one_of(str_of(item->name), output_labels, COUNT(output_labels));
}

/* Values with other names may be those of a sweep. They are taken out of the block, and wait. */
static void take_points(struct reading *r, struct block *block, struct part *part)
{
    struct fence *fence = &block->fence;
    struct fence_item *kept = NULL;
    size_t kept_count = 0;
    for (size_t i = 0; i < fence->item_count; i++) {
        const struct fence_item *item = &fence->items[i];
        if (item->kind != FENCE_VALUE || is_known(item)) {
            *LIST_ADD(&r->scratch, kept, kept_count) = *item;
            continue;
        }
        struct fence_item *label = LIST_ADD(&r->scratch, part->labels, part->label_count);
        *label = *item;
        label->column = reading_item_place(block, item).column;
    }
    fence->items = kept;
    fence->item_count = kept_count;
}

static void check_labels(struct reading *r, const struct block *block, bool is_input)
{
    if (is_input)
        reading_allow(r, block, input_labels, COUNT(input_labels));
    else
        reading_allow(r, block, output_labels, COUNT(output_labels));
    if (block->fence.has_more_words)
        reading_info_problem(r, block, 0, "\"%.*s\" may only be followed by {…}",
                             STR_FMT(block->fence.word));
}

void part_add(struct reading *r, const struct block *block)
{
    struct block rest = *block; /* without what names points */
    bool is_input = str_is(block->fence.word, "input");
    struct part *part = LIST_ADD(&r->scratch, r->parts, r->part_count);
    if (!is_input)
        take_points(r, &rest, part);
    check_labels(r, &rest, is_input);
    const struct fence_item *of = fence_find(&rest.fence, FENCE_VALUE, "of");
    part->is_input = is_input;
    part->of = of ? of->value : NULL;
    part->sample = r->chapter->sample_count ? r->chapter->sample_count - 1 : SIZE_MAX;
    part->column = of ? reading_item_place(block, of).column : reading_place(block).column;
    part->expected = (struct expected){
        .fd = is_input ? 0 : read_stream(r, block),
        .mode = is_input ? EXPECTED_EXACT : read_mode(r, block),
        .text = arena_str(r->a, block->body),
        .place = reading_place(block),
        .end_line = text_file_line(block->text, block->end_line),
        .prefix = line_prefix(block, r->a),
        .is_nested = block->text->is_fenced,
    };
}

static void report_at(struct reading *r, const struct part *part, int column, const char *sample,
                      const char *message)
{
    problem_add(&r->chapter->problems, r->a, PROBLEM_ERROR, part->expected.place.file,
                part->expected.place.line, column, "%s", message)
        ->sample = sample;
}

static void report(struct reading *r, const struct part *part, const char *sample,
                   const char *message)
{
    report_at(r, part, part->column, sample, message);
}

static void report_no_sample(struct reading *r, const struct part *part)
{
    struct chapter *c = r->chapter;
    const char **ids = ARENA_ARRAY(&r->scratch, c->sample_count, const char *);
    size_t count = 0;
    for (size_t i = 0; i < c->sample_count; i++)
        if (c->samples[i].named)
            ids[count++] = c->samples[i].id;
    const char *near = nearest(part->of, ids, count);
    report(r, part, NULL,
           near ? arena_printf(&r->scratch,
                               "no sample of this chapter is named \"%s\" (did you mean \"%s\"?)",
                               part->of, near)
                : arena_printf(&r->scratch, "no sample of this chapter is named \"%s\"", part->of));
}

/* The index of the part's sample, or SIZE_MAX when there is none, which is reported. */
static size_t sample_of(struct reading *r, const struct part *part)
{
    struct chapter *c = r->chapter;
    if (!part->of && part->sample == SIZE_MAX)
        report(r, part, NULL, "there is no sample before this block to which it could belong");
    if (!part->of)
        return part->sample;
    for (size_t i = 0; i < c->sample_count; i++)
        if (c->samples[i].named && strcmp(c->samples[i].id, part->of) == 0)
            return i;
    report_no_sample(r, part);
    return SIZE_MAX;
}

static void attach_input(struct reading *r, const struct part *part, struct sample *s)
{
    if (s->has_stdin) {
        report(r, part, s->id, "this sample has its standard input already");
        return;
    }
    s->has_stdin = true;
    s->stdin_text = part->expected.text;
    for (size_t i = 0; i < s->point_count; i++) {
        s->points[i].has_stdin = true;
        s->points[i].stdin_text = s->stdin_text;
    }
}

/* The index of the parameter; parameters.count when there is none of that name. */
static size_t parameter_of(const struct sample *s, const char *name)
{
    size_t i = 0;
    while (i < s->parameters.count && strcmp(s->parameters.items[i], name) != 0)
        i++;
    return i;
}

/* Whether all that the block says of its point is so at this one. */
static bool selects(const struct expected *e, const struct sample *point)
{
    for (size_t i = 0; i < e->point_count; i++)
        if (strcmp(point->values.items[parameter_of(point, e->point[i].name)], e->point[i].value) !=
            0)
            return false;
    return true;
}

static const char *why_no_parameter(struct reading *r, const struct sample *s, const char *name)
{
    struct arena *a = &r->scratch;
    const char *near = nearest(name, s->parameters.items, s->parameters.count);
    if (near)
        return arena_printf(a, "\"%s\" is no parameter of the sweep (did you mean \"%s\"?)", name,
                            near);
    near = nearest(name, output_labels, COUNT(output_labels));
    if (near)
        return arena_printf(a, "unknown attribute \"%s\" of output (did you mean \"%s\"?)", name,
                            near);
    return arena_printf(a,
                        s->point_count
                            ? "\"%s\" is no parameter of the sweep"
                            : "\"output\" has no attribute \"%s\": its sample has no sweep",
                        name);
}

/* "1, 2, 4": the values of a parameter, each once. */
static const char *list_values(struct reading *r, const struct sample *s, size_t parameter)
{
    const char *list = "";
    struct names seen = {0};
    for (size_t i = 0; i < s->point_count; i++) {
        const char *value = s->points[i].values.items[parameter];
        if (names_find(&seen, value))
            continue;
        names_add(&seen, &r->scratch, value, i);
        list = arena_printf(&r->scratch, "%s%s%s", list, list[0] ? ", " : "", value);
    }
    return list;
}

/* Add what the label says of the point; what is wrong with it, or NULL. */
static const char *add_label(struct reading *r, const struct sample *s,
                             const struct fence_item *label, struct expected *e)
{
    size_t parameter = parameter_of(s, label->name);
    if (parameter == s->parameters.count)
        return why_no_parameter(r, s, label->name);
    for (size_t i = 0; i < e->point_count; i++)
        if (strcmp(e->point[i].name, label->name) == 0)
            return arena_printf(&r->scratch, "attribute \"%s\" is given twice", label->name);
    for (size_t i = 0; i < s->point_count; i++) {
        if (strcmp(s->points[i].values.items[parameter], label->value) == 0) {
            *LIST_ADD(r->a, e->point, e->point_count) = (struct setting){label->name, label->value};
            return NULL;
        }
    }
    return arena_printf(&r->scratch, "%s=%s is not in the sweep (%s)", label->name, label->value,
                        list_values(r, s, parameter));
}

static bool read_point(struct reading *r, const struct part *part, const struct sample *s,
                       struct expected *e)
{
    for (size_t i = 0; i < part->label_count; i++) {
        const char *why = add_label(r, s, &part->labels[i], e);
        if (why) {
            report_at(r, part, part->labels[i].column, s->id, why);
            return false;
        }
    }
    return true;
}

/* Whether both say something of the same stream at the same point. */
static bool clash(const struct sample *s, const struct expected *a, const struct expected *b)
{
    if (a->fd != b->fd || (a->point_count == 0) != (b->point_count == 0))
        return false;
    bool any = a->point_count == 0;
    for (size_t i = 0; i < s->point_count && !any; i++)
        any = selects(a, &s->points[i]) && selects(b, &s->points[i]);
    return any;
}

static void attach_output(struct reading *r, const struct part *part, struct sample *s)
{
    struct expected expected = part->expected;
    if (!read_point(r, part, s, &expected))
        return;
    for (size_t i = 0; i < s->expected_count; i++) {
        if (clash(s, &s->expected[i], &expected)) {
            report(r, part, s->id,
                   arena_printf(&r->scratch, "%s %s is given in line %d already",
                                part->label_count ? "at one of these points, the" : "this sample's",
                                expected.fd == 1 ? "output" : "output on stderr",
                                s->expected[i].place.line));
            return;
        }
    }
    *LIST_ADD(r->a, s->expected, s->expected_count) = expected;
}

/* Whether a block is only for points like this one. */
static bool has_own(const struct sample *s, int fd, const struct sample *point)
{
    for (size_t i = 0; i < s->expected_count; i++)
        if (s->expected[i].fd == fd && s->expected[i].point_count > 0 &&
            selects(&s->expected[i], point))
            return true;
    return false;
}

/* Give each point of a sweep the blocks that are about it. */
static void share_out(struct reading *r, struct sample *s)
{
    for (size_t i = 0; i < s->point_count; i++) {
        struct sample *point = &s->points[i];
        for (size_t k = 0; k < s->expected_count; k++) {
            const struct expected *e = &s->expected[k];
            if (e->point_count ? selects(e, point) : !has_own(s, e->fd, point))
                *LIST_ADD(r->a, point->expected, point->expected_count) = *e;
        }
    }
}

static const char *why_not_run(const struct sample *s)
{
    if (s->depth == SAMPLE_SHOWN)
        return "this block has no meaning: its sample says .show and is not run";
    if (!s->has_entry)
        return "this block has no meaning: its sample has no entry, so it is compiled, not run";
    if (s->depth == SAMPLE_COMPILED)
        return "this block has no meaning: its sample says .norun";
    if (s->must_end == SAMPLE_COMPILE_ERROR)
        return "this block has no meaning: its sample must not compile";
    return NULL;
}

void parts_attach(struct reading *r)
{
    for (size_t i = 0; i < r->part_count; i++) {
        const struct part *part = &r->parts[i];
        size_t index = sample_of(r, part);
        if (index == SIZE_MAX || r->chapter->samples[index].is_broken)
            continue;
        struct sample *s = &r->chapter->samples[index];
        const char *reason = why_not_run(s);
        if (reason)
            report(r, part, s->id, reason);
        else if (part->is_input)
            attach_input(r, part, s);
        else
            attach_output(r, part, s);
    }
    for (size_t i = 0; i < r->chapter->sample_count; i++)
        share_out(r, &r->chapter->samples[i]);
}
