#include "page/ansi.h"

#include "test.h"

#define E "\x1b"
#define RED "<span class=\"fg-red\">"
#define END "</span>"

struct row {
    struct str text;
    const char *want;
};

static void check_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct buf out = BUF_INIT;
        ansi_html(rows[i].text, &out);
        CHECK_STR(out.data, rows[i].want);
        buf_release(&out);
    }
}

#define CHECK_ROWS(rows) check_rows((rows), sizeof(rows) / sizeof *(rows))

static void text_is_escaped(void)
{
    static const struct row rows[] = {
        {STR(""), ""},
        {STR("plain\n"), "plain\n"},
        {STR("</samp><script>\"'&"), "&lt;/samp&gt;&lt;script&gt;&quot;&#39;&amp;"},
        {STR(E "[31m</span>" E "[m"), RED "&lt;/span&gt;" END},
        {STR("a\0b\xFF"), "a\xEF\xBF\xBD"
                          "b\xEF\xBF\xBD"},
        {STR("\a\b\r"), "\xE2\x90\x87\xE2\x90\x88\xE2\x90\x8D"},
        {STR("a\r\nb"), "a\nb"},
        {STR("\xE2\x80\xAE"), "&lt;U+202E&gt;"},
        {STR("\xC2\x9B"
             "31mred"),
         "&lt;U+009B&gt;31mred"}, /* the C1 form is not obeyed */
    };
    CHECK_ROWS(rows);
}

static void styles_become_classes(void)
{
    static const struct row rows[] = {
        {STR(E "[31mred" E "[0m plain"), RED "red" END " plain"},
        {STR(E "[31mred" E "[m plain"), RED "red" END " plain"},
        {STR(E "[31mred" E "[39m plain"), RED "red" END " plain"},
        {STR(E "[1;31mx"), "<span class=\"bold fg-red\">x" END},
        {STR(E "[1m" E "[31mx"), "<span class=\"bold fg-red\">x" END},
        {STR(E "[1;2;3;4;7;9mx"),
         "<span class=\"bold faint italic underline inverse strike\">x" END},
        {STR(E "[1;2;3;4;7;9m" E "[22mx"), "<span class=\"italic underline inverse strike\">x" END},
        {STR(E "[3;4;7;9m" E "[23;24;27;29mx"), "x"},
        {STR(E "[97;100mx"), "<span class=\"fg-bright-white bg-bright-black\">x" END},
        {STR(E "[30;47mx" E "[49my"),
         "<span class=\"fg-black bg-white\">x" END "<span class=\"fg-black\">y" END},
        {STR(E "[31mfirst\nsecond" E "[0m\n"), RED "first\nsecond" END "\n"},
        {STR(E "[31ma" E "[31mb" E "[32m" E "[31mc"), RED "abc" END},
        {STR(E "[31mnot closed"), RED "not closed" END},
        {STR(E "[31m" E "[32m" E "[1m"), ""},
        {STR(E "[5;6;8;28;21;10;73;999;2147483648mx"), "x"},
        {STR(E "[;31;mx"), "x"},
        {STR(E "[1;;31mx"), RED "x" END},
    };
    CHECK_ROWS(rows);
}

static void colours_become_one_of_the_sixteen(void)
{
    static const struct row rows[] = {
        {STR(E "[38;5;1mx"), RED "x" END},
        {STR(E "[48;5;12mx"), "<span class=\"bg-bright-blue\">x" END},
        {STR(E "[38;5;208mx"), "<span class=\"fg-bright-yellow\">x" END}, /* 255, 135, 0 */
        {STR(E "[38;5;88mx"), RED "x" END},                               /* 135, 0, 0 */
        {STR(E "[38;5;232mx"), "<span class=\"fg-black\">x" END},
        {STR(E "[38;5;243mx"), "<span class=\"fg-bright-black\">x" END},
        {STR(E "[38;5;255mx"), "<span class=\"fg-bright-white\">x" END},
        {STR(E "[38;2;200;30;200mx"), "<span class=\"fg-bright-magenta\">x" END},
        {STR(E "[38;2;180;175;170mx"), "<span class=\"fg-white\">x" END},
        {STR(E "[38;2;0;100;100;4mx"), "<span class=\"underline fg-cyan\">x" END},
        {STR(E "[38:5:1mx"), RED "x" END},
        {STR(E "[38:2:150:0:0mx"), RED "x" END},
        {STR(E "[38:2::150:0:0;1mx"), "<span class=\"bold fg-red\">x" END},
        {STR(E "[58;5;3;31mx"), RED "x" END}, /* the underline's colour */
        {STR(E "[4:3mx"), "<span class=\"underline\">x" END},
        {STR(E "[4m" E "[4:0mx"), "x"},
        {STR(E "[31:7mx"), "x"},
        {STR(E "[38;5;256mx"), "x"},
        {STR(E "[38;2;0;0;256mx"), "x"},
        {STR(E "[38;5mx"), "x"},
        {STR(E "[38;2;1;31mx"), "x"},
        {STR(E "[38mx"), "x"},
        {STR(E "[38:5mx"), "x"},
        {STR(E "[38:2::mx"), "x"},
    };
    CHECK_ROWS(rows);
}

static void other_sequences_are_dropped(void)
{
    static const struct row rows[] = {
        {STR("a" E "[2J" E "[1;1Hb"), "ab"},
        {STR("a" E "[?25lb" E "[>4;2mc" E "[1 qd" E "[0%mz"), "abcdz"},
        {STR(E "(Ba" E "7b" E "=c" E "cd"), "abcd"},
        {STR(E "]0;title\aa"), "a"},
        {STR(E "]0;title" E "\\a"), "a"},
        {STR(E "]8;;javascript:alert(1)" E "\\click" E "]8;;" E "\\ me"), "click me"},
        {STR("a" E "Pq#0;2;0;0;0" E "\\b" E "_x" E "\\c" E "^x" E "\\d" E "Xx" E "\\e"), "abcde"},
    };
    CHECK_ROWS(rows);
}

static void what_is_no_whole_sequence_is_text(void)
{
#define SYMBOL "\xE2\x90\x9B"
    static const struct row rows[] = {
        {STR(E), SYMBOL},
        {STR("a" E "["), "a" SYMBOL "["},
        {STR("a" E "[1;31"), "a" SYMBOL "[1;31"},
        {STR(E "[31mred" E "[3"), RED "red" SYMBOL "[3" END},
        {STR(E "[1\nnext"), SYMBOL "[1\nnext"},
        {STR(E "[" E "[31mx"), SYMBOL "[" RED "x" END},
        {STR(E E "[31mx"), SYMBOL RED "x" END},
        {STR(E "]0;no end"), SYMBOL "]0;no end"},
        {STR(E "]0;over\nthe line\a"), SYMBOL "]0;over\nthe line\xE2\x90\x87"},
        {STR(E "Pno bell here\a"), SYMBOL "Pno bell here\xE2\x90\x87"},
        {STR(E "]0;x" E "[31my"), SYMBOL "]0;x" RED "y" END},
        {STR(E "("), SYMBOL "("},
        {STR(E "\x01"), SYMBOL "\xE2\x90\x81"},
        {STR(E "\xC3\xA9"), SYMBOL "\xC3\xA9"},
        {STR(E "[31\xFFm"), SYMBOL "[31\xEF\xBF\xBDm"},
        {STR(E "[1\0m"), SYMBOL "[1\xEF\xBF\xBDm"},
    };
    CHECK_ROWS(rows);
}

static void a_long_string_is_text(void)
{
    struct buf text = BUF_INIT, out = BUF_INIT;
    buf_puts(&text, E "]0;");
    for (int i = 0; i < 5000; i++)
        buf_putc(&text, 'x');
    buf_puts(&text, "\a");
    ansi_html(buf_view(&text), &out);
    CHECK(out.len > 5000);
    buf_release(&text);
    buf_release(&out);
}

static void a_style_lasts_through_the_pieces_of_a_stream(void)
{
    struct buf out = BUF_INIT;
    uint32_t style = ansi_html_piece(STR("a" E "[1;31mb"), 0, &out);
    CHECK_STR(out.data, "a<span class=\"bold fg-red\">b" END);
    buf_clear(&out);
    style = ansi_html_piece(STR("c" E "[22m"), style, &out);
    CHECK_STR(out.data, "<span class=\"bold fg-red\">c" END);
    buf_clear(&out);
    style = ansi_html_piece(STR("d" E "[m"), style, &out);
    CHECK_STR(out.data, RED "d" END);
    CHECK_INT(style, 0);
    buf_clear(&out);
    ansi_html_piece(STR("e"), 0xFFFFFFFF, &out); /* of no style that there is */
    CHECK_STR(out.data, "<span class=\"bold faint italic underline inverse strike\">e" END);
    buf_release(&out);
}

static size_t count(const char *text, const char *word)
{
    size_t n = 0;
    for (; (text = strstr(text, word)); text++)
        n++;
    return n;
}

static void a_flood_of_sequences_makes_no_giant_page(void)
{
    struct buf text = BUF_INIT, out = BUF_INIT;
    for (int i = 0; i < 1000000; i++)
        buf_puts(&text, i % 2 ? E "[31m" : E "[1m");
    ansi_html(buf_view(&text), &out);
    CHECK_INT(out.len, 0);

    buf_clear(&text);
    buf_puts(&text, E "[1;2;3;4;7;9;105m");
    for (int i = 0; i < 100000; i++)
        buf_puts(&text, i % 2 ? E "[94mx" : E "[95mx");
    ansi_html(buf_view(&text), &out);
    CHECK_INT(count(out.data, "<span"), 4096);
    CHECK_INT(count(out.data, "</span>"), 4096);
    CHECK_INT(count(out.data, "x<"), 4096);
    CHECK(out.len <= 4096 * 100 + 100000);
    buf_release(&text);
    buf_release(&out);
}

int main(void)
{
    RUN(text_is_escaped);
    RUN(styles_become_classes);
    RUN(colours_become_one_of_the_sixteen);
    RUN(other_sequences_are_dropped);
    RUN(what_is_no_whole_sequence_is_text);
    RUN(a_long_string_is_text);
    RUN(a_style_lasts_through_the_pieces_of_a_stream);
    RUN(a_flood_of_sequences_makes_no_giant_page);
    return test_summary();
}
