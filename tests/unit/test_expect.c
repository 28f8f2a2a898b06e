#include "run/expect.h"

#include "base/buf.h"
#include "test.h"

static const struct {
    enum expected_mode mode;
    const char *expected, *actual;
    const char *diff; /* NULL: they match */
} rows[] = {
    {EXPECTED_EXACT, "a\nb\n", "a\nb\n", NULL},
    {EXPECTED_EXACT, "a\nb\n", "a\nb", NULL},
    {EXPECTED_EXACT, "a\nb\n", "a  \nb\t\r\n", NULL},
    {EXPECTED_EXACT, "", "", NULL},
    {EXPECTED_EXACT, "", "a\n", "@@ -0,0 +1 @@\n+a\n"},
    {EXPECTED_EXACT, "a\n", "", "@@ -1 +0,0 @@\n-a\n"},
    {EXPECTED_EXACT, "a\n", "a\n\n", "@@ -1 +1,2 @@\n a\n+\n"},
    {EXPECTED_EXACT, " a\n", "a\n", "@@ -1 +1 @@\n- a\n+a\n"},
    {EXPECTED_EXACT, "a\nb\nc\n", "a\nx\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n"},
    /* any lines */
    {EXPECTED_EXACT, "...\n", "", NULL},
    {EXPECTED_EXACT, "...\n", "a\nb\n", NULL},
    {EXPECTED_EXACT, "a\n...\n", "a\n", NULL},
    {EXPECTED_EXACT, "a\n...\nz\n", "a\nb\nz\n", NULL},
    {EXPECTED_EXACT, "a\n...\nz\n", "a\nz\n", NULL},
    {EXPECTED_EXACT, "...\nb\n...\nb\n", "b\nx\nb\n", NULL},
    {EXPECTED_EXACT, "...\nb\n...\nb\n", "x\nb\n", "@@ -1,3 +1,2 @@\n x\n b\n-b\n"},
    {EXPECTED_EXACT, "a\n...\na\n", "a\n", "@@ -1,2 +1 @@\n a\n-a\n"},
    {EXPECTED_EXACT, "...\na\nb\n...\n", "a\na\nb\nc\n", NULL},
    {EXPECTED_EXACT, "...\n...\na\n", "a\n", NULL},
    /* only what is wrong is in the diff */
    {EXPECTED_EXACT, "a\n...\ny\n", "a\n1\n2\nz\n", "@@ -1,4 +1,4 @@\n a\n 1\n 2\n-y\n+z\n"},
    {EXPECTED_EXACT, "a\nb\nc\n...\n", "x\na\nb\nc\n1\n", "@@ -1,3 +1,4 @@\n+x\n a\n b\n c\n"},
    {EXPECTED_EXACT, "a\n...\nb\nc\n...\n", "a\n1\nb\nC\n2\n",
     "@@ -1,6 +1,5 @@\n a\n 1\n b\n-c\n C\n 2\n"},
    /* any order */
    {EXPECTED_UNORDERED, "a\nb\nb\n", "b\na\nb\n", NULL},
    {EXPECTED_UNORDERED, "a\nb\nb\n", "b\na\na\n", "@@ -1,3 +1,3 @@\n b\n a\n-b\n+a\n"},
    {EXPECTED_UNORDERED, "a\nb\n", "b\n", "@@ -1,2 +1 @@\n b\n-a\n"},
    {EXPECTED_UNORDERED, "b\n...\n", "a\nb\nc\n", NULL},
    {EXPECTED_UNORDERED, "b\n...\n", "a\n", "@@ -1,2 +1 @@\n a\n-b\n"},
    {EXPECTED_UNORDERED, "", "", NULL},
    /* regular expressions */
    {EXPECTED_REGEX, "sum [0-9]+\n(a|b)*\n", "sum 42\nabba\n", NULL},
    {EXPECTED_REGEX, "[0-9]+\n", "42 \n", NULL},
    {EXPECTED_REGEX, "[0-9]+\n", "x42\n", "@@ -1 +1 @@\n-[0-9]+\n+x42\n"},
    {EXPECTED_REGEX, "[a]+\n[b]+\n[c]+\n", "aa\ncc\n", "@@ -1,3 +1,2 @@\n aa\n-[b]+\n cc\n"},
    {EXPECTED_REGEX, "1\n...\n[0-9]\n", "1\nx\ny\n9\n", NULL},
    {EXPECTED_REGEX, "\n", "\n", NULL},
    {EXPECTED_REGEX, "a+b\n", "a+b\n", "@@ -1 +1 @@\n-a+b   (as a regular expression)\n+a+b\n"},
};

static void modes(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct err err = {0};
        struct expected expected = {
            .fd = 1, .mode = rows[i].mode, .text = str_of(rows[i].expected)};
        struct expect_outcome outcome;
        CHECK(expect_compare(&expected, str_of(rows[i].actual), &a, &outcome, &err));
        if (!CHECK(outcome.matched == !rows[i].diff))
            printf("#   row %zu\n", i);
        CHECK_STR(outcome.diff, rows[i].diff);
        arena_release(&a);
    }
}

static void bad_regex_has_its_line(void)
{
    struct arena a = {0};
    struct err err = {0};
    struct expected expected = {
        .mode = EXPECTED_REGEX, .text = STR("ok\n(\n"), .place = {"content/a.md", 10, 1}};
    struct expect_outcome outcome;
    CHECK(!expect_compare(&expected, STR("ok\n(\n"), &a, &outcome, &err));
    CHECK_STR(err.file, "content/a.md");
    CHECK_INT(err.line, 12);
    arena_release(&a);
}

static void nul_does_not_end_the_diff(void)
{
    struct arena a = {0};
    struct err err = {0};
    struct expected expected = {.text = STR("a\n")};
    struct expect_outcome outcome;
    CHECK(expect_compare(&expected, STR("x\0y\nb\n"), &a, &outcome, &err));
    CHECK_STR(outcome.diff, "@@ -1 +1,2 @@\n-a\n+x\xE2\x90\x80y\n+b\n");
    expected.text = STR("\xE2\x90\x80\n");
    CHECK(expect_compare(&expected, STR("\0\n"), &a, &outcome, &err));
    CHECK_STR(outcome.diff, "@@ -1 +1 @@\n-\xE2\x90\x80\n+\xE2\x90\x80\n");
    arena_release(&a);
}

/* Segments that almost match everywhere must not take for ever, nor make an endless diff. */
static void hostile_texts_are_quick(void)
{
    struct arena a = {0};
    struct err err = {0};
    struct buf want = BUF_INIT, got = BUF_INIT;
    for (int i = 0; i < 2000; i++)
        buf_puts(&want, i % 2 ? "...\n" : "a\nb\n");
    for (int i = 0; i < 30000; i++)
        buf_puts(&got, "a\n");
    struct expected expected = {.text = buf_view(&want)};
    struct expect_outcome outcome;
    CHECK(expect_compare(&expected, buf_view(&got), &a, &outcome, &err));
    CHECK(!outcome.matched);
    CHECK(strstr(outcome.diff, "more lines\n"));
    buf_release(&want);
    buf_release(&got);
    arena_release(&a);
}

int main(void)
{
    RUN(modes);
    RUN(bad_regex_has_its_line);
    RUN(nul_does_not_end_the_diff);
    RUN(hostile_texts_are_quick);
    return test_summary();
}
