#include "page/listing.h"
#include "page/manual.h"

#include "test.h"

#define MAN "<a href=\"https://man7.org/linux/man-pages/"
#define REL "\" rel=\"noopener\">"

static struct code_reader *reader;

struct row {
    const char *language;
    struct str text;
    const char *want; /* a "|" behind each line */
};

static void check_row(const struct row *row)
{
    struct arena a = {0};
    struct listing listing;
    struct buf got = BUF_INIT;
    listing_read(reader, row->language ? code_grammar(str_of(row->language)) : NULL, row->text, &a,
                 &listing);
    for (size_t i = 0; i < listing.count; i++) {
        buf_str(&got, listing.lines[i]);
        buf_putc(&got, '|');
    }
    CHECK_STR(got.data, row->want);
    buf_release(&got);
    arena_release(&a);
}

#define CHECK_ROWS(rows)                                                                           \
    for (size_t i = 0; i < sizeof(rows) / sizeof *(rows); i++)                                     \
    check_row(&(rows)[i])

static void lines_end_where_the_text_says(void)
{
    static const struct row rows[] = {
        {NULL, STR(""), ""},
        {NULL, STR("\n"), "\n|"},
        {NULL, STR("a"), "a|"},
        {NULL, STR("a\n\nb\n"), "a\n|\n|b\n|"},
        {NULL, STR("a\r\nb\r\n"), "a\n|b\n|"},
        {NULL, STR("a\rb\r"),
         "a\xE2\x90\x8D"
         "b\xE2\x90\x8D|"},
        {"c", STR("int x;\r\nint y;"), "<b class=\"t\">int</b> x;\n|<b class=\"t\">int</b> y;|"},
    };
    CHECK_ROWS(rows);
}

static void every_byte_is_escaped(void)
{
    static const struct row rows[] = {
        {NULL, STR("<&>\"'"), "&lt;&amp;&gt;&quot;&#39;|"},
        {NULL, STR("\0\x1b\x7f"), "\xEF\xBF\xBD\xE2\x90\x9B\xE2\x90\xA1|"},
        {NULL, STR("\xFF\xE2\x80\xAE"), "\xEF\xBF\xBD&lt;U+202E&gt;|"},
        {"c", STR("// </i></code><script>\n"),
         "<i>// &lt;/i&gt;&lt;/code&gt;&lt;script&gt;</i>\n|"},
        {"c", STR("char *s = \"<b>\";"),
         "<b class=\"t\">char</b> *s = <i class=\"s\">&quot;&lt;b&gt;&quot;</i>;|"},
    };
    CHECK_ROWS(rows);
}

static void marks_end_with_their_line(void)
{
    static const struct row rows[] = {
        {"c", STR("/* a\n   b */ int x;\n"),
         "<i>/* a</i>\n|<i>   b */</i> <b class=\"t\">int</b> x;\n|"},
        {"c", STR("/*\n\n*/"), "<i>/*</i>\n|\n|<i>*/</i>|"},
        {"c", STR("/* a\r\n b */"), "<i>/* a</i>\n|<i> b */</i>|"},
        {"c", STR("/* no end"), "/* no end|"},
    };
    CHECK_ROWS(rows);
}

static void neighbours_share_a_mark(void)
{
    static const struct row rows[] = {
        {"c", STR("static const int x;"), "<b>static const</b> <b class=\"t\">int</b> x;|"},
        {"c", STR("// a\n// b\n"), "<i>// a</i>\n|<i>// b</i>\n|"},
    };
    CHECK_ROWS(rows);
}

static void functions_are_marked_where_they_begin(void)
{
    static const struct row rows[] = {
        {"c", STR("int f(int n)\n{\n\treturn f(n);\n}\n"),
         "<b class=\"t\">int</b> <b class=\"f\">f</b>(<b class=\"t\">int</b> n)\n|{\n|"
         "\t<b>return</b> f(n);\n|}\n|"},
    };
    CHECK_ROWS(rows);
}

static void calls_lead_to_their_manual_pages(void)
{
    static const struct row rows[] = {
        {"c", STR("void f(void) { fork(); }"),
         "<b class=\"t\">void</b> <b class=\"f\">f</b>(<b class=\"t\">void</b>) { " MAN
         "man2/fork.2.html" REL "fork</a>(); }|"},
        {"c", STR("void f(void) { own(); }\n"),
         "<b class=\"t\">void</b> <b class=\"f\">f</b>(<b class=\"t\">void</b>) { own(); }\n|"},
        /* what the program defines itself is not libc's */
        {"c", STR("void index(void) { index(); }\n"),
         "<b class=\"t\">void</b> <b class=\"f\">index</b>(<b class=\"t\">void</b>) { index(); }\n"
         "|"},
        {"c", STR("int x = thrd_join(0, 0);"),
         "<b class=\"t\">int</b> x = thrd_join(<i class=\"n\">0</i>, <i class=\"n\">0</i>);|"},
    };
    CHECK_ROWS(rows);
}

static void what_cannot_be_read_is_text(void)
{
    static const struct row rows[] = {
        {NULL, STR("int x;\n"), "int x;\n|"},
        {"fortran", STR("int x;\n"), "int x;\n|"},
    };
    CHECK_ROWS(rows);
    struct code_reader *kept = reader;
    reader = NULL;
    check_row(&(struct row){"c", STR("int x;\n"), "int x;\n|"});
    reader = kept;
}

static void a_file_says_what_it_is(void)
{
    static const struct {
        const char *file, *extension, *language, *want; /* NULL: no grammar */
    } rows[] = {
        {"a.c", ".c", "c", "c"},
        {"dir/a.h", ".c", "c", "c"},
        {"a.py", ".c", "c", "python"},
        {"Makefile", ".c", "c", "make"},
        {"makefile", ".sh", "sh", "make"},
        {"a.unknown", ".lua", "lua", "lua"},
        {"a.b/name", ".sh", "sh", "shell"},
        {"a.py", ".py", "cpp", "cpp"}, /* what the language says of its own files */
        {"a.py", ".py", NULL, "python"},
        {"a.txt", ".f90", NULL, NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct language language = {.extension = rows[i].extension};
        if (rows[i].language)
            language.grammar = code_grammar(str_of(rows[i].language));
        const struct code_grammar *want = rows[i].want ? code_grammar(str_of(rows[i].want)) : NULL;
        CHECK(listing_grammar(rows[i].file, &language) == want);
    }
}

static void the_manual_is_searched_by_name(void)
{
    static const struct {
        const char *name, *address; /* NULL: not found; "": found, without a page */
    } rows[] = {
        {"printf", "https://man7.org/linux/man-pages/man3/printf.3.html"},
        {"mmap", "https://man7.org/linux/man-pages/man2/mmap.2.html"},
        {"pthread_mutex_lock", "https://man7.org/linux/man-pages/man3/pthread_mutex_lock.3p.html"},
        {"CMSG_ALIGN", "https://man7.org/linux/man-pages/man3/CMSG_ALIGN.3.html"},
        {"atomic_store", ""},
        {"y1l", "https://man7.org/linux/man-pages/man3/y1l.3.html"},
        {"", NULL},
        {"a", NULL},
        {"printf ", NULL},
        {"zzz", NULL},
        {"AAA", NULL},
        {"MAX", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct manual_page page;
        struct buf address = BUF_INIT;
        bool found = manual_find(str_of(rows[i].name), &page);
        CHECK(found == (rows[i].address != NULL));
        if (found) {
            manual_address(&page, &address);
            CHECK_STR(address.data, rows[i].address);
            CHECK(manual_has_address(&page) == (address.len > 0));
        }
        buf_release(&address);
    }
}

int main(void)
{
    reader = code_reader_new();
    RUN(lines_end_where_the_text_says);
    RUN(every_byte_is_escaped);
    RUN(marks_end_with_their_line);
    RUN(neighbours_share_a_mark);
    RUN(functions_are_marked_where_they_begin);
    RUN(calls_lead_to_their_manual_pages);
    RUN(what_cannot_be_read_is_text);
    RUN(a_file_says_what_it_is);
    RUN(the_manual_is_searched_by_name);
    code_reader_free(reader);
    return test_summary();
}
