#include "run/regex.h"

#include <malloc.h>

#include "base/buf.h"
#include "test.h"

static const struct {
    const char *pattern, *line;
    bool matches;
} rows[] = {
    {"", "", true},
    {"", "x", false},
    {"abc", "abc", true},
    {"abc", "xabc", false},
    {"abc", "abcx", false},
    {"[0-9]+ ms", "12 ms", true},
    {"\\d+\\.\\d", "3.1", true},
    {"a|bc", "bc", true},
    {"a|bc", "abc", false},
    {"(a|b){2,3}", "abab", false},
    {"(a|b){2,3}", "aba", true},
    {".*", "any \x01 thing", true},
    {".", "\xC3\xA9", true},
    {".", "\xE2\x82\xAC", true},
    {"[[:alpha:]]+", "word", true},
    {"a.c",
     "a\xFF"
     "c",
     false},
};

static void matches_whole_lines(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct err err = {0};
        struct regex *regex = regex_new(&a, str_of(rows[i].pattern), NULL, &err);
        CHECK(regex != NULL);
        if (regex && !CHECK(regex_matches(regex, str_of(rows[i].line)) == rows[i].matches))
            printf("# pattern \"%s\", line \"%s\"\n", rows[i].pattern, rows[i].line);
        arena_release(&a);
    }
}

static void says_what_is_wrong(void)
{
    static const char *const wrong[] = {
        "(", "[a", "a{3,2}", "*", "\\", "\\C", "(a{1,1000}){1,1000}{1,1000}"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct arena a = {0};
        struct err err = {0};
        if (!CHECK(!regex_new(&a, str_of(wrong[i]), NULL, &err)))
            printf("# pattern \"%s\"\n", wrong[i]);
        CHECK(strstr(err.message, "at character"));
        arena_release(&a);
    }
}

static void gives_up(void)
{
    struct arena a = {0};
    struct err err = {0};
    struct regex *regex = regex_new(&a, STR("(x+x+)+[yz]"), NULL, &err);
    if (CHECK(regex != NULL)) {
        CHECK(regex_matches(regex, STR("xxxy")));
        CHECK(!regex_gave_up(regex));
        CHECK(!regex_matches(regex, STR("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")));
        CHECK(regex_gave_up(regex));
    }
    arena_release(&a);
}

/* A match may need megabytes; a block may have thousands of lines. */
static void a_match_gives_its_memory_back(void)
{
    enum { PATTERNS = 100, LINE = 20000 };
    struct arena a = {0};
    struct err err = {0};
    struct buf line = BUF_INIT;
    for (int i = 0; i < LINE; i++)
        buf_putc(&line, 'x');
    struct mallinfo2 before = mallinfo2();
    for (int i = 0; i < PATTERNS; i++) {
        struct regex *regex = regex_new(&a, STR("(?:(x)|y)*z"), NULL, &err);
        CHECK(regex && !regex_matches(regex, buf_view(&line)));
    }
    struct mallinfo2 after = mallinfo2();
    CHECK(after.uordblks + after.hblkhd < before.uordblks + before.hblkhd + (8 << 20));
    buf_release(&line);
    arena_release(&a);
}

static void matches_share_their_time(void)
{
    struct arena a = {0};
    struct err err = {0};
    int64_t left_ns = 1;
    struct regex *first = regex_new(&a, STR("x*"), &left_ns, &err);
    struct regex *second = regex_new(&a, STR("x*"), &left_ns, &err);
    CHECK(regex_matches(first, STR("xxx")));
    CHECK(!regex_gave_up(first));
    CHECK(left_ns <= 0);
    CHECK(!regex_matches(second, STR("xxx")));
    CHECK(regex_gave_up(second));
    arena_release(&a);
}

int main(void)
{
    RUN(a_match_gives_its_memory_back);
    RUN(matches_whole_lines);
    RUN(says_what_is_wrong);
    RUN(gives_up);
    RUN(matches_share_their_time);
    return test_summary();
}
