/* A glossary from its bytes to HTML, and a text as a term of it. Two parts: the glossary, and the form
 * that is looked for. */
#include "course_fixture.h"

#include "course/link.h"
#include "html_check.h"
#include "page/html.h"

static void check_terms(const struct glossary *g)
{
    const struct doc *doc = &g->chapter->doc;
    for (size_t i = 0; i < g->count; i++) {
        const struct term *term = &g->terms[i];
        FUZZ_CHECK(term->text <= term->end && term->end <= doc->count);
        FUZZ_CHECK(doc->nodes[term->heading->node].kind == NODE_HEADING);
        if (term->definition)
            FUZZ_CHECK(term->definition >= term->text && term->definition < term->end &&
                       doc->nodes[term->definition].kind == NODE_PARAGRAPH);
    }
}

/* Every form is found, whoever has it. */
static void check_forms(const struct glossary *g)
{
    for (size_t i = 0; i < g->name_count; i++)
        FUZZ_CHECK(glossary_find(g, str_of(g->names[i])) != NULL);
}

static void check_page(const struct course *course, struct arena *a)
{
    struct results results = {.course = course};
    const struct str *texts = html_glossary(&results, NULL, a);
    for (size_t i = 0; i <= course->glossary->count; i++)
        html_check(texts[i]);
}

static void check_problems(const struct problems *problems)
{
    for (const struct problem *p = problems->first; p; p = p->next)
        FUZZ_CHECK(p->message[0] && p->file[0] && p->line >= 0 && p->column >= 0);
}

FUZZ(input)
{
    struct arena a = {0};
    struct course *course = fixture_course();
    struct glossary *kept = course->glossary;
    struct str text = fuzz_part(&input);
    struct chapter *c = fixture_glossary(text, &a);
    course->glossary = glossary_new(c, &a, &c->problems);
    check_terms(course->glossary);
    check_forms(course->glossary);
    glossary_find(course->glossary, input);
    link_check(course, c, &a, &c->problems);
    check_problems(&c->problems);
    check_page(course, &a);
    course->glossary = kept;
    arena_release(&a);
}
