#include "base/visible.h"

#include <time.h>

#include "test.h"

static void nothing_is_obeyed(void)
{
    static const struct {
        const char *in, *out;
    } rows[] = {
        {"", ""},
        {"plain \xc3\xa9 \xe4\xb8\xad", "plain \xc3\xa9 \xe4\xb8\xad"},
        {"a\nb\tc", "a\nb\tc"},
        {"\x1b[31mred", "<1B>[31mred"},
        {"a\rb\x7f\x01", "a<0D>b<7F><01>"},
        {"\xc2\x9b"
         "31m",
         "<U+009B>31m"}, /* the C1 form of ESC [ */
        {"\xe2\x80\xae"
         "dcba",
         "<U+202E>dcba"},
        {"\xe2\x81\xa6\xe2\x80\x8b\xef\xbb\xbf", "<U+2066><U+200B><U+FEFF>"},
        {"\xe2\x80\xa8\xef\xbf\xbe", "<U+2028><U+FFFE>"},
        {"\xd8\x9c\xe2\x80\x8e\xe2\x80\x8f", "<U+061C><U+200E><U+200F>"},
        {"a\r\nb\r", "a\nb<0D>"},
        {"\x1b]8;;https://a.b\x1b\\x", "<1B>]8;;https://a.b<1B>\\x"},
        {"\xff\xfe", "<FF><FE>"},
        {"\xe4\xb8", "<E4><B8>"},
        {"\xef\xbf\xbd", "\xef\xbf\xbd"},
        {"\xf3\xa0\x81\x81", "<U+E0041>"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf b = BUF_INIT;
        visible_add(&b, str_of(rows[i].in));
        CHECK_STR(b.data, rows[i].out);
        buf_release(&b);
    }
    struct buf b = BUF_INIT;
    visible_add(&b, (struct str){"a\0b", 3});
    CHECK_STR(b.data, "a<00>b");
    buf_release(&b);
}

static void a_name_stays_in_its_line(void)
{
    struct buf b = BUF_INIT;
    visible_add_name(&b, STR("a\nb.md:1: c\t\x1b\r\n"));
    CHECK_STR(b.data, "a<0A>b.md:1: c<09><1B><0D><0A>");
    buf_release(&b);
}

static void tabs_become_blanks(void)
{
    static const struct {
        const char *in, *out;
    } rows[] = {
        {"\tx", "    x"},
        {"a\tx", "a   x"},
        {"abcd\tx", "abcd    x"},
        {"\xc3\xa9\tx", "\xc3\xa9   x"},
        {"\xe4\xb8\xad\tx", "\xe4\xb8\xad  x"},
        {"\x1b\tx", "<1B>    x"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf b = BUF_INIT;
        buf_puts(&b, "123"); /* what stands before does not count */
        visible_add_line(&b, str_of(rows[i].in));
        CHECK_STR(b.data + 3, rows[i].out);
        buf_release(&b);
    }
}

/* Were the line measured at each, this would take minutes. */
static void many_tabs(void)
{
    enum { TABS = 1 << 18 };
    struct buf tabs = BUF_INIT, out = BUF_INIT;
    for (int i = 0; i < TABS; i++)
        buf_puts(&tabs, "a\t");
    clock_t start = clock();
    visible_add_line(&out, buf_view(&tabs));
    CHECK(clock() - start < 5 * CLOCKS_PER_SEC);
    CHECK_INT(out.len, 4 * TABS);
    buf_release(&tabs);
    buf_release(&out);
}

static void widths(void)
{
    static const struct {
        const char *text;
        size_t width;
    } rows[] = {
        {"", 0},
        {"abc", 3},
        {"\xc3\xa9", 1},
        {"e\xcc\x81", 1},                /* e and a combining accent */
        {"\xe4\xb8\xad\xe6\x96\x87", 4}, /* two Chinese characters */
        {"\xf0\x9f\x98\x80", 2},         /* a face */
        {"\xea\xb0\x80", 2},             /* Hangul */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_INT(visible_width(str_of(rows[i].text)), rows[i].width);
}

static void text_that_can_be_shown(void)
{
    static const struct {
        const char *text;
        bool is_text;
    } rows[] = {
        {"forks[3]", true},
        {"\xc3\xa9 \xe4\xb8\xad", true},
        {"", false},
        {"a\tb", false},
        {"a\n", false},
        {"\x1b[1m", false},
        {"\xe2\x80\xae", false},
        {"\xe2\x80\x8b", false},
        {"\xff", false},
        {"cut \xe4\xb8", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!CHECK(visible_is_text(str_of(rows[i].text)) == rows[i].is_text))
            printf("#   of row %zu\n", i);
}

int main(void)
{
    RUN(nothing_is_obeyed);
    RUN(a_name_stays_in_its_line);
    RUN(tabs_become_blanks);
    RUN(many_tabs);
    RUN(widths);
    RUN(text_that_can_be_shown);
    return test_summary();
}
