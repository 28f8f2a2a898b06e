#include "course/numbers.h"

#include "course_fixture.h"

#define MAIN "int main(void) { return 0; }\n"
#define PROGRAM "```c\n" MAIN "```\n"

static const char *or_dash(const char *number)
{
    return number ? number : "-";
}

/* "3: h1 - h2 3.1 program 3.1 …": what the chapter and all in it are called. */
static void describe(const struct chapter *c, struct buf *out)
{
    buf_printf(out, "%s:", or_dash(c->number));
    for (size_t i = 0; i < c->heading_count; i++)
        buf_printf(out, " h%d %s", c->headings[i].level, or_dash(c->headings[i].number));
    for (size_t i = 0; i < c->sample_count; i++)
        buf_printf(out, " program %s", or_dash(c->samples[i].number));
    for (size_t i = 0; i < c->figure_count; i++)
        buf_printf(out, " figure %s", or_dash(c->figures[i].number));
    for (size_t i = 0; i < c->exercise_count; i++)
        buf_printf(out, " exercise %s", or_dash(c->exercises[i].number));
    for (size_t i = 0; i < c->quiz_count; i++)
        buf_printf(out, " question %s", or_dash(c->quizzes[i].number));
}

static const struct {
    const char *text, *want; /* of the second of two chapters */
} rows[] = {
    {"text\n", "2:"},
    {"# A\n## B\n### C\n### D\n#### E\n## F\n### G\n",
     "2: h1 - h2 2.1 h3 2.1.1 h3 2.1.2 h4 - h2 2.2 h3 2.2.1"},
    {"### too deep\n## B\n", "2: h3 - h2 2.1"},
    {"> ## in a quotation\n\n## B\n\n- ## in a list\n", "2: h2 - h2 2.1 h2 -"},
    {"````exercise {#try}\n## inside\n" PROGRAM "````\n## B\n" PROGRAM "```exercise\nx\n```\n",
     "2: h2 - h2 2.1 program 2.1 program 2.2 exercise 2.1 exercise 2.2"},
    {"```claim\n1 < 2\n```\n```claim {caption=C}\n1 < 2\n```\n```chart\nreturn {}\n```\n",
     "2: figure - figure 2.1 figure 2.2"},
    {"a[^1]\n\n[^1]: note\n\n    ## in a note\n\n## B\n", "2: h2 2.1 h2 -"},
    {"---\nnumber: A\n---\n## B\n" PROGRAM, "A: h2 A.1 program A.1"},
    {"---\nnumbered: false\n---\n## B\n" PROGRAM "```exercise\nx\n```\n",
     "-: h2 - program - exercise -"},
    {"---\nnumbered: true\n---\n## B\n", "2: h2 2.1"},
    {"```quiz\nx?\n\n- [x] a\n- [ ] b\n```\n", "2: question 2.1"},
};

static void all_that_can_be_named_has_a_number(void)
{
    struct fixture f;
    fixture_begin(&f, "title = 'T'\nchapters = { 'a.md', 'b.md' }\n");
    fixture_write(&f, "content/a.md", "# A\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct course course;
        struct err err = {0};
        struct buf got = BUF_INIT;
        fixture_write(&f, "content/b.md", rows[i].text);
        CHECK(course_load(f.root, NULL, 1, &course, &err));
        describe(course.chapters[1], &got);
        CHECK_STR(got.data, rows[i].want);
        if (!CHECK(course.problems.first == NULL))
            fixture_print(&course.problems);
        buf_release(&got);
        course_release(&course);
    }
    fixture_end(&f);
}

static void headings_carry_their_number_to_the_page(void)
{
    struct fixture f;
    fixture_begin(&f, FIXTURE_COURSE);
    fixture_write(&f, "content/one.md", "## B\n");
    struct course course;
    struct err err = {0};
    CHECK(course_load(f.root, NULL, 1, &course, &err));
    const struct chapter *c = course.chapters[0];
    CHECK(str_is(c->doc.nodes[c->headings[0].node].extra, "1.1"));
    course_release(&course);
    fixture_end(&f);
}

static void sections_can_do_without(void)
{
    struct fixture f;
    fixture_begin(&f, FIXTURE_COURSE "numbers = false\n");
    fixture_write(&f, "content/one.md", "## B\n" PROGRAM);
    struct course course;
    struct err err = {0};
    struct buf got = BUF_INIT;
    CHECK(course_load(f.root, NULL, 1, &course, &err));
    describe(course.chapters[0], &got);
    CHECK_STR(got.data, "1: h2 - program 1.1");
    buf_release(&got);
    course_release(&course);
    fixture_end(&f);
}

/* A preface and an appendix take no place in the count. */
static void chapters_are_counted(void)
{
    static const struct {
        const char *only, *want;
    } loads[] = {{NULL, "- 1 2 A"}, {"c", "3"}};
    struct fixture f;
    fixture_begin(&f, "title = 'T'\nchapters = { 'a.md', 'b.md', 'c.md', 'd.md' }\n");
    fixture_write(&f, "content/a.md", "---\nnumbered: false\n---\n# A\n");
    fixture_write(&f, "content/b.md", "# B\n");
    fixture_write(&f, "content/c.md", "# C\n");
    fixture_write(&f, "content/d.md", "---\nnumber: A\n---\n# D\n");
    for (size_t i = 0; i < sizeof loads / sizeof *loads; i++) {
        struct course course;
        struct err err = {0};
        struct buf got = BUF_INIT;
        CHECK(course_load(f.root, loads[i].only, 1, &course, &err));
        for (size_t k = 0; k < course.chapter_count; k++)
            buf_printf(&got, "%s%s", k ? " " : "", or_dash(course.chapters[k]->number));
        CHECK_STR(got.data, loads[i].want);
        buf_release(&got);
        course_release(&course);
    }
    fixture_end(&f);
}

static void two_chapters_have_two_numbers(void)
{
    struct fixture f;
    fixture_begin(&f, "title = 'T'\nchapters = { 'a.md', 'b.md' }\n");
    fixture_write(&f, "content/a.md", "---\nnumber: 1\n---\n# A\n");
    fixture_write(&f, "content/b.md", "# B\n");
    struct course course;
    struct err err = {0};
    CHECK(course_load(f.root, NULL, 1, &course, &err));
    CHECK_INT(fixture_count(&course.problems), 1);
    CHECK(fixture_has(&course.problems, 0, 0, "the number 1 is that of content/a.md"));
    course_release(&course);
    fixture_end(&f);
}

static void labels_tell_chapters_from_appendices(void)
{
    static const struct {
        const char *number, *label;
    } labels[] = {{"3", "Chapter 3"},
                  {"12", "Chapter 12"},
                  {"A", "Appendix A"},
                  {"4b", "Appendix 4b"},
                  {NULL, NULL}};
    struct arena a = {0};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        struct chapter c = {.number = labels[i].number};
        CHECK_STR(numbers_label(&c, &a), labels[i].label);
    }
    arena_release(&a);
}

int main(void)
{
    RUN(all_that_can_be_named_has_a_number);
    RUN(headings_carry_their_number_to_the_page);
    RUN(sections_can_do_without);
    RUN(chapters_are_counted);
    RUN(two_chapters_have_two_numbers);
    RUN(labels_tell_chapters_from_appendices);
    return test_summary();
}
