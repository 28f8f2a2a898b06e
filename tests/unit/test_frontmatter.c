#include "base/buf.h"
#include "course/frontmatter.h"
#include "test.h"

static const struct {
    const char *text;
    int lines;
    const char *body;
    const char *meta;    /* "name=value;…" */
    const char *message; /* part of the problem; NULL: none */
    int line;
} rows[] = {
    {"", 0, "", "", NULL, 0},
    {"# a\n", 0, "# a\n", "", NULL, 0},
    {"---\ntitle: A\n---\n# a\n", 3, "# a\n", "title=A;", NULL, 0},
    {"---\ntitle: A\n...\nx", 3, "x", "title=A;", NULL, 0},
    {"---  \ntitle: 'A: b'\nn: 3\nempty:\n---\n", 5, "", "title=A: b;n=3;empty=;", NULL, 0},
    {"---\n---\nx", 2, "x", "", NULL, 0},
    {"---\n# comment\n---\nx", 3, "x", "", NULL, 0},
    {"---\ntags: [a, b]\nauthor: {name: x}\nk: v\n---\n", 5, "", "k=v;", NULL, 0},
    {"---\nt: |\n  a\n  b\n---\n", 5, "", "t=a\nb\n;", NULL, 0},
    {"---\n\nThis is a thematic break\n", 0, "---\n\nThis is a thematic break\n", "", NULL, 0},
    {"----\na: b\n---\n", 0, "----\na: b\n---\n", "", NULL, 0},
    {" ---\na: b\n---\n", 0, " ---\na: b\n---\n", "", NULL, 0},
    {"---\ntitle: x\n", 0, "---\ntitle: x\n", "", "has no end", 1},
    {"---\na: b\na: c\n---\n", 4, "", "a=b;", "\"a\" is given twice", 3},
    {"---\na: [b\n---\n", 3, "", "", "front matter: ", 3},
    {"---\n- a\n- b\n---\n", 4, "", "", "name: value", 2},
    {"---\njust text\n---\n", 3, "", "", "name: value", 2},
    {"---\na: b\n\tc: d\n---\n", 4, "", "", "front matter: ", 3},
    {"---\na: &x 1\nb: *x\n---\n", 4, "", "a=1;", NULL, 0},
    {"---\na: \"b\\0c\"\n---\n", 3, "", "", "holds a NUL", 2},
    {"---\nnumber: A\nnumbered: true\n---\n", 4, "", "number=A;numbered=true;", NULL, 0},
    {"---\nnumber: 3.1\n---\n", 3, "", "number=3.1;", "one to eight letters and digits", 2},
    {"---\nnumber: abcdefghi\n---\n", 3, "", "number=abcdefghi;", "one to eight letters", 2},
    {"---\nnumber:\n---\n", 3, "", "number=;", "one to eight letters", 2},
    {"---\nnumbered: no\n---\n", 3, "", "numbered=no;", "must be true or false", 2},
};

static void front_matter_is_cut_off_and_read(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct chapter c = {.file = "content/a.md", .title = "", .description = ""};
        struct str body;
        CHECK_INT(frontmatter_read(str_of(rows[i].text), &a, &c, &body), rows[i].lines);
        CHECK_STR(arena_str(&a, body).data, rows[i].body);
        const char *meta = "";
        for (size_t k = 0; k < c.meta_count; k++)
            meta = arena_printf(&a, "%s%s=%s;", meta, c.meta[k].name, c.meta[k].value);
        const struct problem *p = c.problems.first;
        CHECK_STR(meta, rows[i].meta);
        CHECK((p != NULL) == (rows[i].message != NULL));
        if (p && rows[i].message &&
            !(CHECK(strstr(p->message, rows[i].message) != NULL) && CHECK(p->line == rows[i].line)))
            printf("#   %d: %s\n", p->line, p->message);
        arena_release(&a);
    }
}

static void title_and_description_are_the_chapters(void)
{
    struct arena a = {0};
    struct chapter c = {.file = "content/a.md", .title = "", .description = ""};
    struct str body;
    frontmatter_read(STR("---\ntitle: T\ndescription: D\n---\n"), &a, &c, &body);
    CHECK_STR(c.title, "T");
    CHECK_STR(c.description, "D");
    arena_release(&a);
}

/* Each alias would double what is kept: nothing is expanded here. */
static void a_bomb_of_aliases_is_harmless(void)
{
    struct arena a = {0};
    struct chapter c = {.file = "content/a.md", .title = "", .description = ""};
    struct buf text = BUF_INIT;
    struct str body;
    buf_puts(&text, "---\na0: &a0 [x, x]\n");
    for (int i = 1; i < 60; i++)
        buf_printf(&text, "a%d: &a%d [*a%d, *a%d]\n", i, i, i - 1, i - 1);
    buf_puts(&text, "---\n");
    CHECK_INT(frontmatter_read(buf_view(&text), &a, &c, &body), 62);
    CHECK_INT(c.meta_count, 0);
    CHECK(c.problems.first == NULL);
    buf_release(&text);
    arena_release(&a);
}

int main(void)
{
    RUN(front_matter_is_cut_off_and_read);
    RUN(title_and_description_are_the_chapters);
    RUN(a_bomb_of_aliases_is_harmless);
    return test_summary();
}
