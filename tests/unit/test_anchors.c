#include "course/anchors.h"
#include "test.h"

static const struct {
    const char *title, *slug;
} slugs[] = {
    {"Hello", "hello"},
    {"Hello, World!", "hello-world"},
    {"a  b", "a--b"},
    {" trimmed ", "trimmed"},
    {"snake_case and kebab-case", "snake_case-and-kebab-case"},
    {"C++ & <threads.h>", "c--threadsh"},
    {"\xC3\x9C"
     "ber \xC3\x89t\xC3\xA9",
     "\xC3\xBC"
     "ber-\xC3\xA9t\xC3\xA9"},
    {"\xCE\xA9mega \xD0\x96", "\xCF\x89mega-\xD0\xB6"},
    {"\xC5\x81\xC3\xB3"
     "d\xC5\xBA",
     "\xC5\x82\xC3\xB3"
     "d\xC5\xBA"},
    {"\xE4\xB8\xAD\xE6\x96\x87\xE3\x80\x82", "\xE4\xB8\xAD\xE6\x96\x87"},
    {"dash \xE2\x80\x94 here", "dash--here"},
    {"\xF0\x9F\x98\x80", "section"},
    {"", "section"},
    {"!?", "section"},
    {"1. First", "1-first"},
};

static void headings_get_the_ids_of_github(void)
{
    for (size_t i = 0; i < sizeof slugs / sizeof *slugs; i++) {
        struct buf out = BUF_INIT;
        anchors_slug(str_of(slugs[i].title), &out);
        CHECK_STR(out.data, slugs[i].slug);
        buf_release(&out);
    }
}

static void ids_are_of_one_form(void)
{
    static const char *const good[] = {"a", "Z9", "a-b_c", "lost"};
    static const char *const bad[] = {"", "1a", "-a", "_a", "a b", "a.b", "\xC3\xA9", "a\"", "a#"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        CHECK(anchors_is_id(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(!anchors_is_id(bad[i]));
}

static void a_taken_id_says_by_whom(void)
{
    struct arena a = {0};
    struct anchors anchors = {0};
    struct place first = {"content/a.md", 3, 1}, second = {"content/a.md", 9, 1};
    CHECK(anchors_claim(&anchors, &a, "x", first) == NULL);
    const struct place *taken = anchors_claim(&anchors, &a, "x", second);
    CHECK(taken && taken->line == 3);
    CHECK(anchors_claim(&anchors, &a, "X", second) == NULL);
    arena_release(&a);
}

static void free_ids_are_counted_up(void)
{
    struct arena a = {0};
    struct anchors anchors = {0};
    struct place place = {"content/a.md", 1, 1};
    anchors_claim(&anchors, &a, "s-1", place);
    CHECK_STR(anchors_take_free(&anchors, &a, "s", place), "s");
    CHECK_STR(anchors_take_free(&anchors, &a, "s", place), "s-2");
    CHECK_STR(anchors_take_free(&anchors, &a, "s", place), "s-3");
    CHECK_STR(anchors_take_free(&anchors, &a, "s-1", place), "s-1-1");
    for (int i = 0; i < 20000; i++) /* quadratic time would show */
        anchors_take_free(&anchors, &a, "s", place);
    CHECK_STR(anchors_take_free(&anchors, &a, "s", place), "s-20004");
    arena_release(&a);
}

int main(void)
{
    RUN(headings_get_the_ids_of_github);
    RUN(ids_are_of_one_form);
    RUN(a_taken_id_says_by_whom);
    RUN(free_ids_are_counted_up);
    return test_summary();
}
