#include "course/block.h"

#include <string.h>

#include "base/nearest.h"
#include "course/draft.h"
#include "course/figure_block.h"
#include "course/formula.h"
#include "course/input.h"
#include "course/list.h"
#include "course/part.h"
#include "course/quiz.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const directives[] = {
    "output",  "input",    "compare",  "chart", "claim",
    "include", "exercise", "solution", "math",  "quiz",
};

/* Where the run of fence characters ends in the line that opens the block. */
static size_t info_start(struct str line, int column, char character)
{
    size_t i = column > 0 ? (size_t)column - 1 : 0;
    while (i < line.len && line.data[i] != character)
        i++;
    while (i < line.len && line.data[i] == character)
        i++;
    return i;
}

/* A closing fence: blanks and quote marks, at least as many fence characters as opened, blanks. */
static bool is_closing(struct str line, struct fence_marks marks)
{
    line = str_trim_end(line);
    size_t run = 0;
    while (run < line.len && line.data[line.len - 1 - run] == marks.character)
        run++;
    for (size_t i = 0; i + run < line.len; i++)
        if (!strchr(" \t>", line.data[i]))
            return false;
    return run >= (size_t)marks.length;
}

/* Each line of the body is one of the text, so cmark's idea of the end, which is wrong in quotes, is
 * not needed. What is behind the text's last line was only added for its references (piece.h). */
static void find_end(struct reading *r, struct block *block, struct fence_marks marks)
{
    struct str rest = block->body, line;
    block->end_line = block->line;
    while (block->end_line < block->text->line_count && str_line(&rest, &line))
        block->end_line++;
    block->body.len -= rest.len;
    if (is_closing(text_line(block->text, block->end_line + 1), marks)) {
        block->end_line++;
        return;
    }
    block->is_malformed = true;
    reading_info_problem(r, block, 0,
                         "this fenced block is not closed (a line of %d %c is missing)",
                         marks.length, marks.character);
}

static struct node *place(struct node *node, const struct block *block)
{
    struct place at = reading_place(block);
    node->source = block->text->source;
    node->line = at.line;
    node->column = at.column;
    node->end_line = text_file_line(block->text, block->end_line);
    return node;
}

static void add_code(struct reading *r, const struct block *block)
{
    struct node *node = place(doc_leaf(&r->doc, NODE_CODE_BLOCK), block);
    node->text = arena_str(r->a, block->body);
    node->extra = arena_str(r->a, block->fence.word);
}

static void add_sample(struct reading *r, const struct block *block,
                       const struct language *language)
{
    size_t index = draft_sample(r, block, language);
    place(doc_leaf(&r->doc, NODE_SAMPLE), block)->level = (int)index;
}

static void add_figure(struct reading *r, const struct block *block)
{
    size_t index = figure_block_add(r, block);
    place(doc_leaf(&r->doc, NODE_FIGURE), block)->level = (int)index;
}

/* Words of one or two letters are all near each other. */
static bool may_be_meant(const char *word, const char *name)
{
    return (strlen(word) > 2 && strlen(name) > 2) || strcasecmp(word, name) == 0;
}

/* A name that is nearly a directive or a language would else be shown as code without a word. */
static void check_word(struct reading *r, const struct block *block)
{
    const char *names[64];
    const char *word = arena_str(&r->scratch, block->fence.word).data;
    size_t count = 0;
    for (; count < COUNT(directives); count++)
        names[count] = directives[count];
    for (size_t i = 0; i < r->config->language_count && count < COUNT(names); i++)
        if (may_be_meant(word, r->config->languages[i].name))
            names[count++] = r->config->languages[i].name;
    const char *near = nearest(word, names, count);
    if (near)
        reading_problem(r, PROBLEM_WARNING, block->text, block->line, block->info_column,
                        "a block of \"%s\" is only shown (did you mean \"%s\"?)", word, near);
}

static void add_shown(struct reading *r, const struct block *block)
{
    const struct fence *fence = &block->fence;
    if (fence->has_braces && fence->word.len == 0)
        reading_info_problem(r, block, 0, "the language must come first (write c {…})");
    else if (fence->item_count > 0)
        reading_info_problem(r, block, fence->items[0].column,
                             "only samples take attributes: \"%.*s\" is not a language of "
                             "course.lua",
                             STR_FMT(fence->word));
    check_word(r, block);
    add_code(r, block);
}

/* The text inside the fence, which begins in the line after it. */
static const struct text *inner_text(struct reading *r, const struct block *block)
{
    struct text *inner = ARENA_NEW(&r->scratch, struct text);
    inner->file = block->text->file;
    inner->source = block->text->source;
    inner->skipped = block->text->skipped + block->line;
    inner->outer = block->text;
    inner->is_fenced = true;
    inner->outer_line = block->line;
    text_init(inner, &r->scratch, block->body);
    return inner;
}

static const struct text *open_exercise(struct reading *r, const struct block *block)
{
    static const char *const labels[] = {"#", "title"};
    struct chapter *c = r->chapter;
    const char *id;
    reading_allow(r, block, labels, COUNT(labels));
    if (block->fence.has_more_words)
        reading_info_problem(r, block, 0, "a title is written {title=\"…\"}");
    reading_take_id(r, block, "exercise", &id);
    const struct fence_item *title = fence_find(&block->fence, FENCE_VALUE, "title");
    struct node *node = place(doc_open(&r->doc, NODE_EXERCISE), block);
    node->level = (int)c->exercise_count;
    node->text = str_of(title ? title->value : "");
    node->extra = str_of(id ? id : "");
    *LIST_ADD(r->a, c->exercises, c->exercise_count) =
        (struct exercise){.id = node->extra.data, .title = node->text.data};
    return inner_text(r, block);
}

static const struct text *open_solution(struct reading *r, const struct block *block)
{
    reading_allow(r, block, NULL, 0);
    if (block->fence.has_more_words)
        reading_info_problem(r, block, 0, "a title is written {title=\"…\"}");
    place(doc_open(&r->doc, NODE_SOLUTION), block);
    return inner_text(r, block);
}

/* "a.md -> b.md -> a.md" for an included file that includes itself; NULL when it does not. */
static const char *find_cycle(struct reading *r, const struct text *text, const char *file)
{
    const char *chain = file;
    for (; text; text = text->outer) {
        if (text->is_fenced)
            continue;
        chain = arena_printf(&r->scratch, "%s -> %s", text->file, chain);
        if (strcmp(text->file, file) == 0)
            return chain;
    }
    return NULL;
}

static uint16_t add_source(struct reading *r, const char *file)
{
    struct chapter *c = r->chapter;
    for (size_t i = 0; i < c->source_count; i++)
        if (strcmp(c->sources[i], file) == 0)
            return (uint16_t)i;
    *LIST_ADD(r->a, c->sources, c->source_count) = file;
    return (uint16_t)(c->source_count - 1);
}

static const struct text *read_included(struct reading *r, const struct block *block,
                                        const struct fence_item *item, const char *name)
{
    struct buf bytes = BUF_INIT;
    struct hash hash;
    const char *why;
    struct text *text = NULL;
    if (input_read(r->root, "content", name, r->a, r->chapter, &bytes, &hash, &why) != INPUT_OK) {
        reading_info_problem(r, block, item->column, "%s", why);
    } else {
        text = ARENA_NEW(&r->scratch, struct text);
        text->file = path_join(r->a, "content", name);
        text->source = add_source(r, text->file);
        text->outer = block->text;
        struct str kept = arena_str(&r->scratch, buf_view(&bytes));
        text_init(text, &r->scratch,
                  text_clean(kept, text->file, &r->scratch, &r->chapter->problems, r->a));
    }
    buf_release(&bytes);
    return text;
}

/* The name is relative to the folder of the file that includes. */
static const struct text *include(struct reading *r, const struct block *block)
{
    static const char *const labels[] = {"file"};
    reading_allow(r, block, labels, 1);
    if (str_trim(block->body).len > 0)
        reading_info_problem(r, block, 0,
                             "this block must be empty: what it includes is in the file");
    const struct fence_item *item = fence_find(&block->fence, FENCE_VALUE, "file");
    if (!item) {
        reading_info_problem(r, block, 0, "which file? (write include {file=part.md})");
        return NULL;
    }
    const char *folder = path_dir(&r->scratch, block->text->file + strlen("content/"));
    const char *name = path_join(&r->scratch, folder, item->value);
    const char *plain = path_normalize(r->a, name);
    if (item->value[0] == '/' || !plain) {
        reading_info_problem(r, block, item->column, "\"%s\" leads out of content/", item->value);
        return NULL;
    }
    const char *cycle = find_cycle(r, block->text, path_join(&r->scratch, "content", plain));
    if (cycle) {
        reading_info_problem(r, block, item->column, "this file includes itself: %s", cycle);
        return NULL;
    }
    if (++r->included > BLOCK_INCLUDES) {
        if (r->included == BLOCK_INCLUDES + 1)
            reading_info_problem(r, block, item->column, "more than %d includes in one chapter",
                                 BLOCK_INCLUDES);
        return NULL;
    }
    return read_included(r, block, item, plain);
}

static bool is_too_deep(struct reading *r, const struct block *block)
{
    int depth = 0;
    for (const struct text *text = block->text; text->outer; text = text->outer)
        depth++;
    if (depth >= BLOCK_DEPTH)
        reading_info_problem(r, block, 0, "more than %d blocks inside each other", BLOCK_DEPTH);
    return depth >= BLOCK_DEPTH;
}

/* A block of Markdown. */
static const struct text *open_text(struct reading *r, const struct block *block, bool *opened)
{
    if (is_too_deep(r, block))
        return NULL;
    if (str_is(block->fence.word, "include"))
        return include(r, block);
    *opened = true;
    if (str_is(block->fence.word, "quiz")) {
        place(quiz_open(r, block), block);
        return inner_text(r, block);
    }
    return str_is(block->fence.word, "exercise") ? open_exercise(r, block)
                                                 : open_solution(r, block);
}

static const struct text *dispatch(struct reading *r, const struct block *block, bool *opened)
{
    struct str word = block->fence.word;
    const struct language *language = config_language(r->config, word);
    if (language) {
        add_sample(r, block, language);
    } else if (!str_is_one_of(word, directives, COUNT(directives))) {
        add_shown(r, block);
    } else if (str_is(word, "output") || str_is(word, "input")) {
        part_add(r, block);
        place(doc_leaf(&r->doc, NODE_PART), block);
    } else if (figure_block_is(word)) {
        add_figure(r, block);
    } else if (str_is(word, "math")) {
        formula_add_block(r, place(doc_leaf(&r->doc, NODE_MATH), block), block);
    } else {
        return open_text(r, block, opened);
    }
    return NULL;
}

const struct text *block_read(struct reading *r, const struct text *text, int line, int column,
                              struct fence_marks marks, struct str body, bool *opened)
{
    struct str first = text_line(text, line);
    size_t start = info_start(first, column, marks.character);
    struct block block = {
        .text = text, .line = line, .column = column, .body = body, .info_column = (int)start + 1};
    struct str info = {first.data + start, first.len - start};
    struct err err = {0};
    *opened = false;
    find_end(r, &block, marks);
    if (!fence_read(info, r->a, &block.fence, &err)) {
        block.is_malformed = true;
        reading_info_problem(r, &block, err.column, "%s", err.message);
    }
    return dispatch(r, &block, opened);
}

void block_check_paragraph(struct reading *r, const struct text *text, int line, int end_line)
{
    for (; line <= end_line; line++) {
        struct str s = text_line(text, line);
        while (s.len > 0 && strchr(" \t>", s.data[0]))
            s = (struct str){s.data + 1, s.len - 1};
        if (!str_starts(s, "```"))
            continue;
        struct str whole = text_line(text, line);
        reading_problem(r, PROBLEM_ERROR, text, line, (int)(s.data - whole.data) + 1,
                        "this opens no fenced block, because of a back-tick behind the \"```\" "
                        "(write ~~~ instead)");
    }
}
