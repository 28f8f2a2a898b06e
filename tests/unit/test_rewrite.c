#include "test.h"

#include "site/rewrite.h"

struct row {
    const char *name, *text;
    struct rewrite to;
    const char *want;
};

static const struct row rows[] = {
    {"plain",
     "a\n```output\nold\n```\nz\n",
     {2, 4, "", {"new\n", 4}},
     "a\n```output\nnew\n```\nz\n"},
    {"empty body", "```output\n```\n", {1, 2, "", {"new", 3}}, "```output\nnew\n```\n"},
    {"to nothing", "```output\nold\n```\n", {1, 3, "", {"", 0}}, "```output\n```\n"},
    {"quoted",
     "> ```output\n> old\n> ```\n",
     {1, 3, "> ", {"a\n\nb\n", 5}},
     "> ```output\n> a\n>\n> b\n> ```\n"},
    {"in a list",
     "1. ~~~output\n   old\n   ~~~\n",
     {1, 3, "   ", {"new\n", 4}},
     "1. ~~~output\n   new\n   ~~~\n"},
    {"CRLF",
     "```output\r\nold\r\n```\r\n",
     {1, 3, "", {"new\n", 4}},
     "```output\r\nnew\r\n```\r\n"},
    {"CR",
     "a\rb\r\r\nc\n```output\rold\r```\nz\n",
     {5, 7, "", {"x\ny\n", 4}},
     "a\rb\r\r\nc\n```output\rx\ry\r```\nz\n"},
    {"longer fence", "```output\n```\n", {1, 2, "", {"````\n", 5}}, "`````output\n````\n`````\n"},
    {"another fence needs none",
     "~~~output\n~~~\n",
     {1, 2, "", {"```\n", 4}},
     "~~~output\n```\n~~~\n"},
    {"not closed", "```output\nold", {1, 2, "", {"new\n", 4}}, "```output\nnew\n"},
    {"longer closing fence",
     "```output\nold\n`````\n",
     {1, 3, "", {"new\n", 4}},
     "```output\nnew\n`````\n"},
    {"blanks at line ends", "```output\n```\n", {1, 2, "", {"a \t\n", 4}}, "```output\na\n```\n"},
};

static void rewrites_one_block(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct buf out = BUF_INIT;
        rewrite_apply(str_of(rows[i].text), &rows[i].to, 1, &out);
        if (!CHECK_STR(out.data, rows[i].want))
            printf("#   in row \"%s\"\n", rows[i].name);
        buf_release(&out);
    }
}

static void rewrites_several_blocks(void)
{
    const struct rewrite both[] = {{1, 3, "", STR("1")}, {5, 7, "", STR("2\n3")}};
    struct buf out = BUF_INIT;
    rewrite_apply(STR("```output\nold\n```\nbetween\n```output\nold\n```\n"), both, 2, &out);
    CHECK_STR(out.data, "```output\n1\n```\nbetween\n```output\n2\n3\n```\n");
    buf_release(&out);
}

int main(void)
{
    RUN(rewrites_one_block);
    RUN(rewrites_several_blocks);
    return test_summary();
}
