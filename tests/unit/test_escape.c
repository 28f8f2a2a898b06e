#include "page/html.h"
#include "test.h"

struct row {
    struct str text;
    const char *want;
};

static void check_rows(const struct row *rows, size_t count,
                       void (*function)(struct buf *, struct str))
{
    for (size_t i = 0; i < count; i++) {
        struct buf out = BUF_INIT;
        function(&out, rows[i].text);
        CHECK_STR(out.data, rows[i].want);
        buf_release(&out);
    }
}

#define CHECK_ROWS(rows, function) check_rows((rows), sizeof(rows) / sizeof *(rows), (function))

static void markup_is_escaped(void)
{
    static const struct row rows[] = {
        {STR(""), ""},
        {STR("plain text"), "plain text"},
        {STR("</pre><script>alert(1)</script>"),
         "&lt;/pre&gt;&lt;script&gt;alert(1)&lt;/script&gt;"},
        {STR("a & b"), "a &amp; b"},
        {STR("&lt;"), "&amp;lt;"},
        {STR("\" onclick='x'"), "&quot; onclick=&#39;x&#39;"},
        {STR("]]>"), "]]&gt;"},
    };
    CHECK_ROWS(rows, html_escape);
}

static void control_characters_are_made_visible(void)
{
    static const struct row rows[] = {
        {STR("a\tb\nc"), "a\tb\nc"},
        {STR("a\0b"), "a\xEF\xBF\xBD"
                      "b"},
        {STR("\x1b[31mred\x1b[0m"), "\xE2\x90\x9B[31mred\xE2\x90\x9B[0m"},
        {STR("\x7f"), "\xE2\x90\xA1"},
        {STR("\f\v"), "\xE2\x90\x8C\xE2\x90\x8B"},
        {STR("line\r\nend"), "line\nend"},
        {STR("50%\r100%\r"), "50%\xE2\x90\x8D"
                             "100%\xE2\x90\x8D"},
        {STR("\xC2\x85\xC2\x9B"), "&lt;U+0085&gt;&lt;U+009B&gt;"},
    };
    CHECK_ROWS(rows, html_escape);
}

static void direction_controls_are_spelt_out(void)
{
    static const struct row rows[] = {
        {STR("\xE2\x80\xAE"
             "evil\xE2\x80\xAC"),
         "&lt;U+202E&gt;evil&lt;U+202C&gt;"},
        {STR("\xE2\x81\xA6x\xE2\x81\xA9"), "&lt;U+2066&gt;x&lt;U+2069&gt;"},
        {STR("\xD8\x9C\xE2\x80\x8E\xE2\x80\x8F"), "&lt;U+061C&gt;&lt;U+200E&gt;&lt;U+200F&gt;"},
        {STR("\xE2\x80\xA8\xE2\x80\xA9"), "&lt;U+2028&gt;&lt;U+2029&gt;"},
        {STR("\xE2\x80\x8D\xE2\x80\xAF"), "\xE2\x80\x8D\xE2\x80\xAF"}, /* joins emoji; a blank */
        {STR("\xE2\x80\xA6 \xE2\x80\x94"), "\xE2\x80\xA6 \xE2\x80\x94"},
    };
    CHECK_ROWS(rows, html_escape);
}

static void malformed_text_is_replaced(void)
{
    static const struct row rows[] = {
        {STR("caf\xC3\xA9 \xE6\x97\xA5 \xF0\x9F\x99\x82"),
         "caf\xC3\xA9 \xE6\x97\xA5 \xF0\x9F\x99\x82"},
        {STR("a\xFF"
             "b"),
         "a\xEF\xBF\xBD"
         "b"},
        {STR("\xC3"), "\xEF\xBF\xBD"},
        {STR("\xE2\x82<"), "\xEF\xBF\xBD&lt;"},
        {STR("\xC0\xBC"
             "script"),
         "\xEF\xBF\xBD\xEF\xBF\xBDscript"},
        {STR("\xEF\xBF\xBF\xEF\xB7\x90"), "\xEF\xBF\xBD\xEF\xBF\xBD"}, /* no characters */
        {STR("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
    };
    CHECK_ROWS(rows, html_escape);
}

static void plain_means_that_nothing_changes(void)
{
    CHECK(html_is_plain(STR("")));
    CHECK(html_is_plain(STR("a line\n\tof text")));
    CHECK(!html_is_plain(STR("a < b")));
    CHECK(!html_is_plain(STR("\0")));
    CHECK(!html_is_plain(STR("caf\xC3\xA9")));
}

static void addresses_keep_their_syntax(void)
{
    static const struct row rows[] = {
        {STR("https://a.org/x?y=1&z=%20#part"), "https://a.org/x?y=1&amp;z=%20#part"},
        {STR("a b\"><script>"), "a%20b%22%3E%3Cscript%3E"},
        {STR("it's"), "it%27s"},
        {STR("x\0y\n"), "x%00y%0A"},
        {STR("caf\xC3\xA9"), "caf%C3%A9"},
    };
    CHECK_ROWS(rows, html_url);
}

static void names_of_files_are_encoded(void)
{
    static const struct row rows[] = {
        {STR("samples/03-sharing-1.c"), "samples/03-sharing-1.c"},
        {STR("a b#c?d%e&f.html"), "a%20b%23c%3Fd%25e%26f.html"},
        {STR("javascript:x"), "javascript%3Ax"},
    };
    CHECK_ROWS(rows, html_url_path);
}

int main(void)
{
    RUN(markup_is_escaped);
    RUN(control_characters_are_made_visible);
    RUN(direction_controls_are_spelt_out);
    RUN(malformed_text_is_replaced);
    RUN(plain_means_that_nothing_changes);
    RUN(addresses_keep_their_syntax);
    RUN(names_of_files_are_encoded);
    return test_summary();
}
