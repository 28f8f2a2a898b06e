#include "course/doc.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "course/doc_builder.h"

static struct node *add(struct doc_builder *b, enum node_kind kind)
{
    if (b->count == b->capacity) {
        b->capacity = b->capacity ? 2 * b->capacity : 256;
        b->nodes = xrealloc(b->nodes, b->capacity, sizeof *b->nodes);
    }
    struct node *node = &b->nodes[b->count++];
    *node = (struct node){.kind = kind, .text = STR(""), .extra = STR("")};
    return node;
}

struct node *doc_open(struct doc_builder *b, enum node_kind kind)
{
    struct node *node = add(b, kind);
    node->end = b->open;
    b->open = (uint32_t)(b->count - 1);
    return node;
}

struct node *doc_leaf(struct doc_builder *b, enum node_kind kind)
{
    struct node *node = add(b, kind);
    node->end = (uint32_t)b->count;
    return node;
}

void doc_close(struct doc_builder *b)
{
    struct node *node = &b->nodes[b->open];
    b->open = node->end;
    node->end = (uint32_t)b->count;
}

void doc_finish(struct doc_builder *b, struct arena *a, struct doc *doc)
{
    doc->nodes = ARENA_ARRAY(a, b->count, struct node);
    doc->count = b->count;
    if (b->count > 0)
        memcpy(doc->nodes, b->nodes, b->count * sizeof *b->nodes);
    free(b->nodes);
    *b = (struct doc_builder){0};
}

void doc_plain_text(const struct doc *doc, size_t i, bool tags, struct buf *out)
{
    assert(i < doc->count);
    for (size_t end = doc->nodes[i].end; i < end; i++) {
        const struct node *node = &doc->nodes[i];
        if (node->kind == NODE_TEXT || node->kind == NODE_CODE || node->kind == NODE_VALUE ||
            node->kind == NODE_MATH || (node->kind == NODE_HTML_INLINE && tags))
            buf_str(out, node->text);
        else if (node->kind == NODE_SOFT_BREAK || node->kind == NODE_LINE_BREAK)
            buf_putc(out, ' ');
    }
}
