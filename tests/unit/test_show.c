#include "course/show.h"
#include "test.h"

static const char source[] = "#include <stdio.h>\n" /* 1 */
                             "\n"
                             "// [worker]\n" /* 3 */
                             "void *worker(void *p)\n"
                             "{\n"
                             "    /* [inner] */\n" /* 6 */
                             "    work(p);\n"
                             "    /* [inner] */\n" /* 8 */
                             "}\n"
                             "// [worker]\n" /* 10 */
                             "int x;\n"
                             "# [worker]\n" /* 12 */
                             "int y;\n"
                             "-- [worker]\n" /* 14 */
                             "// [open]\n"
                             "int z; // [worker]\n"; /* 16: not a mark */

static const struct {
    const char *value;
    const char *ranges; /* or, after "!", a part of the message */
} rows[] = {
    {"1", "1-1"},
    {"1-2", "1-2"},
    {"1 4-5", "1-1 4-5"},
    {"16", "16-16"},
    {"1-5", "1-2 4-5"},
    {"@inner", "7-7"},
    {"@worker", "4-5 7-7 9-9 13-13"},
    {"1 @inner 11", "1-1 7-7 11-11"},
    {"17", "!only 16 lines"},
    {"1-17", "!only 16 lines"},
    {"5-4", "!the first line must come first"},
    {"0", "!not a part"},
    {"-3", "!not a part"},
    {"3-", "!not a part"},
    {"1-2-3", "!not a part"},
    {"1,2", "!not a part"},
    {"99999999999999999999", "!not a part"},
    {"@", "!no region"},
    {"@wrker", "!did you mean \"worker\"?"},
    {"@nowhere", "!two lines with a comment [nowhere]"},
    {"@open", "!begins in line 15 has no end"},
    {"worker", "!not supported by this version"},
    {"3", "!\"3\" names no line that can be shown"},
    {"", "!names no line"},
    {"4 1", "!in the order"},
    {"1-4 4", "!in the order"},
    {"'1", "!not closed"},
};

static void parts_are_lines_and_regions(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct err err = {0};
        struct line_range *ranges = NULL;
        size_t count = 0;
        bool ok = show_read(rows[i].value, str_of(source), &a, &ranges, &count, &err);
        char got[200] = "";
        for (size_t k = 0; ok && k < count; k++)
            snprintf(got + strlen(got), sizeof got - strlen(got), "%s%d-%d", k ? " " : "",
                     ranges[k].first, ranges[k].last);
        if (rows[i].ranges[0] != '!')
            CHECK_STR(ok ? got : err.message, rows[i].ranges);
        else if (!CHECK(!ok && strstr(err.message, rows[i].ranges + 1)))
            printf("#   %s: %s\n", rows[i].value, ok ? got : err.message);
        arena_release(&a);
    }
}

static void one_line_is_not_lines(void)
{
    struct arena a = {0};
    struct err err = {0};
    struct line_range *ranges;
    size_t count;
    CHECK(!show_read("2", STR("x\n"), &a, &ranges, &count, &err));
    CHECK_STR(err.message, "\"2\": the program has only 1 line");
    arena_release(&a);
}

int main(void)
{
    RUN(parts_are_lines_and_regions);
    RUN(one_line_is_not_lines);
    return test_summary();
}
