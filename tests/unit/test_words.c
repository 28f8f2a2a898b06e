#include "course/words.h"

#include "base/buf.h"
#include "test.h"

static const struct {
    const char *text;
    const char *words; /* joined with "|"; NULL: an error */
} rows[] = {
    {"", ""},
    {"  \t ", ""},
    {"a", "a"},
    {" a  b\tc\n", "a|b|c"},
    {"'a b' \"c d\"", "a b|c d"},
    {"a'b c'd", "ab cd"},
    {"\"a\\\"b\" \"a\\\\b\" \"a\\nb\"", "a\"b|a\\b|a\\nb"},
    {"'a\\b'", "a\\b"},
    {"a\\ b \\'", "a b|'"},
    {"'' x \"\"", "|x|"},
    {"$HOME `ls` ; a&b", "$HOME|`ls`|;|a&b"},
    {"a\\", "a\\"},
    {"'a", NULL},
    {"a \"b", NULL},
    {"\"a\\\"", NULL},
};

static void words_are_split_as_a_shell_would(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct words words;
        struct err err = {0};
        bool ok = words_split(str_of(rows[i].text), &a, &words, &err);
        CHECK(ok == (rows[i].words != NULL));
        char joined[200] = "";
        for (size_t k = 0; ok && k < words.count; k++)
            snprintf(joined + strlen(joined), sizeof joined - strlen(joined), "%s%s", k ? "|" : "",
                     words.items[k]);
        if (ok)
            CHECK_STR(joined, rows[i].words);
        else
            CHECK(strstr(err.message, "not closed") != NULL && err.column > 0);
        arena_release(&a);
    }
}

static void many_words_are_kept(void)
{
    struct arena a = {0};
    struct words words = {0};
    for (int i = 0; i < 1000; i++)
        words_add(&words, &a, arena_printf(&a, "%d", i));
    CHECK_INT(words.count, 1000);
    CHECK_STR(words.items[0], "0");
    CHECK_STR(words.items[999], "999");
    arena_release(&a);
}

/* A copy of the rest of the text for each word would take 10 GB. */
static void many_words_take_little_memory(void)
{
    enum { COUNT = 100000 };
    struct arena a = {0};
    struct words words;
    struct err err = {0};
    struct buf text = BUF_INIT;
    for (int i = 0; i < COUNT; i++)
        buf_puts(&text, "a ");
    CHECK(arena_init_shared(&a, 16 << 20));
    CHECK(words_split(buf_view(&text), &a, &words, &err));
    CHECK_INT(words.count, COUNT);
    CHECK_STR(words.items[COUNT - 1], "a");
    buf_release(&text);
    arena_release(&a);
}

int main(void)
{
    RUN(words_are_split_as_a_shell_would);
    RUN(many_words_are_kept);
    RUN(many_words_take_little_memory);
    return test_summary();
}
