#include "course/doc_builder.h"
#include "page/html.h"
#include "test.h"

/* A course of one chapter whose text the test builds between begin() and body(). */
struct page {
    struct arena arena;
    struct doc_builder doc;
    struct course course;
    struct chapter chapter, *chapters[1];
    struct chapter_values values;
    struct results results;
    struct buf html;
};

static struct page page;

static void begin(void)
{
    page = (struct page){.html = BUF_INIT};
    page.chapter.file = "content/1.md";
    page.chapter.name = "1";
    page.chapter.page = "1.html";
    page.chapters[0] = &page.chapter;
    page.course.chapters = page.chapters;
    page.course.chapter_count = 1;
    page.results.course = &page.course;
    page.results.chapters = &page.values;
    doc_open(&page.doc, NODE_DOCUMENT);
}

static struct node *leaf(enum node_kind kind, const char *text)
{
    struct node *node = doc_leaf(&page.doc, kind);
    node->text = str_of(text);
    return node;
}

static struct node *inside(enum node_kind kind, int level)
{
    struct node *node = doc_open(&page.doc, kind);
    node->level = level;
    return node;
}

static void up(int levels)
{
    while (levels-- > 0)
        doc_close(&page.doc);
}

static bool card(void *ctx, const struct result *result, struct buf *out, struct err *err)
{
    if (ctx)
        return err_set(err, "no card");
    buf_printf(out, "<figure>%zu</figure>\n", (size_t)(result - page.results.samples));
    return true;
}

static bool figure(void *ctx, size_t index, struct buf *out, struct err *err)
{
    if (ctx)
        return err_set(err, "no figure");
    buf_printf(out, "<figure>figure %zu</figure>\n", index);
    return true;
}

/* The page's HTML; it is good until end(). */
static const char *body(void)
{
    struct err err = {0};
    doc_close(&page.doc);
    doc_finish(&page.doc, &page.arena, &page.chapter.doc);
    const struct html_maker maker = {card, figure, NULL};
    CHECK(html_chapter(&page.results, 0, &maker, &page.html, &err));
    return page.html.data;
}

static void end(void)
{
    buf_release(&page.html);
    arena_release(&page.arena);
}

static void paragraph(const char *text)
{
    inside(NODE_PARAGRAPH, 0);
    leaf(NODE_TEXT, text);
    up(1);
}

static void text_is_escaped_everywhere(void)
{
    static const char evil[] = "\"'></pre><script>";
    begin();
    inside(NODE_HEADING, 2)->text = str_of(evil);
    leaf(NODE_TEXT, evil);
    up(1);
    inside(NODE_PARAGRAPH, 0);
    leaf(NODE_CODE, evil);
    leaf(NODE_HTML_INLINE, evil);
    up(1);
    leaf(NODE_CODE_BLOCK, evil)->extra = str_of(evil);
    leaf(NODE_HTML_BLOCK, evil);
    inside(NODE_ALERT, 0)->text = str_of(evil);
    up(1);
    inside(NODE_EXERCISE, 0)->text = str_of(evil);
    up(1);
    const char *html = body();
    CHECK(strstr(html, "<script") == NULL);
    CHECK(strstr(html, "'>") == NULL);
    CHECK(strstr(html, "\"'") == NULL);
    end();
}

static void raw_html_of_a_trusted_course_stays(void)
{
    begin();
    page.course.config.trust_html = true;
    leaf(NODE_HTML_BLOCK, "<video></video>\n");
    inside(NODE_PARAGRAPH, 0);
    leaf(NODE_HTML_INLINE, "<kbd>");
    up(1);
    CHECK_STR(body(), "<video></video>\n<p><kbd></p>\n");
    end();
}

static void lists_are_tight_or_loose(void)
{
    begin();
    inside(NODE_LIST, -1)->flag = true;
    inside(NODE_ITEM, -1);
    paragraph("a");
    inside(NODE_LIST, 3)->flag = false;
    inside(NODE_ITEM, 1);
    paragraph("b");
    up(4);
    CHECK_STR(body(), "<ul>\n<li>a\n<ol class=\"tasks\" start=\"3\">\n"
                      "<li><input type=\"checkbox\" disabled checked aria-label=\"done\"> "
                      "<p>b</p>\n</li>\n</ol>\n</li>\n</ul>\n");
    end();
}

static void row(bool header, const char *first, const char *second)
{
    inside(NODE_ROW, 0)->flag = header;
    for (int i = 0; i < 2; i++) {
        inside(NODE_CELL, i)->flag = header;
        leaf(NODE_TEXT, i ? second : first);
        up(1);
    }
    up(1);
}

static void tables_have_heads_and_bodies(void)
{
    begin();
    inside(NODE_TABLE, 0)->text = STR("r-");
    row(true, "a", "b");
    row(false, "c", "d");
    up(1);
    inside(NODE_TABLE, 0)->text = STR("--");
    row(true, "e", "f");
    up(1);
    CHECK_STR(body(), "<div class=\"table\" tabindex=\"0\"><table>\n"
                      "<thead>\n<tr>\n<th scope=\"col\" class=\"right\">a</th>\n"
                      "<th scope=\"col\">b</th>\n</tr>\n</thead>\n"
                      "<tbody>\n<tr>\n<td class=\"right\">c</td>\n<td>d</td>\n</tr>\n</tbody>\n"
                      "</table></div>\n"
                      "<div class=\"table\" tabindex=\"0\"><table>\n"
                      "<thead>\n<tr>\n<th scope=\"col\">e</th>\n"
                      "<th scope=\"col\">f</th>\n</tr>\n</thead>\n</table></div>\n");
    end();
}

static void refer(int number, const char *earlier)
{
    struct node *node = leaf(NODE_FOOTNOTE_REFERENCE, "");
    node->level = number;
    node->extra = str_of(earlier);
}

static void footnotes_lead_back(void)
{
    begin();
    inside(NODE_PARAGRAPH, 0);
    refer(1, "0");
    refer(1, "1");
    up(1);
    inside(NODE_FOOTNOTE, 1);
    paragraph("first");
    paragraph("last");
    up(1);
    inside(NODE_FOOTNOTE, 2);
    leaf(NODE_RULE, "");
    up(1);
    const char *html = body();
    CHECK(strstr(html, "<sup><a class=\"footnote-reference\" id=\"fnref:1\" href=\"#fn:1\""));
    CHECK(strstr(html, "id=\"fnref:1-2\" href=\"#fn:1\""));
    CHECK(strstr(html, "<ol>\n<li id=\"fn:1\">\n<p>first</p>\n<p>last "
                       "<a class=\"footnote-back\" href=\"#fnref:1\""));
    CHECK(strstr(html, "href=\"#fnref:1-2\" aria-label=\"Back to the text\">\xE2\x86\xA9</a></p>"));
    CHECK(strstr(html, "<li id=\"fn:2\">\n<hr>\n</li>\n</ol>\n</section>\n"));
    end();
}

static void samples_are_asked_for(void)
{
    static struct result samples[2];
    begin();
    page.results.samples = samples;
    page.chapter.sample_count = 2;
    leaf(NODE_SAMPLE, "")->level = 1;
    leaf(NODE_PART, "not shown");
    leaf(NODE_SAMPLE, "")->level = 0;
    CHECK_STR(body(), "<figure>1</figure>\n<figure>0</figure>\n");
    struct err err = {0};
    const struct html_maker maker = {card, figure, &err};
    CHECK(!html_chapter(&page.results, 0, &maker, &page.html, &err));
    CHECK_STR(err.message, "no card");
    end();
}

static void figures_are_asked_for(void)
{
    begin();
    leaf(NODE_FIGURE, "")->level = 1;
    leaf(NODE_FIGURE, "")->level = 0;
    CHECK_STR(body(), "<figure>figure 1</figure>\n<figure>figure 0</figure>\n");
    struct err err = {0};
    const struct html_maker maker = {card, figure, &err};
    CHECK(!html_chapter(&page.results, 0, &maker, &page.html, &err));
    CHECK_STR(err.message, "no figure");
    end();
}

static void values_show_their_expression(void)
{
    struct value values[] = {{"ratio(\"a\")", {0}}, {"x", {0}}};
    struct value_result results[] = {{"4.97 < 5"}, {NULL}};
    begin();
    page.chapter.values = values;
    page.values.values = results;
    leaf(NODE_VALUE, "")->level = 0;
    leaf(NODE_VALUE, "")->level = 1;
    CHECK_STR(body(), "<span class=\"value\" title=\"ratio(&quot;a&quot;)\">4.97 &lt; 5</span>"
                      "<span class=\"value missing\" title=\"x\">(no value)</span>");
    end();
}

static void links_are_resolved(void)
{
    begin();
    inside(NODE_LINK, 0)->text = STR("https://a.org/?a=1&b=2");
    leaf(NODE_TEXT, "web");
    up(1);
    inside(NODE_LINK, 0)->text = STR("javascript:alert(1)");
    leaf(NODE_TEXT, "evil");
    up(1);
    inside(NODE_IMAGE, 0)->text = STR("data:x");
    leaf(NODE_TEXT, "a <picture>");
    up(1);
    CHECK_STR(body(), "<a href=\"https://a.org/?a=1&amp;b=2\" rel=\"noopener nofollow\">web</a>"
                      "<span class=\"dead\">evil</span>"
                      "<span class=\"dead\">a &lt;picture&gt;</span>");
    end();
}

static void links_do_not_nest(void)
{
    static const char *const outer[] = {"javascript:x", "https://a.org"};
    static const char *const want[] = {
        "<span class=\"dead\"><em>in</em><sup id=\"fnref:1\">1</sup></span>",
        "<a href=\"https://a.org\" rel=\"noopener nofollow\"><em>in</em>"
        "<sup id=\"fnref:1\">1</sup></a>"};
    for (int i = 0; i < 2; i++) {
        begin();
        inside(NODE_LINK, 0)->text = str_of(outer[i]);
        inside(NODE_EMPHASIS, 0);
        inside(NODE_LINK, 0)->text = STR("https://b.org");
        leaf(NODE_TEXT, "in");
        up(2);
        refer(1, "0");
        up(1);
        CHECK_STR(body(), want[i]);
        end();
    }
}

static void depth_is_no_problem(void)
{
    enum { DEPTH = 20000 };
    begin();
    for (int i = 0; i < DEPTH; i++)
        inside(NODE_BLOCK_QUOTE, 0);
    leaf(NODE_RULE, "");
    up(DEPTH);
    size_t len = strlen(body());
    CHECK_INT(len, DEPTH * strlen("<blockquote>\n</blockquote>\n") + strlen("<hr>\n"));
    end();
}

static void exercises_are_numbered(void)
{
    begin();
    inside(NODE_EXERCISE, 0)->text = STR("Locks");
    inside(NODE_SOLUTION, 0);
    paragraph("so");
    up(2);
    inside(NODE_EXERCISE, 0);
    up(1);
    const char *html = body();
    CHECK(strstr(html, "id=\"exercise:1\" aria-label=\"Exercise 1\">"));
    CHECK(strstr(html, "Exercise 1</a> <span>Locks</span></p>\n<details class=\"solution\">"));
    CHECK(strstr(html, "Exercise 2</a></p>\n</section>\n"));
    end();
}

int main(void)
{
    RUN(text_is_escaped_everywhere);
    RUN(raw_html_of_a_trusted_course_stays);
    RUN(lists_are_tight_or_loose);
    RUN(tables_have_heads_and_bodies);
    RUN(footnotes_lead_back);
    RUN(samples_are_asked_for);
    RUN(figures_are_asked_for);
    RUN(values_show_their_expression);
    RUN(links_are_resolved);
    RUN(links_do_not_nest);
    RUN(depth_is_no_problem);
    RUN(exercises_are_numbered);
    return test_summary();
}
