/* The index of the search: what of a chapter is in it, and that any text leaves it a script. */
#include <stdlib.h>

#include "base/utf8.h"
#include "course_fixture.h"
#include "page/view_search.h"

struct search {
    struct fixture f;
    struct course course;
    struct chapter *chapter;
    struct chapter_values values;
    struct results results;
    struct code_reader *reader;
    struct buf out;
};

static void index_bytes(struct search *s, struct str markdown)
{
    *s = (struct search){.out = BUF_INIT, .reader = code_reader_new()};
    fixture_begin(&s->f, FIXTURE_COURSE);
    fixture_config(&s->f);
    s->chapter = fixture_chapter_bytes(&s->f, markdown);
    s->course = (struct course){.chapters = &s->chapter, .chapter_count = 1};
    s->results = (struct results){.course = &s->course, .chapters = &s->values};
    view_search(&s->results, s->reader, &s->out);
}

static void search_end(struct search *s)
{
    fixture_end(&s->f);
    code_reader_free(s->reader);
    buf_release(&s->out);
}

struct row {
    const char *what, *markdown, *want; /* want: in the index; after a "!": not in it */
};

static void check_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct search s;
        bool absent = *rows[i].want == '!';
        index_bytes(&s, str_of(rows[i].markdown));
        bool found = strstr(s.out.data, rows[i].want + absent) != NULL;
        if (!CHECK(found != absent))
            printf("#   %s: %s\n", rows[i].what, s.out.data);
        search_end(&s);
    }
}

#define ROWS(rows) check_rows((rows), sizeof(rows) / sizeof *(rows))

static void sections(void)
{
    static const struct row rows[] = {
        {"a chapter and its page", "# One\n\nText.\n",
         "[{\"page\":\"one.html\",\"parts\":[{\"kind\":\"text\",\"id\":null,\"number\":null,"
         "\"title\":\"One\",\"level\":1,\"text\":\"Text.\"}]}"},
        {"text before the title is a part of its own", "Before.\n\n# One\n\nBehind.\n",
         "\"text\":\"Before.\"}"},
        {"a chapter without a heading has its name", "Only text.\n",
         "\"title\":\"one\",\"level\":1"},
        {"a section", "# One\n\n## Two {#second}\n\nMore.\n",
         "\"id\":\"second\",\"number\":null,\"title\":\"Two\",\"level\":2,\"text\":\"More.\""},
        {"its text ends where the next begins", "# A\n\nx\n\n## B\n\ny\n\n### C\n\nz\n",
         "\"title\":\"B\",\"level\":2,\"text\":\"y\""},
        {"blocks are apart, lines are one", "# A\n\nx\ny\n\n- p\n- q\n\n> r\n",
         "\"text\":\"x y p q r\""},
        {"cells are apart", "# A\n\n| a | b |\n|---|---|\n| c | d |\n", "\"text\":\"a b c d\""},
        {"code in a line and blocks that are only shown",
         "# A\n\nThe `lock` of\n\n```text\none\n\ttwo\n```\n",
         "\"text\":\"The lock of one  two \""},
        {"a footnote is where it is first referred to",
         "# A\n\nx[^n]\n\n## B\n\ny[^n]\n\n[^n]: Note.\n", "\"text\":\"x Note.\""},
        {"and nowhere else", "# A\n\nx[^n]\n\n## B\n\ny[^n]\n\n[^n]: Note.\n", "\"text\":\"y\""},
        {"words of an alternative text", "# A\n\n![a loom](x.svg)\n", "\"text\":\"a loom\""},
        {"a link without words says where it leads",
         "# A\n\nSee [](#b), [this](#b).\n\n## Two {#b}\n", "\"text\":\"See Two, this.\""},
        {"HTML that the page shows as text", "# A\n\na <b>tag</b>\n\n<script>\nx\n",
         "\"text\":\"a \\u003cb\\u003etag\\u003c/b\\u003e \\u003cscript\\u003e x \""},
        {"an expression is no text", "# A\n\n`{lua} wall(\"x\")`\n", "!wall"},
    };
    ROWS(rows);
}

static void programs(void)
{
    static const char two[] =
        "# A\n\nText.\n\n```c {#lost caption=\"Lost\"}\nint main(void)\n{\n}\n"
        "```\n\n## B\n\n```c\nvoid f(void);\n```\n";
    static const struct row rows[] = {
        {"a program with its lines", two,
         "{\"kind\":\"program\",\"id\":\"lost\",\"number\":null,\"title\":\"Lost\","
         "\"names\":\"main\",\"text\":\"int main(void)\\n{\\n}\\n"},
        {"it is no text of its section", two, "\"text\":\"Text.\"},{\"kind\":\"program\""},
        {"it stands in its section", two, "\"title\":\"B\",\"level\":2,\"text\":\"\"},{\"kind\""},
        {"what it prints is not searched",
         "# A\n\n```c {#x}\nint main(void)\n{\n}\n```\n\n```output\nsurprise\n```\n", "!surprise"},
    };
    ROWS(rows);
}

static void stays_a_script(void)
{
    static const struct row rows[] = {
        {"quotes", "# \"A\" \\\\ b\n", "\"title\":\"\\\"A\\\" \\\\ b\""},
        {"tags", "# A\n\n`</script>`\n", "\\u003c/script\\u003e"},
        {"line separators", "# A\n\nx\xe2\x80\xa8y\n", "x\\u003cU+2028\\u003ey"},
        {"paragraph separators", "# A\n\nx\xe2\x80\xa9y\n", "x\\u003cU+2029\\u003ey"},
        {"right to left marks are spelt out as on the page", "# A\n\nx\xe2\x80\xaey\n",
         "x\\u003cU+202E\\u003ey"},
        {"in titles, too", "# A\xe2\x80\xaex\n", "\"title\":\"A\\u003cU+202E\\u003ex\""},
        {"in programs, too", "# A\n\n```c {#p}\nint a; // \xe2\x80\xaex\n```\n",
         "// \\u003cU+202E\\u003ex"},
    };
    ROWS(rows);
}

/* Samples may hold any bytes; what is not UTF-8 has become a replacement character. */
static void bytes_that_are_no_text(void)
{
    struct search s;
    index_bytes(&s,
                STR("# A\n\n```c {#x}\nint a; // \xff\xfe \xc3\n```\n\n\xed\xa0\x80 and \x80\n"));
    CHECK(utf8_is_valid(buf_view(&s.out)));
    CHECK(strstr(s.out.data, "int a; // ") != NULL);
    search_end(&s);
}

static void unusable_chapter(void)
{
    struct search s;
    index_bytes(&s, STR("# A\n"));
    s.chapter->unusable = true;
    buf_clear(&s.out);
    view_search(&s.results, s.reader, &s.out);
    CHECK_STR(s.out.data, "[]");
    search_end(&s);
}

static void glossary(void)
{
    struct search s;
    index_bytes(&s, STR("# Words\n\n## mutex {#mutex}\n\nA lock.\n\n### Its cost\n"));
    s.chapter->is_glossary = true;
    buf_clear(&s.out);
    view_search(&s.results, s.reader, &s.out);
    CHECK(strstr(s.out.data, "{\"kind\":\"term\",\"id\":\"mutex\"") != NULL);
    CHECK(strstr(s.out.data, "{\"kind\":\"text\",\"id\":\"its-cost\"") != NULL);
    search_end(&s);
}

/* A value is found by what pages show, not by its expression. */
static void values(void)
{
    struct search s;
    struct value_result shown = {.text = "4.97 times"};
    index_bytes(&s, STR("# A\n\nIt is `{lua} ratio(\"a\", \"b\")` as fast.\n"));
    s.values.values = &shown;
    buf_clear(&s.out);
    view_search(&s.results, s.reader, &s.out);
    CHECK(strstr(s.out.data, "\"text\":\"It is 4.97 times as fast.\"") != NULL);
    search_end(&s);
}

int main(void)
{
    RUN(sections);
    RUN(programs);
    RUN(stays_a_script);
    RUN(bytes_that_are_no_text);
    RUN(unusable_chapter);
    RUN(glossary);
    RUN(values);
    return test_summary();
}
