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
    const struct html_maker maker = {card, figure, NULL, NULL};
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
    inside(NODE_QUIZ, 0)->text = str_of(evil);
    inside(NODE_LIST, 0);
    inside(NODE_ITEM, 1);
    paragraph(evil);
    up(3);
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
        const char *text = i ? second : first;
        inside(NODE_CELL, i)->flag = header;
        if (*text)
            leaf(NODE_TEXT, text);
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
    row(true, "", "f");
    up(1);
    CHECK_STR(body(), "<div class=\"table\" tabindex=\"0\"><table>\n"
                      "<thead>\n<tr>\n<th scope=\"col\" class=\"right\">a</th>\n"
                      "<th scope=\"col\">b</th>\n</tr>\n</thead>\n"
                      "<tbody>\n<tr>\n<td class=\"right\">c</td>\n<td>d</td>\n</tr>\n</tbody>\n"
                      "</table></div>\n"
                      "<div class=\"table\" tabindex=\"0\"><table>\n"
                      "<thead>\n<tr>\n<td></td>\n"
                      "<th scope=\"col\">f</th>\n</tr>\n</thead>\n</table></div>\n");
    end();
}

static void refer(int number, const char *earlier)
{
    struct node *node = leaf(NODE_FOOTNOTE_REFERENCE, "");
    node->level = number;
    node->extra = str_of(earlier);
    if (page.chapter.footnote_count < number)
        page.chapter.footnote_count = number;
}

static void note(int number, const char *text)
{
    inside(NODE_FOOTNOTE, number);
    paragraph(text);
    up(1);
}

/* Whether the words, which end in NULL, stand in the text one after the other. */
static bool in_order(const char *text, const char *const *words)
{
    for (; *words; words++) {
        const char *found = strstr(text, *words);
        if (!found) {
            printf("#   no %s\n", *words);
            return false;
        }
        text = found + strlen(*words);
    }
    return true;
}

static void notes_stand_behind_their_first_reference(void)
{
    begin();
    inside(NODE_PARAGRAPH, 0);
    refer(1, "0");
    refer(1, "1");
    up(1);
    paragraph("next");
    inside(NODE_FOOTNOTE, 1);
    paragraph("first");
    paragraph("last");
    up(1);
    static const char *const words[] = {
        "<div class=\"noted\">\n<p><sup><a class=\"note-ref\" id=\"fnref:1\" href=\"#fn:1\"",
        " role=\"doc-noteref\" aria-label=\"Note 1\">1</a></sup><sup>",
        "id=\"fnref:1-2\" href=\"#fn:1\"",
        "</p>\n<div class=\"notes\">\n<aside class=\"note\" id=\"fn:1\" role=\"doc-footnote\">",
        "<b>1</b>\n<p>first</p>\n<p>last <a class=\"note-back\" href=\"#fnref:1\"",
        "aria-label=\"Back to the text\">\xE2\x86\xA9</a> <a",
        "href=\"#fnref:1-2\" role=\"doc-backlink\" aria-label=\"Back to the text, place 2\">",
        "</p>\n</aside>\n</div>\n</div>\n<p>next</p>\n",
        NULL,
    };
    CHECK(in_order(body(), words));
    end();
}

static void notes_stand_behind_the_outermost_block(void)
{
    begin();
    inside(NODE_LIST, -1)->flag = true;
    inside(NODE_ITEM, -1);
    inside(NODE_PARAGRAPH, 0);
    refer(1, "0");
    up(3);
    inside(NODE_EXERCISE, 0);
    paragraph("a task");
    inside(NODE_SOLUTION, 0);
    inside(NODE_BLOCK_QUOTE, 0);
    inside(NODE_PARAGRAPH, 0);
    refer(2, "0");
    up(2);
    paragraph("rest");
    up(2);
    inside(NODE_FOOTNOTE, 1);
    leaf(NODE_RULE, "");
    up(1);
    note(2, "b");
    static const char *const words[] = {
        "<div class=\"noted\">\n<ul>\n<li><sup>",
        "</li>\n</ul>\n<div class=\"notes\">\n<aside class=\"note\" id=\"fn:1\"",
        "<hr>\n <a class=\"note-back\" href=\"#fnref:1\"",
        "</a></aside>\n</div>\n</div>\n<section class=\"exercise\"",
        "</summary>\n<div class=\"noted\">\n<blockquote>\n<p><sup>",
        "</blockquote>\n<div class=\"notes\">\n<aside class=\"note\" id=\"fn:2\"",
        "</aside>\n</div>\n</div>\n<p>rest</p>\n</details>",
        NULL,
    };
    CHECK(in_order(body(), words));
    end();
}

static void notes_of_notes_stand_behind_these(void)
{
    begin();
    for (int i = 1; i <= 2; i++) {
        inside(NODE_PARAGRAPH, 0);
        refer(i, "0");
        up(1);
    }
    inside(NODE_FOOTNOTE, 1);
    inside(NODE_PARAGRAPH, 0);
    refer(3, "0");
    refer(1, "1"); /* to itself */
    up(2);
    note(2, "b");
    note(3, "c");
    static const char *const words[] = {
        "id=\"fn:1\"",
        "<p><sup><a class=\"note-ref\" id=\"fnref:3\"",
        "id=\"fnref:1-2\"",
        "#fnref:1-2",
        "</aside>\n<aside class=\"note\" id=\"fn:3\"",
        "<p>c",
        "</aside>\n</div>\n</div>\n<div class=\"noted\">",
        "id=\"fn:2\"",
        "</aside>\n</div>\n</div>\n",
        NULL,
    };
    const char *html = body();
    CHECK(in_order(html, words));
    for (int number = 1; number <= 3; number++) {
        char id[8];
        snprintf(id, sizeof id, "\"fn:%d\"", number);
        const char *first = strstr(html, id);
        CHECK(first && !strstr(first + 1, id));
    }
    end();
}

/* The words for a picture are an attribute: nothing in them can be followed. */
static void notes_of_pictures_stand_at_the_end(void)
{
    begin();
    inside(NODE_PARAGRAPH, 0);
    inside(NODE_IMAGE, 0)->text = STR("https://a.org/p.png");
    refer(1, "0");
    up(2);
    paragraph("end");
    note(1, "a");
    const char *html = body();
    CHECK(strstr(html, "<p>end</p>\n<div class=\"notes\">\n<aside class=\"note\" id=\"fn:1\""));
    CHECK(!strstr(html, "#fnref"));
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
    const struct html_maker maker = {card, figure, &err, NULL};
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
    const struct html_maker maker = {card, figure, &err, NULL};
    CHECK(!html_chapter(&page.results, 0, &maker, &page.html, &err));
    CHECK_STR(err.message, "no figure");
    end();
}

static void a_number_keeps_its_unit(void)
{
    static const struct {
        const char *text, *html;
    } rows[] = {{"1.40 ms", "1.40\u00A0ms"},
                {"4.97 < 5", "4.97 &lt; 5"},
                {"no value", "no value"},
                {"1234567890 bytes", "1234567890 bytes"},
                {"7", "7"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct value values[] = {{"x", {0}}};
        struct value_result results[] = {{rows[i].text}};
        begin();
        page.chapter.values = values;
        page.values.values = results;
        leaf(NODE_VALUE, "")->level = 0;
        char wanted[100];
        snprintf(wanted, sizeof wanted, "<span class=\"value\" title=\"x\">%s</span>",
                 rows[i].html);
        CHECK_STR(body(), wanted);
        end();
    }
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

static void code_leads_to_the_manual(void)
{
    static const struct {
        const char *code, *want;
    } rows[] = {
        {"fork()", "<a href=\"https://man7.org/linux/man-pages/man2/fork.2.html\" "
                   "rel=\"noopener\"><code>fork()</code></a>"},
        {"fork", "<code>fork</code>"},
        {"own()", "<code>own()</code>"},
        {"()", "<code>()</code>"},
        {"fork(1)", "<code>fork(1)</code>"},
        {"thrd_yield()", "<code>thrd_yield()</code>"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        begin();
        leaf(NODE_CODE, rows[i].code);
        CHECK_STR(body(), rows[i].want);
        end();
    }
    begin();
    inside(NODE_LINK, 0)->text = STR("https://a.org");
    leaf(NODE_CODE, "fork()");
    up(1);
    CHECK_STR(body(),
              "<a href=\"https://a.org\" rel=\"noopener nofollow\"><code>fork()</code></a>");
    end();
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
    CHECK(strstr(html, "<a href=\"#exercise:1\">Exercise 1</a> <span>Locks</span></p>\n"));
    CHECK(strstr(html, "<summary aria-label=\"Solution of Exercise 1\">Solution</summary>\n<p>so"));
    CHECK(strstr(html, "Exercise 2</a></p>\n</section>\n"));
    end();
}

static void exercises_have_the_names_they_are_given(void)
{
    struct exercise exercises[] = {{.id = "locks", .title = "", .number = "3.2"}};
    begin();
    page.chapter.exercises = exercises;
    page.chapter.exercise_count = 1;
    inside(NODE_EXERCISE, 0);
    up(1);
    inside(NODE_SOLUTION, 0); /* of nothing */
    up(1);
    CHECK_STR(body(), "<section class=\"exercise\" id=\"locks\" aria-label=\"Exercise 3.2\">"
                      "<p class=\"box-title\"><a href=\"#locks\">Exercise 3.2</a></p>\n</section>\n"
                      "<details class=\"solution\"><summary>Solution</summary>\n</details>\n");
    end();
}

static void answer(bool right, const char *text)
{
    inside(NODE_ITEM, right);
    paragraph(text);
}

static void quizzes_have_a_key(void)
{
    begin();
    inside(NODE_QUIZ, 0)->text = STR("T");
    paragraph("?");
    inside(NODE_LIST, -1)->flag = true;
    answer(false, "no");
    inside(NODE_BLOCK_QUOTE, 0);
    paragraph("never");
    up(2);
    answer(true, "yes");
    paragraph("always");
    up(3);
    CHECK_STR(
        body(),
        "<section class=\"quiz\" id=\"quiz:1\" aria-label=\"Question 1\">"
        "<p class=\"box-title\"><a href=\"#quiz:1\">Question 1</a> <span>T</span></p>\n"
        "<p>?</p>\n"
        "<fieldset><legend>One answer is right.</legend>\n<ol type=\"A\">\n"
        "<li><label><input type=\"radio\" name=\"quiz:1\"> <span>no</span></label></li>\n"
        "<li><label><input type=\"radio\" name=\"quiz:1\"> <span>yes</span></label></li>\n"
        "</ol>\n</fieldset>\n"
        "<details class=\"key\"><summary aria-label=\"Answer to Question 1\">Answer</summary>\n"
        "<ol type=\"A\">\n"
        "<li class=\"no\"><p>Wrong.</p>\n<p>never</p>\n</li>\n"
        "<li class=\"yes\"><p>Right.</p>\n<p>always</p>\n</li>\n"
        "</ol>\n</details>\n</section>\n");
    end();
}

/* The note of a question stands beside it, that of an explanation in the fold. */
static void a_quiz_keeps_what_its_notes_give_away(void)
{
    static const char *const words[] = {"<div class=\"noted\">\n<section class=\"quiz\"",
                                        "href=\"#fn:1\"",
                                        "<details class=\"key\">",
                                        "href=\"#fn:2\"",
                                        "<div class=\"notes\">\n<aside class=\"note\" id=\"fn:2\"",
                                        "</details>\n</section>\n",
                                        "<div class=\"notes\">\n<aside class=\"note\" id=\"fn:1\"",
                                        NULL};
    begin();
    inside(NODE_QUIZ, 0);
    inside(NODE_PARAGRAPH, 0);
    refer(1, "0");
    up(1);
    inside(NODE_LIST, -1)->flag = true;
    answer(false, "no");
    inside(NODE_PARAGRAPH, 0);
    refer(2, "0");
    up(2);
    answer(true, "yes");
    up(3);
    note(1, "open");
    note(2, "folded");
    CHECK(in_order(body(), words));
    end();
}

static void quizzes_with_several_right_answers_have_boxes(void)
{
    begin();
    inside(NODE_QUIZ, 0);
    inside(NODE_LIST, -1);
    answer(true, "a");
    up(1);
    answer(true, "b");
    up(3);
    const char *html = body();
    CHECK(strstr(html, "<legend>More than one answer is right.</legend>"));
    CHECK(strstr(html, "<input type=\"checkbox\"> <span>b</span>"));
    end();
}

/* What was reported is shown as the blocks that it is. */
static void broken_quizzes_are_text(void)
{
    begin();
    inside(NODE_QUIZ, 0);
    inside(NODE_LIST, -1)->flag = true;
    answer(true, "a");
    up(1);
    inside(NODE_ITEM, -1);
    paragraph("b");
    up(3);
    const char *html = body();
    CHECK(strstr(html, "</p>\n<ul class=\"tasks\">\n<li>"));
    CHECK(!strstr(html, "<fieldset>"));
    end();
}

int main(void)
{
    RUN(text_is_escaped_everywhere);
    RUN(raw_html_of_a_trusted_course_stays);
    RUN(lists_are_tight_or_loose);
    RUN(tables_have_heads_and_bodies);
    RUN(notes_stand_behind_their_first_reference);
    RUN(notes_stand_behind_the_outermost_block);
    RUN(notes_of_notes_stand_behind_these);
    RUN(notes_of_pictures_stand_at_the_end);
    RUN(samples_are_asked_for);
    RUN(figures_are_asked_for);
    RUN(values_show_their_expression);
    RUN(a_number_keeps_its_unit);
    RUN(links_are_resolved);
    RUN(links_do_not_nest);
    RUN(code_leads_to_the_manual);
    RUN(depth_is_no_problem);
    RUN(exercises_are_numbered);
    RUN(exercises_have_the_names_they_are_given);
    RUN(quizzes_have_a_key);
    RUN(a_quiz_keeps_what_its_notes_give_away);
    RUN(quizzes_with_several_right_answers_have_boxes);
    RUN(broken_quizzes_are_text);
    return test_summary();
}
