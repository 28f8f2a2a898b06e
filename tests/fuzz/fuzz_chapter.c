/* A chapter from its bytes to HTML: front matter, cmark, blocks, samples, links, and what the page
 * shows. Files are those of tests/fuzz/course. */
#include "course_fixture.h"

#include "course/formula.h"
#include "course/link.h"
#include "course/reference.h"
#include "html_check.h"
#include "page/html.h"

/* Every node lies inside its parent and has a place in one of the chapter's files. */
static void check_doc(const struct chapter *c)
{
    const struct node *nodes = c->doc.nodes;
    FUZZ_CHECK(c->doc.count > 0 && nodes[0].end == c->doc.count);
    for (size_t i = 0; i < c->doc.count; i++) {
        const struct node *n = &nodes[i];
        FUZZ_CHECK(n->end > i && n->source < c->source_count);
        FUZZ_CHECK(n->line >= 0 && n->column >= 0);
        for (size_t child = i + 1; child < n->end; child = nodes[child].end)
            FUZZ_CHECK(nodes[child].end <= n->end);
        if (n->kind == NODE_SAMPLE)
            FUZZ_CHECK(n->level >= 0 && (size_t)n->level < c->sample_count);
        if (n->kind == NODE_FIGURE)
            FUZZ_CHECK(n->level >= 0 && (size_t)n->level < c->figure_count);
        if (n->kind == NODE_VALUE)
            FUZZ_CHECK(n->level >= 0 && (size_t)n->level < c->value_count);
        if (n->kind == NODE_MATH)
            FUZZ_CHECK(n->level >= 0 && (size_t)n->level < c->formula_count);
        if (n->kind == NODE_QUIZ)
            FUZZ_CHECK(n->level >= 0 && (size_t)n->level < c->quiz_count);
        if (n->kind == NODE_FOOTNOTE)
            FUZZ_CHECK(n->level >= 1 && n->level <= c->footnote_count);
    }
}

static void check_ids(const struct chapter *c)
{
    size_t count = c->heading_count + c->sample_count;
    for (size_t i = 0; i < c->figure_count; i++)
        count += c->figures[i].id[0] != '\0';
    for (size_t i = 0; i < c->exercise_count; i++)
        count += c->exercises[i].id[0] != '\0';
    for (size_t i = 0; i < c->quiz_count; i++)
        count += c->quizzes[i].id[0] != '\0';
    FUZZ_CHECK(c->anchors.count == count);
    for (size_t i = 0; i < c->heading_count; i++)
        FUZZ_CHECK(*names_find(&c->anchors, c->headings[i].id) == i);
    for (size_t i = 0; i < c->sample_count; i++)
        FUZZ_CHECK(*names_find(&c->anchors, c->samples[i].id) == c->heading_count + i);
}

/* Any byte of a formula has a place, of which only its line is sure to be there. */
static void check_formulas(const struct chapter *c)
{
    for (size_t i = 0; i < c->formula_count; i++) {
        const struct formula *formula = &c->formulas[i];
        struct place end = formula_place(formula, strlen(formula->tex));
        FUZZ_CHECK(end.line >= formula->place.line && end.column >= 0);
    }
}

static void check_problems(const struct problems *problems)
{
    for (const struct problem *p = problems->first; p; p = p->next)
        FUZZ_CHECK(p->message[0] && p->file[0] && p->line >= 0 && p->column >= 0);
}

static bool card(void *ctx, const struct result *result, struct buf *out, struct err *err)
{
    (void)ctx;
    (void)result;
    (void)err;
    buf_puts(out, "<figure></figure>\n");
    return true;
}

static bool figure(void *ctx, size_t index, struct buf *out, struct err *err)
{
    (void)ctx;
    (void)index;
    (void)err;
    buf_puts(out, "<figure></figure>\n");
    return true;
}

/* Each value comes out as the expression that it is. */
static void check_page(const struct course *course, const struct chapter *c, struct arena *a)
{
    struct chapter_values values[2] = {
        {.values = ARENA_ARRAY(a, c->value_count, struct value_result)}};
    const struct html_maker maker = {card, figure, NULL, NULL};
    struct results results = {.course = course, .chapters = values};
    struct buf html = BUF_INIT;
    struct err err = {0};
    for (size_t i = 0; i < c->value_count; i++)
        values[0].values[i].text = c->values[i].text;
    results.samples = ARENA_ARRAY(a, c->sample_count, struct result);
    FUZZ_CHECK(html_chapter(&results, 0, &maker, &html, &err));
    html_check(buf_view(&html));
    buf_release(&html);
}

FUZZ(input)
{
    struct arena a = {0};
    const struct course *course = fixture_course();
    struct chapter *c = fixture_chapter(input, &a);
    check_doc(c);
    check_ids(c);
    check_formulas(c);
    link_check(course, c, &a, &c->problems);
    references_check(course, c, &a, &c->problems);
    check_problems(&c->problems);
    check_page(course, c, &a);
    arena_release(&a);
}
