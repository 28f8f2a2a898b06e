#include "course/glossary.h"

#include "course/link.h"
#include "course_fixture.h"
#include "page/html.h"

#define COURSE "title = 'T'\nchapters = { 'part/a.md' }\nglossary = 'glossary.md'\n"

#define GLOSSARY                                                                                   \
    "# Words\n\nWhat they mean.\n\n"                                                               \
    "## mutex, mutexes, mutual  exclusion\n\nA *lock* of [threads]().\n\nMore.\n\n"                \
    "## Data race, data races {#race}\n\n```text\ncode\n```\n\nTwo `accesses`.\n\n### Deeper\n\n"  \
    "Below.\n\n"                                                                                   \
    "## \xC3\x84hre, thread, threads\n\nA flow.\n"

static void load(struct fixture *f, const char *glossary, const char *chapter,
                 struct course *course)
{
    struct err err = {0};
    fixture_begin(f, COURSE);
    if (glossary)
        fixture_write(f, "content/glossary.md", glossary);
    fixture_write(f, "content/part/a.md", chapter);
    if (!CHECK(course_load(f->root, NULL, 1, course, &err)))
        printf("#   %s:%d: %s\n", err.file, err.line, err.message);
}

static void unload(struct fixture *f, struct course *course)
{
    course_release(course);
    fixture_end(f);
}

static void terms_are_sorted_and_found_by_any_form(void)
{
    static const struct {
        const char *form, *id;
    } forms[] = {{"mutex", "mutex"},
                 {"Mutexes", "mutex"},
                 {" MUTUAL\n exclusion ", "mutex"},
                 {"DATA RACES", "race"},
                 {"\xC3\xA4hre", "\xC3\xA4hre"},
                 {"threads", "\xC3\xA4hre"},
                 {"data-race", NULL},
                 {"Deeper", NULL},
                 {"", NULL}};
    struct fixture f;
    struct course course;
    load(&f, GLOSSARY, "# A\n", &course);
    const struct glossary *g = course.glossary;
    CHECK(course.problems.first == NULL);
    CHECK_INT(g->count, 3);
    CHECK_STR(g->terms[0].heading->title, "Data race");
    CHECK_STR(g->terms[1].heading->title, "mutex");
    CHECK_STR(g->terms[2].heading->title, "\xC3\x84hre");
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const struct term *term = glossary_find(g, str_of(forms[i].form));
        if (!CHECK_STR(term ? term->heading->id : NULL, forms[i].id))
            printf("#   %s\n", forms[i].form);
    }
    CHECK(course.chapter_count == 1 && course_chapter(&course, "glossary") == g->chapter);
    unload(&f, &course);
}

static void the_first_paragraph_is_the_definition(void)
{
    struct fixture f;
    struct course course;
    struct buf text = BUF_INIT;
    load(&f, GLOSSARY, "# A\n", &course);
    const struct glossary *g = course.glossary;
    doc_plain_text(&g->chapter->doc, g->terms[0].definition, false, &text);
    CHECK_STR(text.data, "Two accesses.");
    const struct node *last = &g->chapter->doc.nodes[g->terms[0].end - 1];
    CHECK(str_is(last->text, "Below."));
    buf_release(&text);
    unload(&f, &course);
}

static void what_a_glossary_cannot_hold_is_reported(void)
{
    static const struct {
        const char *text;
        int line;
        const char *message;
    } rows[] = {
        {"# G\n\nnothing\n", 0, "this glossary has no terms"},
        {"## a\n\n## b\n\nB.\n", 1, "\"a\" is not defined"},
        {"## a\n\n- list\n", 1, "\"a\" is not defined"},
        {"## a\n\nA.\n\n## A, b\n\nB.\n", 5, "\"A\" is a form of the term in line 1 already"},
        {"## a, b\n\nA.\n\n## b\n\nB.\n", 5, "\"b\" is a form of the term in line 1 already"},
        {"## {#x}\n\nA.\n", 1, "this heading names no term"},
        {"## a\n\nA `{lua} 1`.\n", 3, "a glossary holds no values"},
        {"## a\n\nA.\n\n```c\nint main(void) { return 0; }\n```\n", 5, "holds no programs"},
        {"## a\n\nA.\n\n```claim\n1 < 2\n```\n", 5, "holds no figures and claims"},
        {"## a\n\nA.\n\n```exercise\nx\n```\n", 5, "holds no exercises"},
        {"## a\n\nA.\n\n```quiz\nx?\n\n- [x] a\n- [ ] b\n```\n", 5, "holds no quizzes"},
        {"## a\n\nA[^1].\n\n[^1]: x\n", 5, "holds no footnotes"},
        {"## a\n\nA [b]() c.\n", 3, "content/glossary.md has no term \"b\""},
        {"## a\n\nA [b](nowhere.png) c.\n", 3, "there is no content/nowhere.png"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture f;
        struct course course;
        load(&f, rows[i].text, "# A\n", &course);
        const struct problem *p = course.problems.first;
        if (!CHECK(p && !p->next && p->line == rows[i].line &&
                   strcmp(p->file, "content/glossary.md") == 0 &&
                   strstr(p->message, rows[i].message))) {
            printf("#   %s\n", rows[i].message);
            fixture_print(&course.problems);
        }
        unload(&f, &course);
    }
}

static void a_link_without_address_is_a_term(void)
{
    static const struct {
        const char *link, *target, *message;
        int column; /* of the problem */
    } rows[] = {
        {"[Mutexes]()", "../glossary.html#mutex", NULL, 0},
        {"[*data*\nrace]()", "../glossary.html#race", NULL, 0},
        {"[`mutex`](<>)", "../glossary.html#mutex", NULL, 0},
        {"[the lock](../glossary.md#mutex)", "../glossary.html#mutex", NULL, 0},
        {"[words](../glossary.md)", "../glossary.html", NULL, 0},
        {"[mutx]()", NULL, "content/glossary.md has no term \"mutx\" (did you mean \"mutex\"?)", 3},
        {"[](<>)", NULL, "leads nowhere", 3},
        {"[x](../glossary.md#none)", NULL, "content/glossary.md has no heading or sample", 7},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture f;
        struct course course;
        struct arena a = {0};
        load(&f, GLOSSARY, arena_printf(&a, "# A\n\nx %s\n", rows[i].link), &course);
        const struct chapter *c = course.chapters[0];
        CHECK_INT(c->link_count, 1);
        struct link link = link_resolve(&course, c, &c->doc.nodes[c->links[0]], &a);
        CHECK_STR(link.target, rows[i].target);
        const struct problem *p = course.problems.first;
        if (!CHECK(rows[i].message ? p && p->line == 3 && p->column == rows[i].column &&
                                         strstr(p->message, rows[i].message)
                                   : !p)) {
            printf("#   %s\n", rows[i].link);
            fixture_print(&course.problems);
        }
        arena_release(&a);
        unload(&f, &course);
    }
}

static void a_glossary_that_is_not_there_is_one_problem(void)
{
    struct fixture f;
    struct course course;
    load(&f, NULL, "[mutex]()\n", &course);
    CHECK_INT(fixture_count(&course.problems), 1);
    CHECK(course.glossary && course.glossary->chapter->unusable);
    CHECK(fixture_has(&course.problems, 3, 0, "there is no content/glossary.md"));
    unload(&f, &course);
}

static void make(const struct course *course, struct buf *out)
{
    struct chapter_values values = {0};
    struct results results = {.course = course, .chapters = &values};
    struct html_maker maker = {0};
    struct err err = {0};
    CHECK(html_chapter(&results, 0, &maker, out, &err));
}

/* The definition comes with the first use in a section, its links as text. */
static void definitions_stand_at_the_first_use_in_a_section(void)
{
    struct fixture f;
    struct course course;
    struct buf html = BUF_INIT;
    load(&f, GLOSSARY,
         "A [mutex](), [mutexes]().\n\n## B [mutex]()\n\n[mutex]()\n\n| [thread]() |\n|---|\n",
         &course);
    make(&course, &html);
    static const char link[] = "<a href=\"../glossary.html#mutex\" aria-describedby=\"term:%d\">"
                               "mutex</a><span class=\"definition\" role=\"tooltip\" "
                               "id=\"term:%d\">A <em>lock</em> of threads.</span></span>";
    CHECK(strstr(html.data, arena_printf(&f.arena, link, 1, 1)) != NULL);
    CHECK(strstr(html.data, arena_printf(&f.arena, link, 2, 2)) != NULL);
    CHECK(strstr(html.data, "<a class=\"term\" href=\"../glossary.html#mutex\">mutexes</a>."));
    CHECK(
        strstr(html.data, "</span> B <a class=\"term\" href=\"../glossary.html#mutex\">mutex</a>"));
    CHECK(strstr(html.data, "<a class=\"term\" href=\"../glossary.html#%C3%A4hre\">thread</a>"));
    CHECK(strstr(html.data, "term:3") == NULL);
    if (!strstr(html.data, arena_printf(&f.arena, link, 2, 2)))
        printf("#   %s\n", html.data);
    buf_release(&html);
    unload(&f, &course);
}

static void the_page_has_a_text_for_each_term(void)
{
    struct fixture f;
    struct course course;
    load(&f, GLOSSARY, "# A\n", &course);
    struct results results = {.course = &course};
    const struct str *texts = html_glossary(&results, NULL, &f.arena);
    CHECK_STR(texts[0].data, "<p>What they mean.</p>\n");
    CHECK(strstr(texts[1].data, "<p>Two <code>accesses</code>.</p>") &&
          strstr(texts[1].data, "<h3 id=\"deeper\">Deeper") && strstr(texts[1].data, "Below."));
    CHECK(strstr(texts[2].data, "<p>A <em>lock</em> of <span class=\"term\">"));
    CHECK_STR(texts[3].data, "<p>A flow.</p>\n");
    unload(&f, &course);
}

int main(void)
{
    RUN(terms_are_sorted_and_found_by_any_form);
    RUN(the_first_paragraph_is_the_definition);
    RUN(what_a_glossary_cannot_hold_is_reported);
    RUN(a_link_without_address_is_a_term);
    RUN(a_glossary_that_is_not_there_is_one_problem);
    RUN(definitions_stand_at_the_first_use_in_a_section);
    RUN(the_page_has_a_text_for_each_term);
    return test_summary();
}
