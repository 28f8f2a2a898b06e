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

/* What a sweep names is not known before there are sweeps. */
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
    bool is_input = str_is(block->fence.word, "input");
    check_labels(r, block, is_input);
    const struct fence_item *of = fence_find(&block->fence, FENCE_VALUE, "of");
    int column = of ? block->info_column + of->column - 1 : block->column;
    *LIST_ADD(&r->scratch, r->parts, r->part_count) = (struct part){
        .is_input = is_input,
        .of = of ? of->value : NULL,
        .sample = r->chapter->sample_count ? r->chapter->sample_count - 1 : SIZE_MAX,
        .column = text_file_column(block->text, block->line, column),
        .expected =
            {
                .fd = is_input ? 0 : read_stream(r, block),
                .mode = is_input ? EXPECTED_EXACT : read_mode(r, block),
                .text = arena_str(r->a, block->body),
                .place = reading_place(block),
                .end_line = text_file_line(block->text, block->end_line),
                .prefix = line_prefix(block, r->a),
                .is_nested = block->text->is_fenced,
            },
    };
}

static void report(struct reading *r, const struct part *part, const char *sample,
                   const char *message)
{
    problem_add(&r->chapter->problems, r->a, PROBLEM_ERROR, part->expected.place.file,
                part->expected.place.line, part->column, "%s", message)
        ->sample = sample;
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
}

static void attach_output(struct reading *r, const struct part *part, struct sample *s)
{
    for (size_t i = 0; i < s->expected_count; i++) {
        if (s->expected[i].fd == part->expected.fd) {
            report(r, part, s->id,
                   arena_printf(&r->scratch, "this sample's %s is given in line %d already",
                                part->expected.fd == 1 ? "output" : "output on stderr",
                                s->expected[i].place.line));
            return;
        }
    }
    *LIST_ADD(r->a, s->expected, s->expected_count) = part->expected;
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
}
