/* piece: one text parsed by cmark: the tree and its footnotes. */
#ifndef COURSE_PIECE_H
#define COURSE_PIECE_H

#include "course/markdown.h"
#include "course/text.h"

struct piece;

/* A footnote of the page. */
struct note {
    struct piece *piece;
    cmark_node *definition;
    int number;     /* in the page, from 1 */
    int references; /* so far */
};

struct piece {
    const struct text *text;
    cmark_node *root;
    cmark_node **definitions; /* of footnotes, in the order of cmark's numbers */
    size_t definition_count;
    struct note **notes; /* as definitions: NULL until the page refers to it */
};

/* Parse the text; the piece lives in the arena, but its tree must be freed. What a text inside a
 * fence sees of the links that are defined outside is added behind its last line. */
struct piece *piece_new(struct arena *a, const struct text *text);
void piece_free_tree(struct piece *piece);

/* Whether the node was only added for its definitions. */
bool piece_is_added(const struct piece *piece, cmark_node *node);

#endif
