#include "course_fixture.h"

#include "course/link.h"

#define MAIN "int main(void) { return 0; }\n"

static bool load(struct fixture *f, const char *only, struct course *course)
{
    struct err err = {0};
    bool ok = course_load(f->root, only, 2, course, &err);
    if (!ok)
        printf("#   %s:%d: %s\n", err.file, err.line, err.message);
    return ok;
}

static bool has(const struct course *course, const char *file, int line, const char *message)
{
    for (const struct problem *p = course->problems.first; p; p = p->next)
        if (strcmp(p->file, file) == 0 && p->line == line && strstr(p->message, message))
            return true;
    return false;
}

static void chapters_come_in_the_order_of_course_lua(void)
{
    struct fixture f;
    fixture_begin(&f, "title = 'T'\nchapters = { 'b.md', 'part/a.md', 'c.md' }\n");
    fixture_write(&f, "content/b.md", "# B\n```c {#x}\n" MAIN "```\n");
    fixture_write(&f, "content/part/a.md", "# A\n```c\n" MAIN "```\n");
    fixture_write(&f, "content/c.md", "# C\n```c {#y}\n" MAIN "```\n");
    struct course course;
    if (CHECK(load(&f, NULL, &course))) {
        CHECK_INT(course.chapter_count, 3);
        CHECK_STR(course.chapters[0]->name, "b");
        CHECK_STR(course.chapters[1]->name, "part/a");
        CHECK_STR(course.chapters[1]->page, "part/a.html");
        CHECK_INT(course.sample_count, 3);
        CHECK_STR(course.samples[0]->id, "x");
        CHECK_STR(course.samples[1]->id, "part-a-1");
        CHECK(course_sample(&course, "y") == course.samples[2]);
        CHECK(course_sample(&course, "z") == NULL);
        CHECK(course_chapter(&course, "part/a") == course.chapters[1]);
        CHECK(course_chapter(&course, "a") == NULL);
        CHECK(course.problems.first == NULL);
    }
    course_release(&course);
    fixture_end(&f);
}

static void one_chapter_can_be_read_alone(void)
{
    struct fixture f;
    fixture_begin(&f, "title = 'T'\nchapters = { 'a.md', 'b.md' }\n");
    fixture_write(&f, "content/a.md", "# A\n```output\n```\n");
    fixture_write(&f, "content/b.md", "# B\n[a](a.md#nowhere) [c](c.md)\n");
    struct course course;
    if (CHECK(load(&f, "b", &course))) {
        CHECK_INT(course.chapter_count, 1);
        CHECK_STR(course.chapters[0]->name, "b");
        CHECK(course_chapter(&course, "a") == NULL && course_has_chapter(&course, "a"));
        CHECK_INT(fixture_count(&course.problems), 1);
        CHECK(has(&course, "content/b.md", 2, "\"c.md\" is no chapter"));
    }
    course_release(&course);
    struct err err = {0};
    CHECK(!course_load(f.root, "d", 1, &course, &err));
    CHECK(strstr(err.message, "there is no chapter \"d\" (did you mean \"a\"?)") != NULL);
    course_release(&course);
    fixture_end(&f);
}

static void what_only_shows_between_chapters_is_reported(void)
{
    struct fixture f;
    fixture_begin(&f, "title = 'T'\nchapters = { 'a.md', 'b.md', 'gone.md' }\n");
    fixture_write(&f, "content/a.md",
                  "# A\n```c {#x}\n" MAIN "```\n```include {file=used.md}\n```\n");
    fixture_write(&f, "content/b.md", "# B\n```c {#x}\n" MAIN "```\n```c {#x-2}\n" MAIN "```\n");
    fixture_write(&f, "content/used.md", "used\n");
    fixture_write(&f, "content/unused.md", "unused\n");
    struct course course;
    if (CHECK(load(&f, NULL, &course))) {
        CHECK(has(&course, "content/b.md", 2, "the id \"x\" is taken by content/a.md:2"));
        CHECK(has(&course, "content/unused.md", 0, "no chapter of course.lua"));
        CHECK(has(&course, "content/course.lua", 2, "there is no content/gone.md"));
        CHECK_INT(course.sample_count, 3);
        CHECK(strcmp(course.samples[1]->id, "x") != 0);
        CHECK(course_sample(&course, course.samples[1]->id) == course.samples[1]);
        CHECK(course.chapters[2]->unusable);
    }
    CHECK_INT(fixture_count(&course.problems), 3);
    course_release(&course);
    fixture_end(&f);
}

/* "part/a.md" and "part-a.md" both make up "part-a-1", and so did the author of b.md. */
static void ids_that_nobody_gave_are_no_problem(void)
{
    struct fixture f;
    fixture_begin(&f, "title = 'T'\nchapters = { 'part/a.md', 'part-a.md', 'b.md' }\n");
    fixture_write(&f, "content/part/a.md", "```c\n" MAIN "```\n");
    fixture_write(&f, "content/part-a.md", "```c\n" MAIN "```\n");
    fixture_write(&f, "content/b.md", "```c {#part-a-1}\n" MAIN "```\n");
    struct course course;
    if (CHECK(load(&f, NULL, &course)) && CHECK(course.sample_count == 3)) {
        CHECK_STR(course.samples[2]->id, "part-a-1");
        CHECK_STR(course.samples[0]->id, "part-a-1-2");
        CHECK_STR(course.samples[1]->id, "part-a-1-3");
    }
    CHECK_INT(fixture_count(&course.problems), 0);
    course_release(&course);
    fixture_end(&f);
}

/* cmark needs time in the square of a table's width times its rows. */
static void a_chapter_that_takes_too_long_is_named(void)
{
    struct fixture f;
    fixture_begin(&f, "title = 'T'\nchapters = { 'wide.md', 'b.md' }\nparse = '300ms'\n");
    struct buf wide = BUF_INIT;
    for (int i = 0; i < 5000; i++)
        buf_puts(&wide, "a|");
    buf_puts(&wide, "\n");
    for (int i = 0; i < 5000; i++)
        buf_puts(&wide, "-|");
    for (int i = 0; i < 5000; i++)
        buf_puts(&wide, "\nx");
    fixture_write_bytes(&f, "content/wide.md", buf_view(&wide));
    fixture_write(&f, "content/b.md", "# B\n[wide](wide.md#x)\n");
    struct course course;
    if (CHECK(load(&f, NULL, &course))) {
        CHECK(course.chapters[0]->unusable && !course.chapters[1]->unusable);
        CHECK_STR(course.chapters[0]->name, "wide");
        CHECK(has(&course, "content/wide.md", 0, "took longer than 0.3 s to parse"));
        CHECK_INT(fixture_count(&course.problems), 1);
    }
    course_release(&course);
    buf_release(&wide);
    fixture_end(&f);
}

static void a_course_without_course_lua_is_an_error(void)
{
    struct course course;
    struct err err = {0};
    CHECK(!course_load("/nonexistent", NULL, 1, &course, &err));
    CHECK(err.message[0] != '\0');
    course_release(&course);
}

int main(void)
{
    RUN(chapters_come_in_the_order_of_course_lua);
    RUN(one_chapter_can_be_read_alone);
    RUN(what_only_shows_between_chapters_is_reported);
    RUN(ids_that_nobody_gave_are_no_problem);
    RUN(a_chapter_that_takes_too_long_is_named);
    RUN(a_course_without_course_lua_is_an_error);
    return test_summary();
}
