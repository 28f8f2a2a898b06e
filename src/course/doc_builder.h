/* doc_builder: write a doc from its first node to its last. */
#ifndef COURSE_DOC_BUILDER_H
#define COURSE_DOC_BUILDER_H

#include "base/arena.h"
#include "course/doc.h"

/* All zero is empty. */
struct doc_builder {
    struct node *nodes;
    size_t count, capacity;
    uint32_t open; /* the innermost open node; the `end` of an open node is its parent */
};

/* Append a node inside the innermost open one; it is open until doc_close. The pointer is good until
 * the next node is added. */
struct node *doc_open(struct doc_builder *b, enum node_kind kind);
/* Append a node without children. */
struct node *doc_leaf(struct doc_builder *b, enum node_kind kind);
/* Close the innermost open node. */
void doc_close(struct doc_builder *b);

/* Put the nodes, all closed, into the arena; the builder is empty again. */
void doc_finish(struct doc_builder *b, struct arena *a, struct doc *doc);

#endif
