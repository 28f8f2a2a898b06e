#include "course/text.h"
#include "test.h"

static const struct {
    const char *bytes;
    size_t len; /* 0: strlen */
    const char *clean;
    int line, column; /* of the problem; 0: none */
} rows[] = {
    {"", 0, "", 0, 0},
    {"a\nb", 0, "a\nb", 0, 0},
    {"\xEF\xBB\xBF# a\n", 0, "# a\n", 0, 0},
    {"a\r\nb\rc\r", 0, "a\nb\nc\n", 0, 0},
    {"caf\xC3\xA9 \xF0\x9F\x98\x80 \xEF\xBF\xBD\n", 0,
     "caf\xC3\xA9 \xF0\x9F\x98\x80 \xEF\xBF\xBD\n", 0, 0},
    {"ab\ncd\xFFx\n", 0, "ab\ncd\xEF\xBF\xBDx\n", 2, 3},
    {"a\0b\n", 4,
     "a\xEF\xBF\xBD"
     "b\n",
     1, 2},
    {"0123456789\0\xFF", 12, "0123456789\xEF\xBF\xBD\xEF\xBF\xBD", 1, 11},
    {"\r\n\r\nx\xC3", 0, "\n\nx\xEF\xBF\xBD", 3, 2},
    {"\xC0\xAF", 0, "\xEF\xBF\xBD\xEF\xBF\xBD", 1, 1},
    {"\xED\xA0\x80", 0, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 1, 1},
    {"\xF0\x9F\x98", 0, "\xEF\xBF\xBD", 1, 1},
};

static void bytes_become_clean_text(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct problems problems = {0};
        struct str bytes = {rows[i].bytes, rows[i].len ? rows[i].len : strlen(rows[i].bytes)};
        struct str clean = text_clean(bytes, "content/a.md", &a, &problems, &a);
        CHECK_STR(arena_str(&a, clean).data, rows[i].clean);
        CHECK_INT(clean.len, strlen(rows[i].clean));
        const struct problem *p = problems.first;
        CHECK_INT(p ? p->line : 0, rows[i].line);
        CHECK_INT(p ? p->column : 0, rows[i].column);
        CHECK(!p || !p->next);
        arena_release(&a);
    }
}

static void lines_are_found(void)
{
    struct arena a = {0};
    struct text text = {.file = "content/a.md", .skipped = 3};
    text_init(&text, &a, STR("one\n\nthree"));
    CHECK_INT(text.line_count, 3);
    CHECK(str_is(text_line(&text, 1), "one"));
    CHECK(str_is(text_line(&text, 2), ""));
    CHECK(str_is(text_line(&text, 3), "three"));
    CHECK(str_is(text_line(&text, 4), ""));
    CHECK(str_is(text_line(&text, 0), ""));
    CHECK_INT(text_file_line(&text, 2), 5);
    CHECK_INT(text_file_line(&text, 0), 0);
    text_init(&text, &a, STR(""));
    CHECK_INT(text.line_count, 0);
    arena_release(&a);
}

/* A text inside a fence inside a quote, and one in that. */
static void places_inside_fences_are_those_of_the_file(void)
{
    struct arena a = {0};
    struct text file = {.file = "content/a.md", .skipped = 4};
    text_init(&file, &a,
              STR("top\n> ````exercise\n> ab\n>   ```solution\n>   cd\n>   ```\n> ````\n"));
    struct text inner = {
        .file = file.file, .skipped = 4 + 2, .outer = &file, .is_fenced = true, .outer_line = 2};
    text_init(&inner, &a, STR("ab\n  ```solution\n  cd\n  ```\n"));
    struct text innermost = {.file = file.file,
                             .skipped = 4 + 2 + 2,
                             .outer = &inner,
                             .is_fenced = true,
                             .outer_line = 2};
    text_init(&innermost, &a, STR("cd\n"));
    CHECK_INT(text_file_line(&inner, 1), 7);
    CHECK_INT(text_file_column(&inner, 1, 2), 4);
    CHECK_INT(text_file_column(&inner, 2, 3), 5);
    CHECK_INT(text_file_line(&innermost, 1), 9);
    CHECK_INT(text_file_column(&innermost, 1, 1), 5);
    CHECK_INT(text_file_column(&innermost, 1, 0), 0);
    CHECK(str_is(text_file_prefix(&inner, 2, 3), ">   "));
    CHECK(str_is(text_file_prefix(&innermost, 1, 1), ">   "));
    CHECK(str_is(text_file_prefix(&file, 2, 3), "> "));
    arena_release(&a);
}

int main(void)
{
    RUN(bytes_become_clean_text);
    RUN(lines_are_found);
    RUN(places_inside_fences_are_those_of_the_file);
    return test_summary();
}
