#include "base/str.h"
#include "test.h"

static void equality(void)
{
    CHECK(str_equal(STR("ab"), (struct str){"abc", 2}));
    CHECK(!str_equal(STR("ab"), STR("ac")));
    CHECK(!str_equal(STR("ab"), STR("abc")));
    CHECK(str_equal((struct str){NULL, 0}, STR("")));
    CHECK(str_is(STR("x"), "x"));
    CHECK(!str_is((struct str){"a\0b", 3}, "a"));
    static const char *const list[] = {"a", "b"};
    CHECK(str_is_one_of(STR("b"), list, 2) && !str_is_one_of(STR("b"), list, 1));
    CHECK_INT(str_of(NULL).len, 0);
    CHECK(str_of(NULL).data != NULL);
}

static void prefixes(void)
{
    CHECK(str_starts(STR("claim"), "cl"));
    CHECK(str_starts(STR("claim"), ""));
    CHECK(!str_starts(STR("cl"), "claim"));
    CHECK(!str_starts(STR("claim"), "cx"));
}

static void trimming(void)
{
    static const struct {
        const char *in, *trimmed, *end;
    } rows[] = {
        {"", "", ""},        {" \t\r\n", "", ""},         {" a b ", "a b", " a b"},
        {"a\r\n", "a", "a"}, {"\va\v", "\va\v", "\va\v"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK(str_is(str_trim(str_of(rows[i].in)), rows[i].trimmed));
        CHECK(str_is(str_trim_end(str_of(rows[i].in)), rows[i].end));
    }
}

/* The lines of each text, joined by '|'. */
static void lines(void)
{
    static const struct {
        const char *in, *joined;
    } rows[] = {
        {"", ""},         {"a", "a|"},           {"a\n", "a|"},
        {"a\nb", "a|b|"}, {"\n\n", "||"},        {"a\r\nb\r", "a|b\r|"},
        {"\r\n", "|"},    {"a\n\nb\n", "a||b|"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char joined[64] = "";
        struct str rest = str_of(rows[i].in), line;
        while (str_line(&rest, &line))
            snprintf(joined + strlen(joined), sizeof joined - strlen(joined), "%.*s|",
                     STR_FMT(line));
        CHECK_STR(joined, rows[i].joined);
    }
}

static void pieces(void)
{
    static const struct {
        const char *in, *joined;
    } rows[] = {{"", ""}, {"a", "a|"}, {"a,b", "a|b|"}, {"a,,b,", "a||b|"}, {",", "|"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char joined[64] = "";
        struct str rest = str_of(rows[i].in), piece;
        while (str_piece(&rest, ',', &piece))
            snprintf(joined + strlen(joined), sizeof joined - strlen(joined), "%.*s|",
                     STR_FMT(piece));
        CHECK_STR(joined, rows[i].joined);
    }
}

static void a_prefix_is_skipped(void)
{
    struct str s = STR("abc");
    CHECK(!str_skip(&s, "b") && str_is(s, "abc"));
    CHECK(str_skip(&s, "ab") && str_is(s, "c"));
    CHECK(str_skip(&s, "") && str_is(s, "c"));
    CHECK(str_skip(&s, "c") && s.len == 0 && !str_skip(&s, "c"));
}

int main(void)
{
    RUN(equality);
    RUN(prefixes);
    RUN(trimming);
    RUN(lines);
    RUN(pieces);
    RUN(a_prefix_is_skipped);
    return test_summary();
}
