/* course_fixture: the course in tests/fuzz/course, whose chapter one is what the fuzzer makes up. */
#ifndef FUZZ_COURSE_FIXTURE_H
#define FUZZ_COURSE_FIXTURE_H

#include "course/course.h"
#include "fuzz.h"

static const char fixture_root[] = "tests/fuzz/course";

/* Loaded once; it is never released. */
static inline struct course *fixture_course(void)
{
    static struct course course;
    struct err err = {0};
    if (course.root)
        return &course;
    FUZZ_CHECK(course_load(fixture_root, NULL, 1, &course, &err));
    FUZZ_CHECK(course.chapter_count == 2 && !course.chapters[1]->problems.first);
    return &course;
}

/* Let the course's first chapter be this text. It lives in `a`. */
static inline struct chapter *fixture_chapter(struct str bytes, struct arena *a)
{
    struct course *course = fixture_course();
    struct code_reader *code = code_reader_new();
    *course->chapters[0] = *chapter_read(fixture_root, &course->config, 0, bytes, code, a);
    code_reader_free(code);
    return course->chapters[0];
}

/* This text as a glossary of the course, which is not changed. It lives in `a`. */
static inline struct chapter *fixture_glossary(struct str bytes, struct arena *a)
{
    const struct config *config = &fixture_course()->config;
    struct code_reader *code = code_reader_new();
    struct chapter *chapter =
        chapter_read(fixture_root, config, config->chapters.count, bytes, code, a);
    code_reader_free(code);
    return chapter;
}

#endif
