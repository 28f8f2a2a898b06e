#include "course_fixture.h"

#include "course/link.h"
#include "course/reference.h"

#define MAIN "int main(void) { return 0; }\n"

/* Of the samples of the other chapter: "timed", "plain", "points" (a sweep), "slow" (a timed sweep),
 * "bad" (broken), and one without a name. */
static const char other[] = "# Two\n"
                            "```c {#timed .time}\n" MAIN "```\n"
                            "```c {#plain}\n" MAIN "```\n"
                            "```c {#points sweep=opt=-O0,-O2}\n" MAIN "```\n"
                            "```c {#slow sweep=opt=-O0,-O2 .time}\n" MAIN "```\n"
                            "```c {#bad exit=999}\n" MAIN "```\n"
                            "```c\n" MAIN "```\n";

static const struct {
    const char *text;
    int line, column;    /* 0: no problem */
    const char *message; /* part of it */
} rows[] = {
    {"```c {#a diff=plain}\n" MAIN "```\n", 0, 0, NULL},
    {"```c {#a diff=b}\n" MAIN "```\n```c {#b diff=a}\n" MAIN "```\n", 0, 0, NULL},
    {"```c {diff=plan}\n" MAIN "```\n", 1, 7,
     "no sample is named \"plan\" (did you mean \"plain\"?)"},
    {"```c {diff=nowhere}\n" MAIN "```\n", 1, 7, "no sample is named \"nowhere\""},
    {"```c {diff=two-1}\n" MAIN "```\n", 1, 7, "no sample is named \"two-1\""},
    {"```c {diff=bad}\n" MAIN "```\n", 0, 0, NULL},
    {"```compare {of=\"timed slow\"}\n```\n", 0, 0, NULL},
    {"```compare {of=slow}\n```\n", 0, 0, NULL},
    {"```compare {of=\"timed bad\"}\n```\n", 0, 0, NULL},
    {"```compare {of=\"timed plain\"}\n```\n", 1, 13,
     "times are compared, and \"plain\" is not timed (it must say .time)"},
    {"```compare {of=points}\n```\n", 1, 13, "\"points\" is not timed"},
    {"```compare {of=timed}\n```\n", 1, 13, "nothing to compare: \"timed\" alone has no sweep="},
    {"```compare {of=\"timed tmed\"}\n```\n", 1, 13, "\"tmed\" (did you mean \"timed\"?)"},
    {"```chart {of=plain}\n```\n", 0, 0, NULL},
    {"```chart {of=pain}\n```\n", 1, 11, "no sample is named \"pain\" (did you mean \"plain\"?)"},
};

static size_t count_references(const struct course *course)
{
    size_t count = 0;
    for (const struct problem *p = course->problems.first; p; p = p->next)
        count += strcmp(p->file, "content/one.md") == 0;
    return count;
}

static void samples_of_all_chapters_can_be_named(void)
{
    struct fixture f;
    fixture_begin(&f, "title = 'T'\nchapters = { 'one.md', 'two.md' }\n");
    fixture_write(&f, "content/two.md", other);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct course course;
        struct err err = {0};
        fixture_write(&f, "content/one.md", rows[i].text);
        if (!CHECK(course_load(f.root, NULL, 2, &course, &err)))
            continue;
        bool right = !rows[i].message ||
                     fixture_has(&course.problems, rows[i].line, rows[i].column, rows[i].message);
        if (!CHECK(right && count_references(&course) == (rows[i].message != NULL))) {
            printf("#   %s\n", rows[i].text);
            fixture_print(&course.problems);
        }
        course_release(&course);
    }
    fixture_end(&f);
}

/* What is not read, or can't be, may hold any sample. */
static void chapters_that_are_not_read_may_hold_it(void)
{
    struct fixture f;
    struct course course;
    struct err err = {0};
    fixture_begin(&f, "title = 'T'\nchapters = { 'one.md', 'two.md' }\n");
    fixture_write(&f, "content/one.md",
                  "```c {#x diff=plain}\n" MAIN "```\n```compare {of=x}\n```\n");
    fixture_write(&f, "content/two.md", other);
    CHECK(course_load(f.root, "one", 1, &course, &err));
    CHECK_INT(fixture_count(&course.problems), 1);
    CHECK(fixture_has(&course.problems, 4, 13, "\"x\" alone has no sweep="));
    course_release(&course);
    CHECK(unlink(path_join(&f.arena, f.root, "content/two.md")) == 0);
    CHECK(course_load(f.root, NULL, 1, &course, &err));
    CHECK_INT(count_references(&course), 1);
    course_release(&course);
    fixture_end(&f);
}

static void a_sweep_with_a_taken_id_gets_another_in_all_points(void)
{
    struct fixture f;
    struct course course;
    struct err err = {0};
    fixture_begin(&f, "title = 'T'\nchapters = { 'one.md', 'two.md' }\n");
    fixture_write(&f, "content/one.md", "```c {#slow}\n" MAIN "```\n");
    fixture_write(&f, "content/two.md", other);
    if (CHECK(course_load(f.root, NULL, 1, &course, &err))) {
        const struct sample *s = course.samples[4];
        CHECK_STR(s->id, "slow-2");
        CHECK_INT(s->point_count, 2);
        CHECK_STR(s->points[1].id, "slow-2");
    }
    course_release(&course);
    fixture_end(&f);
}

static void links_lead_to_figures(void)
{
    struct fixture f;
    struct course course;
    struct err err = {0};
    fixture_begin(&f, "title = 'T'\nchapters = { 'one.md', 'two.md' }\n");
    fixture_write(&f, "content/one.md",
                  "[](#truth) [](two.md#times)\n\n[](#truh)\n\n```claim {#truth}\n1 < 2\n```\n");
    fixture_write(&f, "content/two.md",
                  "# Two\n```claim {#times caption=\"All times\"}\n1 < 2\n```\n");
    if (CHECK(course_load(f.root, NULL, 1, &course, &err))) {
        const struct chapter *c = course.chapters[0];
        struct link link = link_resolve(&course, c, &c->doc.nodes[c->links[0]], &f.arena);
        CHECK_STR(link.target, "#truth");
        CHECK_STR(link.title, "truth");
        link = link_resolve(&course, c, &c->doc.nodes[c->links[1]], &f.arena);
        CHECK_STR(link.target, "two.html#times");
        CHECK_STR(link.title, "Figure 2.1");
        CHECK(fixture_has(&course.problems, 3, 4, "\"truh\" (did you mean \"truth\"?)"));
        CHECK_INT(fixture_count(&course.problems), 1);
    }
    course_release(&course);
    fixture_end(&f);
}

int main(void)
{
    RUN(samples_of_all_chapters_can_be_named);
    RUN(chapters_that_are_not_read_may_hold_it);
    RUN(a_sweep_with_a_taken_id_gets_another_in_all_points);
    RUN(links_lead_to_figures);
    return test_summary();
}
