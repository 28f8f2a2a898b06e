#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/problem_text.h"
#include "test.h"

static char root[] = "/tmp/drawloom-text-XXXXXX";
static struct arena a;

static void put(const char *name, const char *text)
{
    struct err err = {0};
    CHECK(file_make_dirs(path_dir(&a, path_join(&a, root, name)), &err));
    CHECK(file_write(path_join(&a, root, name), str_of(text), &err));
}

static void check_text(const struct problem *p, bool colour, const char *want)
{
    struct problem_text t;
    struct buf out = BUF_INIT;
    problem_text_init(&t, root, colour);
    problem_text_add(&t, p, &out);
    CHECK_STR(out.data, want);
    problem_text_release(&t);
    buf_release(&out);
}

static void headings(void)
{
    static const struct {
        struct problem problem;
        const char *want;
    } rows[] = {
        {{.file = "content/no.md",
          .line = 42,
          .column = 8,
          .sample = "lost",
          .message = "bad \"x\""},
         "content/no.md:42:8: sample \"lost\": bad \"x\"\n"},
        {{.file = "no.md", .line = 42, .message = "m"}, "no.md:42: m\n"},
        {{.file = "no.md", .column = 7, .message = "m"}, "no.md: m\n"},
        {{.file = "", .message = "m"}, "m\n"},
        {{.file = "", .severity = PROBLEM_WARNING, .message = "m"}, "warning: m\n"},
        {{.file = "no.md", .line = 1, .column = 1, .severity = PROBLEM_WARNING, .message = "m"},
         "no.md:1:1: warning: m\n"},
        {{.file = "", .message = "one\ntwo:1:1: fake\n"}, "one\n    two:1:1: fake\n"},
        {{.file = "", .message = ""}, "\n"},
        {{.file = "\x1b.md", .sample = "\x1b", .message = "\x1b[2J"},
         "<1B>.md: sample \"<1B>\": <1B>[2J\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_text(&rows[i].problem, false, rows[i].want);
}

/* Each file has the line in question as its second one. */
static void source_lines(void)
{
    static const struct {
        const char *line;
        int column;
        const char *want;
    } rows[] = {
        {"```c {#lost timout=2s}", 13, "    ```c {#lost timout=2s}\n                ^\n"},
        {"x", 1, "    x\n    ^\n"},
        {"x", 2, "    x\n     ^\n"},  /* just behind the end */
        {"x", 99, "    x\n     ^\n"}, /* a column that is not there */
        {"x", 0, "    x\n"},
        {"\ta\tb", 4, "        a   b\n            ^\n"},
        {"\xc3\xa9\xe4\xb8\xad!", 6, "    \xc3\xa9\xe4\xb8\xad!\n       ^\n"},
        {"\x1b[2J!", 5, "    <1B>[2J!\n           ^\n"},
        {"crlf\r", 1, "    crlf\n    ^\n"},
        {"", 1, ""},
        {" \t", 1, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        put("content/s.md", arena_printf(&a, "first\n%s\nlast", rows[i].line));
        struct problem p = {
            .file = "content/s.md", .line = 2, .column = rows[i].column, .message = "m"};
        const char *place = rows[i].column ? arena_printf(&a, ":%d", rows[i].column) : "";
        check_text(&p, false, arena_printf(&a, "content/s.md:2%s: m\n%s", place, rows[i].want));
    }
}

static void lines_that_are_not_there(void)
{
    put("content/s.md", "first\n");
    put("secret", "secret\n");
    static const struct {
        const char *file;
        int line;
    } rows[] = {{"content/s.md", 2},
                {"content/none.md", 1},
                {"content", 1},
                {"/etc/passwd", 1},
                {"../../../../etc/passwd", 1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct problem p = {.file = rows[i].file, .line = rows[i].line, .message = "m"};
        check_text(&p, false, arena_printf(&a, "%s:%d: m\n", rows[i].file, rows[i].line));
    }
}

/* One text after the other, in any order, from files that change. */
static void many_problems_of_a_file(void)
{
    put("1.md", "one\ntwo\nthree");
    put("2.md", "other\n");
    static const struct {
        const char *file;
        int line;
        const char *want;
    } rows[] = {
        {"1.md", 2, "    two\n"}, {"1.md", 2, "    two\n"},   {"1.md", 3, "    three\n"},
        {"1.md", 4, ""},          {"1.md", 1, "    one\n"},   {"1.md", 9, ""},
        {"1.md", 9, ""},          {"2.md", 1, "    other\n"}, {"1.md", 3, "    three\n"},
    };
    struct problem_text t;
    problem_text_init(&t, root, false);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct problem p = {.file = rows[i].file, .line = rows[i].line, .message = "m"};
        struct buf out = BUF_INIT;
        problem_text_add(&t, &p, &out);
        CHECK_STR(out.data, arena_printf(&a, "%s:%d: m\n%s", p.file, p.line, rows[i].want));
        buf_release(&out);
    }
    problem_text_release(&t);
}

/* A line of 1,000 euro signs with one "!" in it: the "!" is shown, with the caret below it. */
static void long_lines_are_cut_around_the_column(void)
{
    static const int places[] = {0, 10, 60, 500, 990, 999};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct buf line = BUF_INIT;
        for (int k = 0; k < 1000; k++)
            buf_puts(&line, k == places[i] ? "!" : "\xe2\x82\xac");
        put("content/long.md", line.data);
        struct problem p = {
            .file = "content/long.md", .line = 1, .column = 3 * places[i] + 1, .message = "m"};
        struct problem_text t;
        struct buf out = BUF_INIT;
        problem_text_init(&t, root, false);
        problem_text_add(&t, &p, &out);
        struct str rest = buf_view(&out), heading, shown, caret;
        CHECK(str_line(&rest, &heading) && str_line(&rest, &shown) && str_line(&rest, &caret));
        CHECK(shown.len > 100 && shown.len <= 4 + 3 + 160 + 3);
        const char *mark = memchr(shown.data, '!', shown.len);
        int column = 0;
        for (const char *s = shown.data; mark && s < mark; s++)
            column += (*s & 0xC0) != 0x80;
        CHECK_INT(caret.len, column + 1);
        CHECK(strstr(out.data, "<") == NULL); /* no character was cut in two */
        buf_release(&out);
        buf_release(&line);
        problem_text_release(&t);
    }
}

static void diffs_and_colours(void)
{
    struct problem p = {.file = "a.md",
                        .line = 3,
                        .message = "m",
                        .diff = "@@ -1,2 +1,2 @@\n same\n-\x1b[1m\n+new\n"};
    check_text(&p, false, "a.md:3: m\n    @@ -1,2 +1,2 @@\n     same\n    -<1B>[1m\n    +new\n");
    check_text(&p, true,
               "\033[1ma.md:3:\033[0m m\n    @@ -1,2 +1,2 @@\n     same\n"
               "    \033[31m-<1B>[1m\033[0m\n    \033[32m+new\033[0m\n");
}

static void long_diffs_are_cut(void)
{
    struct buf diff = BUF_INIT;
    for (int i = 0; i < 250; i++)
        buf_printf(&diff, "+%d\n", i);
    struct problem p = {.file = "", .message = "m", .diff = diff.data};
    struct problem_text t;
    struct buf out = BUF_INIT;
    problem_text_init(&t, root, false);
    problem_text_add(&t, &p, &out);
    CHECK(strstr(out.data, "    +99\n    ... and 150 more lines\n") != NULL);
    CHECK(strstr(out.data, "+100\n") == NULL);
    problem_text_release(&t);
    buf_release(&out);
    buf_release(&diff);
}

int main(void)
{
    if (!mkdtemp(root))
        return 1;
    RUN(headings);
    RUN(source_lines);
    RUN(lines_that_are_not_there);
    RUN(many_problems_of_a_file);
    RUN(long_lines_are_cut_around_the_column);
    RUN(diffs_and_colours);
    RUN(long_diffs_are_cut);
    struct err err;
    file_remove_tree(root, &err);
    arena_release(&a);
    return test_summary();
}
