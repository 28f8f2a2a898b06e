#include "base/buf.h"
#include "course/doc_builder.h"
#include "test.h"

static void a_tree_is_one_array(void)
{
    struct doc_builder b = {0};
    struct arena a = {0};
    struct doc doc;
    doc_open(&b, NODE_DOCUMENT);
    doc_open(&b, NODE_PARAGRAPH);
    doc_leaf(&b, NODE_TEXT)->text = STR("a ");
    doc_open(&b, NODE_EMPHASIS);
    doc_leaf(&b, NODE_CODE)->text = STR("b");
    doc_close(&b);
    doc_leaf(&b, NODE_SOFT_BREAK);
    doc_leaf(&b, NODE_VALUE)->text = STR("c");
    doc_close(&b);
    doc_leaf(&b, NODE_RULE);
    doc_close(&b);
    doc_finish(&b, &a, &doc);
    static const unsigned ends[] = {8, 7, 3, 5, 5, 6, 7, 8};
    CHECK_INT(doc.count, 8);
    for (size_t i = 0; i < doc.count; i++)
        CHECK_INT(doc.nodes[i].end, ends[i]);
    struct buf text = BUF_INIT;
    doc_plain_text(&doc, 0, false, &text);
    CHECK_STR(text.data, "a b c");
    buf_clear(&text);
    doc_plain_text(&doc, 3, true, &text);
    CHECK_STR(text.data, "b");
    buf_release(&text);
    arena_release(&a);
}

static void depth_costs_no_stack(void)
{
    enum { DEPTH = 200000 };
    struct doc_builder b = {0};
    struct arena a = {0};
    struct doc doc;
    for (int i = 0; i < DEPTH; i++)
        doc_open(&b, NODE_BLOCK_QUOTE);
    for (int i = 0; i < DEPTH; i++)
        doc_close(&b);
    doc_finish(&b, &a, &doc);
    CHECK_INT(doc.count, DEPTH);
    CHECK_INT(doc.nodes[0].end, DEPTH);
    CHECK_INT(doc.nodes[DEPTH - 1].end, DEPTH);
    arena_release(&a);
}

int main(void)
{
    RUN(a_tree_is_one_array);
    RUN(depth_costs_no_stack);
    return test_summary();
}
