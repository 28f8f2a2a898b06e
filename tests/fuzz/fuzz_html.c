/* A tree of nodes with any text in them as HTML. cmark could make only some of these; the escaping of
 * each kind of node must not depend on that. Each node is a byte for its kind, one for its level, and
 * its text. */
#include "course_fixture.h"

#include "course/doc_builder.h"
#include "html_check.h"
#include "page/html.h"

enum { NODES_MOST = 400, DEPTH_MOST = 40, NOTES = 3 };

struct tree {
    struct doc_builder doc;
    enum node_kind open[DEPTH_MOST + 1];
    int depth;
    int rows; /* since the last table began */
    struct arena a;
};

static bool is_inside(const struct tree *t, enum node_kind kind)
{
    for (int i = 0; i <= t->depth; i++)
        if (t->open[i] == kind)
            return true;
    return false;
}

/* Rows only stand in tables, the first is the header; cells in rows, items in lists, no block in a
 * link. */
static bool may_hold(const struct tree *t, enum node_kind kind)
{
    enum node_kind parent = t->open[t->depth];
    return kind != NODE_DOCUMENT && (kind != NODE_TABLE || !is_inside(t, NODE_TABLE)) &&
           (kind >= NODE_TEXT || !is_inside(t, NODE_LINK)) &&
           (kind == NODE_ROW) == (parent == NODE_TABLE) &&
           (kind == NODE_CELL) == (parent == NODE_ROW) &&
           (kind == NODE_ITEM) == (parent == NODE_LIST) &&
           (kind != NODE_FOOTNOTE || parent == NODE_DOCUMENT);
}

static int level_of(enum node_kind kind, unsigned byte)
{
    switch (kind) {
    case NODE_HEADING:
        return 1 + (int)(byte % 6);
    case NODE_ITEM:
    case NODE_LIST:
        return (int)(byte % 5) - 1;
    case NODE_FOOTNOTE:
    case NODE_FOOTNOTE_REFERENCE:
        return 1 + (int)(byte % NOTES);
    default:
        return 0;
    }
}

static void add_node(struct tree *t, enum node_kind kind, unsigned level, struct str text)
{
    struct node *node = doc_open(&t->doc, kind);
    node->level = level_of(kind, level);
    node->flag = kind == NODE_ROW ? t->rows == 0 : level & 0x40;
    t->rows = kind == NODE_TABLE ? 0 : t->rows + (kind == NODE_ROW);
    node->text = kind == NODE_ALERT ? STR("note") : arena_str(&t->a, text);
    node->extra = kind == NODE_FOOTNOTE_REFERENCE ? STR("0") : node->text;
    t->open[++t->depth] = kind;
}

static void close_node(struct tree *t)
{
    doc_close(&t->doc);
    t->depth--;
}

static void read_tree(struct tree *t, struct str input)
{
    doc_open(&t->doc, NODE_DOCUMENT);
    for (int i = 0; input.len > 0 && i < NODES_MOST; i++) {
        unsigned kind = fuzz_byte(&input) % (NODE_FOOTNOTE_REFERENCE + 3),
                 level = fuzz_byte(&input);
        struct str text = fuzz_part(&input);
        bool can_open = kind <= NODE_FOOTNOTE_REFERENCE && may_hold(t, kind);
        if (can_open && t->depth < DEPTH_MOST)
            add_node(t, kind, level, text);
        else if (t->depth > 0)
            close_node(t);
    }
    while (t->depth > 0)
        close_node(t);
    doc_close(&t->doc);
}

static bool card(void *ctx, const struct result *result, struct buf *out, struct err *err)
{
    (void)ctx;
    (void)result;
    (void)err;
    buf_puts(out, "<figure></figure>\n");
    return true;
}

static bool figure(void *ctx, size_t index, struct buf *out, struct err *err)
{
    (void)ctx;
    (void)index;
    (void)err;
    buf_puts(out, "<figure></figure>\n");
    return true;
}

static size_t occurrences(const char *html, const char *words)
{
    size_t count = 0;
    for (; (html = strstr(html, words)); html++)
        count++;
    return count;
}

/* Each note stands on the page once, wherever it is referred to, and however often. */
static void check_notes(const struct doc *doc, const char *html)
{
    bool exists[NOTES + 1] = {false};
    for (size_t i = 0; i < doc->count; i++)
        if (doc->nodes[i].kind == NODE_FOOTNOTE)
            exists[doc->nodes[i].level] = true;
    for (int number = 1; number <= NOTES; number++) {
        char words[40];
        snprintf(words, sizeof words, "id=\"fn:%d\" role=\"doc-footnote\"", number);
        FUZZ_CHECK(occurrences(html, words) == exists[number]);
    }
}

FUZZ(input)
{
    struct tree t = {.open = {NODE_DOCUMENT}};
    struct course *course = fixture_course();
    struct chapter *chapter = course->chapters[0];
    struct value value = {.text = "x > \"y\""};
    struct value_result text = {"<\x1b>"};
    struct chapter_values values[] = {{.values = &text}, {.values = NULL}};
    struct result result = {0};
    const struct html_maker maker = {card, figure, NULL, NULL};
    struct results results = {.course = course, .samples = &result, .chapters = values};
    struct buf html = BUF_INIT;
    struct err err = {0};
    chapter->footnote_count = NOTES;
    chapter->sample_count = chapter->value_count = 1;
    chapter->values = &value;
    read_tree(&t, input);
    doc_finish(&t.doc, &t.a, &chapter->doc);
    FUZZ_CHECK(html_chapter(&results, 0, &maker, &html, &err));
    html_check(buf_view(&html));
    check_notes(&chapter->doc, html.data);
    buf_release(&html);
    arena_release(&t.a);
}
