#include "run/diagnostic.h"

#include "base/buf.h"
#include "test.h"

static const char gcc[] = "{file}:{line}:{column}: ";
static const char python[] = "File \"{file}\", line {line}";
static const char shell[] = "{file}: {line}:";

static const struct {
    const char *format, *text;
    const char *found; /* "start-end line column" of each place */
} rows[] = {
    {gcc, "", ""},
    {gcc, "lost.c:3:5: error: x\n", "0-12 3 5 "},
    {gcc, "lost.c: In function 'main':\nlost.c:3:5: error: x\n", "28-40 3 5 "},
    {gcc, "lost.c:1:1: warning: a\nlost.c:2:2: error: b\n", "0-12 1 1 23-35 2 2 "},
    {gcc, "/usr/include/stdio.h:3:5: error: x\n", ""},
    {gcc, "xlost.c:3:5: error\nlost.cc:1:1: x\n", ""},
    {gcc, "/tmp/ccX.o:lost.c:function main: error: undefined\n", ""},
    {gcc, "lost.c:7: undefined reference\n", "0-10 7 0 "},
    {gcc, "a.out: lost.c:7: main: Assertion\n", "7-17 7 0 "},
    {gcc, "lost.c:0:5: error\n", ""},
    {gcc, "lost.c:99999999999:5: error\n", ""},
    {gcc, "lost.c:3:5", ""},
    {gcc, "/box/lost.c:3:5: x", "0-17 3 5 "},
    {python, "  File \"/box/lost.c\", line 12, in f\n", "2-29 12 0 "},
    {python, "  File \"other.py\", line 12, in f\n", ""},
    {shell, "sh: lost.c: 3: foo: not found\n", "4-14 3 0 "},
};

static void formats(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct language language = {.diagnostics = rows[i].format};
        struct source_file file = {.name = "lost.c", .text = STR("")};
        struct sample sample = {
            .language = &language, .files = &file, .file_count = 1, .is_inline = true};
        struct buf found = BUF_INIT;
        struct diagnostic_place place;
        for (size_t from = 0; diagnostic_next(&sample, str_of(rows[i].text), &from, &a, &place);)
            buf_printf(&found, "%zu-%zu %d %d ", place.start, place.end, place.line, place.column);
        CHECK_STR(found.data, rows[i].found);
        buf_release(&found);
        arena_release(&a);
    }
}

static struct diagnostic_place only(const struct sample *sample, const char *text, struct arena *a)
{
    struct diagnostic_place place = {0};
    size_t from = 0;
    CHECK(diagnostic_next(sample, str_of(text), &from, a, &place));
    return place;
}

static void inline_code_lies_in_the_chapter(void)
{
    struct arena a = {0};
    struct language language = {.diagnostics = gcc};
    struct source_file file = {.name = "lost.c",
                               .text = STR("one;\n\ttwo;\n\"\xC3\xA9\"; three;\n")};
    struct sample sample = {.language = &language,
                            .files = &file,
                            .file_count = 1,
                            .is_inline = true,
                            .place = {"content/a.md", 40, 1}};
    struct diagnostic_place place = only(&sample, "lost.c:1:3: x", &a);
    CHECK_STR(place.in_course.file, "content/a.md");
    CHECK_INT(place.in_course.line, 41);
    CHECK_INT(place.in_course.column, 3);
    /* the compiler's column is not one in bytes: a tab, a wide character */
    CHECK_INT(only(&sample, "lost.c:2:9: x", &a).in_course.column, 0);
    CHECK_INT(only(&sample, "lost.c:3:7: x", &a).in_course.column, 0);
    /* behind "> " nobody knows */
    sample.place.column = 3;
    CHECK_INT(only(&sample, "lost.c:1:3: x", &a).in_course.column, 0);
    arena_release(&a);
}

static void files_have_their_own_lines(void)
{
    struct arena a = {0};
    struct language language = {.diagnostics = gcc};
    struct source_file files[] = {{.name = "sharing/lost.c", .text = STR("x\ny\n")},
                                  {.name = "sharing/add.c", .text = STR("x\ny\n")}};
    struct sample sample = {.language = &language, .files = files, .file_count = 2};
    struct diagnostic_place place = only(&sample, "samples/sharing/lost.c:2:1: x", &a);
    CHECK_STR(place.in_course.file, "samples/sharing/lost.c");
    CHECK_INT(place.in_course.line, 2);
    CHECK_INT(place.in_course.column, 1);
    CHECK_INT(place.line, 2);
    place = only(&sample, "samples/sharing/add.c:1:1: x", &a);
    CHECK_STR(place.in_course.file, "samples/sharing/add.c");
    CHECK_INT(place.in_course.line, 1);
    CHECK_INT(place.line, 0);
    arena_release(&a);
}

int main(void)
{
    RUN(formats);
    RUN(inline_code_lies_in_the_chapter);
    RUN(files_have_their_own_lines);
    return test_summary();
}
