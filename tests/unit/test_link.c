#include "course/link.h"

#include "course_fixture.h"

#define MAIN "int main(void) { return 0; }\n"

/* Links of content/part/a.md, whose page is part/a.html. */
static const struct {
    const char *link;
    enum link_kind kind;
    const char *target, *title; /* title: of a link that leads into the course */
    const char *message;        /* part of the problem; NULL: none */
} rows[] = {
    {"[x](https://a.b/c?d#e)", LINK_WEB, "https://a.b/c?d#e", NULL, NULL},
    {"[x](HTTP://a.b)", LINK_WEB, "HTTP://a.b", NULL, NULL},
    {"[x](mailto:a@b.c)", LINK_WEB, "mailto:a@b.c", NULL, NULL},
    {"<https://a.b>", LINK_WEB, "https://a.b", NULL, NULL},
    {"https://auto.link", LINK_WEB, "https://auto.link", NULL, NULL},
    {"[x](../b.md)", LINK_PAGE, "../b.html", "Chapter 2 (\u201CBee\u201D)", NULL},
    {"[x](../b.md#sub)", LINK_PAGE, "../b.html#sub", "Section 2.1 (\u201CSub *x*\u201D)", NULL},
    {"[](../b.md#run)", LINK_PAGE, "../b.html#run", "Program 2.1", NULL},
    {"[](../b.md#plain)", LINK_PAGE, "../b.html#plain", "Program 2.2", NULL},
    {"[x](../b.md#b-1)", LINK_PAGE, "../b.html#b-1", "Program 2.3", NULL},
    {"[x](a.md)", LINK_PAGE, "a.html", "Chapter 1 (\u201CA\u201D)", NULL},
    {"[x](./../part/a.md#top)", LINK_PAGE, "a.html#top", "Chapter 1 (\u201CA\u201D)", NULL},
    {"[](../b.md#try)", LINK_PAGE, "../b.html#try", "Exercise 2.1", NULL},
    {"[](../b.md#bars)", LINK_PAGE, "../b.html#bars", "Figure 2.1", NULL},
    {"[](../b.md#true)", LINK_PAGE, "../b.html#true", "true", NULL},
    {"[](../b.md#ask)", LINK_PAGE, "../b.html#ask", "Question 2.1", NULL},
    {"[](../build.html)", LINK_PAGE, "../build.html", "How this site was built", NULL},
    {"[x](#top)", LINK_ANCHOR, "#top", "Chapter 1 (\u201CA\u201D)", NULL},
    {"[x](#%C3%BC)", LINK_ANCHOR, "#\xC3\xBC", "Section 1.1 (\u201C\xC3\x9C\u201D)", NULL},
    {"[x](#fn:1)", LINK_ANCHOR, "#fn:1", "fn:1", NULL},
    {"[x](../pic.png)", LINK_FILE, "../pic.png", NULL, NULL},
    {"![x](../pic.png)", LINK_FILE, "../pic.png", NULL, NULL},
    {"![x](<a b.png>)", LINK_FILE, "a%20b.png", NULL, NULL},
    {"![x](a%20b.png)", LINK_FILE, "a%20b.png", NULL, NULL},
    {"[x](../c.md)", LINK_DEAD, NULL, NULL, "\"c.md\" is no chapter (did you mean \"b.md\"?)"},
    {"[x](b.md)", LINK_DEAD, NULL, NULL, "\"part/b.md\" is no chapter"},
    {"[x](../b.md#sup)", LINK_DEAD, NULL, NULL,
     "content/b.md has no heading or sample \"sup\" (did you mean \"sub\"?)"},
    {"[x](#run)", LINK_DEAD, NULL, NULL, "content/part/a.md has no heading or sample \"run\""},
    {"[x](#fn:2)", LINK_DEAD, NULL, NULL, "no heading or sample \"fn:2\""},
    {"[x](#fn:)", LINK_DEAD, NULL, NULL, "no heading or sample \"fn:\""},
    {"[x]()", LINK_DEAD, NULL, NULL, "leads nowhere"},
    {"[x](#)", LINK_DEAD, NULL, NULL, "leads nowhere"},
    {"![x](#top)", LINK_DEAD, NULL, NULL, "an image must name a file"},
    {"![x](nope.png)", LINK_DEAD, NULL, NULL, "there is no content/part/nope.png"},
    {"![x](../pci.png)", LINK_DEAD, NULL, NULL, "no content/pci.png (did you mean \"pic.png\"?)"},
    {"[x](../b.html)", LINK_DEAD, NULL, NULL, "no content/b.html (did you mean \"b.md\"?)"},
    {"[x](../b)", LINK_DEAD, NULL, NULL, "no content/b (did you mean \"b.md\"?)"},
    {"[x](../part)", LINK_DEAD, NULL, NULL, "content/part is a folder"},
    {"[x](/etc/passwd)", LINK_DEAD, NULL, NULL, "relative to the chapter's file"},
    {"[x](../../samples/x.c)", LINK_DEAD, NULL, NULL, "each sample's card links to its files"},
    {"[x](../../x)", LINK_DEAD, NULL, NULL, "leads out of content/"},
    {"[x](%2e%2e/%2e%2e/x)", LINK_DEAD, NULL, NULL, "leads out of content/"},
    {"[x](../out)", LINK_DEAD, NULL, NULL, "leads out of content/"},
    {"[x](//a.b/c)", LINK_REFUSED, NULL, NULL, "leads to another host"},
    {"[x](/\\a.b)", LINK_REFUSED, NULL, NULL, "leads to another host"},
    {"[x](\\\\\\\\a.b)", LINK_REFUSED, NULL, NULL, "leads to another host"},
    {"[x](javascript:alert)", LINK_REFUSED, NULL, NULL, "links with \"javascript:\" are not"},
    {"[x](JavaScript:alert)", LINK_REFUSED, NULL, NULL, "are not allowed"},
    {"[x](java&#10;script:alert)", LINK_REFUSED, NULL, NULL, "links with \"javascript:\" are not"},
    {"[x](&#1;javascript:alert)", LINK_REFUSED, NULL, NULL, "are not allowed"},
    {"[x](&#106;avascript&colon;alert)", LINK_REFUSED, NULL, NULL, "are not allowed"},
    {"[x](java&#x09;script:alert)", LINK_REFUSED, NULL, NULL, "links with \"javascript:\" are not"},
    {"[x](java&#x0D;&NewLine;script:alert)", LINK_REFUSED, NULL, NULL, "\"javascript:\""},
    {"[x](< javascript:alert>)", LINK_REFUSED, NULL, NULL, "\"javascript:\""},
    {"[x](&#x1B;&#127;JaVaScRiPt:alert)", LINK_REFUSED, NULL, NULL, "\"JaVaScRiPt:\""},
    {"[x](java\\script:alert)", LINK_DEAD, NULL, NULL, "there is no content/part/java\\script"},
    {"[x](javascript%3Aalert)", LINK_DEAD, NULL, NULL, "there is no content/part/javascript:"},
    {"[x](%6Aavascript:alert)", LINK_DEAD, NULL, NULL, "there is no content/part/javascript:"},
    {"[x](&amp;#106;avascript:alert)", LINK_DEAD, NULL, NULL, "content/part/&"},
    {"[x](&nbsp;javascript:alert)", LINK_DEAD, NULL, NULL, "there is no content/part/"},
    {"[x](&#x2028;javascript:alert)", LINK_DEAD, NULL, NULL, "there is no content/part/"},
    {"[x](:javascript:alert)", LINK_DEAD, NULL, NULL, "there is no content/part/:"},
    {"<javascript:alert(1)>", LINK_REFUSED, NULL, NULL, "\"javascript:\""},
    {"<x-own+scheme.1:y>", LINK_REFUSED, NULL, NULL, "\"x-own+scheme.1:\""},
    {"[x][r]\n\n[r]: javascript:alert", LINK_REFUSED, NULL, NULL, "\"javascript:\""},
    {"![x][r]\n\n[r]: //a.b/c.png", LINK_REFUSED, NULL, NULL, "leads to another host"},
    {"[x](view-source:https://a.b)", LINK_REFUSED, NULL, NULL, "\"view-source:\""},
    {"[x](filesystem:https://a.b)", LINK_REFUSED, NULL, NULL, "\"filesystem:\""},
    {"[x](feed:javascript:alert)", LINK_REFUSED, NULL, NULL, "\"feed:\""},
    {"xmpp:a@b.c", LINK_REFUSED, NULL, NULL, "\"xmpp:\""},
    {"me@a.b", LINK_WEB, "mailto:me@a.b", NULL, NULL},
    {"www.a.b", LINK_WEB, "http://www.a.b", NULL, NULL},
    {"[x](/&#9;/a.b)", LINK_REFUSED, NULL, NULL, "leads to another host"},
    {"[x](\\\\/a.b)", LINK_REFUSED, NULL, NULL, "leads to another host"},
    {"[x](&#x5c;&#x5c;a.b)", LINK_REFUSED, NULL, NULL, "leads to another host"},
    {"[x](../page.html)", LINK_REFUSED, NULL, NULL, "content/page.html may hold scripts"},
    {"[x](../pic.SVG)", LINK_REFUSED, NULL, NULL, "content/pic.SVG may hold scripts"},
    {"![x](../pic.SVG)", LINK_FILE, "../pic.SVG", NULL, NULL},
    {"[x](data:text/html,x)", LINK_REFUSED, NULL, NULL, "are not allowed"},
    {"[x](vbscript:x)", LINK_REFUSED, NULL, NULL, "are not allowed"},
    {"[x](file:///etc/passwd)", LINK_REFUSED, NULL, NULL, "are not allowed"},
    {"[x](blob:x)", LINK_REFUSED, NULL, NULL, "are not allowed"},
    {"[x](ms-msdt:x)", LINK_REFUSED, NULL, NULL, "are not allowed"},
    {"![x](data:image/png,x)", LINK_REFUSED, NULL, NULL, "are not allowed"},
    {"![x](https://a.b/c.png)", LINK_REFUSED, NULL, NULL, "images of other hosts"},
    {"![x](//a.b/c.png)", LINK_REFUSED, NULL, NULL, "leads to another host"},
    {"![x](&#9;HTTPS://a.b/c.png)", LINK_REFUSED, NULL, NULL, "images of other hosts"},
    {"![x](mailto:a@b.c)", LINK_REFUSED, NULL, NULL, "are not allowed"},
};

static void write_course(struct fixture *f, const char *link)
{
    fixture_write(f, "content/b.md",
                  "# Bee\n## Sub \\*x\\* {#sub}\n```c {#run caption=Running}\n" MAIN
                  "```\n```c {#plain}\n" MAIN "```\n```c\n" MAIN "```\n"
                  "```exercise {#try}\nx\n```\n```chart {#bars}\nreturn {}\n```\n"
                  "```claim {#true}\n1 < 2\n```\n"
                  "```quiz {#ask}\nx?\n\n- [x] a\n- [ ] b\n```\n");
    fixture_write(f, "content/pic.png", "png");
    fixture_write(f, "content/pic.SVG", "svg");
    fixture_write(f, "content/page.html", "html");
    fixture_write(f, "content/part/a b.png", "png");
    fixture_write(
        f, "content/part/a.md",
        arena_printf(&f->arena, "# A {#top}\n\n## \xC3\x9C\n\nnote[^1] %s\n\n[^1]: note\n", link));
}

static const struct node *find_link(const struct chapter *c)
{
    CHECK_INT(c->link_count, 1);
    return c->link_count ? &c->doc.nodes[c->links[0]] : NULL;
}

static void links_lead_to_pages_files_and_the_web(void)
{
    struct fixture f;
    fixture_begin(&f, "title = 'T'\nchapters = { 'part/a.md', 'b.md' }\n");
    write_course(&f, "");
    CHECK(symlink("/etc/passwd", path_join(&f.arena, f.root, "content/out")) == 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        write_course(&f, rows[i].link);
        struct course course;
        struct err err = {0};
        CHECK(course_load(f.root, NULL, 1, &course, &err));
        const struct node *node = find_link(course.chapters[0]);
        if (node) {
            struct link link = link_resolve(&course, course.chapters[0], node, &f.arena);
            bool kind = link.kind == rows[i].kind;
            if (!CHECK(kind))
                printf("#   %s: %d\n", rows[i].link, link.kind);
            CHECK_STR(link.target, rows[i].target);
            CHECK_STR(link.title, rows[i].title);
        }
        bool told = rows[i].message ? course.problems.first &&
                                          strstr(course.problems.first->message, rows[i].message) &&
                                          course.problems.first->line == 5
                                    : course.problems.first == NULL;
        if (!CHECK(told)) {
            printf("#   %s\n", rows[i].link);
            fixture_print(&course.problems);
        }
        course_release(&course);
    }
    fixture_end(&f);
}

static void what_course_lua_allows_is_kept(void)
{
    struct fixture f;
    fixture_begin(&f, "title = 'T'\nchapters = { 'part/a.md', 'b.md' }\n"
                      "html = 'trusted' remote_images = true");
    write_course(&f, "![x](https://a.b/c.png) <a id=\"own\"></a> [y](#own) [z](../page.html)");
    struct course course;
    struct err err = {0};
    CHECK(course_load(f.root, NULL, 1, &course, &err));
    CHECK(course.problems.first == NULL);
    course_release(&course);
    fixture_end(&f);
}

static void refused_links_are_warnings_where_they_stand(void)
{
    struct fixture f;
    fixture_begin(&f, FIXTURE_COURSE);
    fixture_write(&f, "content/one.md",
                  "[a](blob:x)\n\nb[^1] and ![c](https://a.b/c.png)\n\n"
                  "| d |\n|---|\n| <ms-msdt:x> |\n\n[^1]: [e][e]\n\n[e]: view-source:x\n");
    struct course course;
    struct err err = {0};
    CHECK(course_load(f.root, NULL, 1, &course, &err));
    static const struct {
        int line;
        const char *message;
    } want[] = {{1, "\"blob:\""},
                {3, "images of other hosts"},
                {7, "\"ms-msdt:\""},
                {9, "\"view-source:\""}};
    const struct problem *p = course.problems.first;
    for (size_t i = 0; i < sizeof want / sizeof *want; i++, p = p ? p->next : NULL)
        CHECK(p && p->severity == PROBLEM_WARNING && p->line == want[i].line &&
              strstr(p->message, want[i].message));
    CHECK(p == NULL);
    course_release(&course);
    fixture_end(&f);
}

static void dead_links_have_lines_and_columns(void)
{
    struct fixture f;
    fixture_begin(&f, "title = 'T'\nchapters = { 'a.md' }\n");
    fixture_write(&f, "content/part.md", "p\n\n[p](p.png)\n");
    fixture_write(&f, "content/a.md",
                  "x [a](a.png) and [a](aa.png) [a](a.png)\n"
                  "> q\n>   r [b](b.png)\n\n"
                  "- i\n  j [c][c]\n\n[c]: c.png\n\n"
                  "```include {file=part.md}\n```\n");
    struct course course;
    struct err err = {0};
    CHECK(course_load(f.root, NULL, 1, &course, &err));
    static const struct {
        int line, column;
    } places[] = {{1, 7}, {1, 22}, {1, 34}, {3, 11}, {6, 5}, {3, 5}};
    const struct problem *p = course.problems.first;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++, p = p ? p->next : NULL)
        if (!CHECK(p && p->line == places[i].line && p->column == places[i].column) && p)
            printf("#   %d:%d %s\n", p->line, p->column, p->message);
    CHECK(p == NULL);
    course_release(&course);
    fixture_end(&f);
}

/* Each is reported; looking for the nearest name for each of them would take very long. */
static void only_so_many_suggestions_are_made(void)
{
    struct fixture f;
    struct buf text = BUF_INIT;
    for (int i = 0; i < 200; i++)
        buf_printf(&text, "## section %d\n\n[x](#sectiom-%d)\n\n", i, i);
    fixture_begin(&f, FIXTURE_COURSE);
    fixture_write(&f, "content/one.md", text.data);
    struct course course;
    struct err err = {0};
    CHECK(course_load(f.root, NULL, 1, &course, &err));
    int suggestions = 0;
    for (const struct problem *p = course.problems.first; p; p = p->next)
        suggestions += strstr(p->message, "did you mean") != NULL;
    CHECK_INT(fixture_count(&course.problems), 200);
    CHECK_INT(suggestions, 50);
    course_release(&course);
    fixture_end(&f);
    buf_release(&text);
}

int main(void)
{
    RUN(links_lead_to_pages_files_and_the_web);
    RUN(what_course_lua_allows_is_kept);
    RUN(refused_links_are_warnings_where_they_stand);
    RUN(dead_links_have_lines_and_columns);
    RUN(only_so_many_suggestions_are_made);
    return test_summary();
}
