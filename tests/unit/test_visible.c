#include "base/visible.h"
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
        {"\xe2\x80\xa8", "<U+2028>"},
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

int main(void)
{
    RUN(nothing_is_obeyed);
    RUN(tabs_become_blanks);
    RUN(widths);
    return test_summary();
}
