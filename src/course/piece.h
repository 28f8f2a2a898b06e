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

/* A footnote as a piece knows it. */
struct definition {
    cmark_node *node;
    struct str label;
    size_t outside;    /* its number in the piece around this one; 0: it is defined here */
    struct note *note; /* NULL until the page refers to it */
};

struct piece {
    const struct text *text;
    struct piece *outer; /* of the text in whose fence this one stands; NULL: it is a file's own */
    cmark_node *root;
    struct definition *definitions; /* in the order of cmark's numbers */
    size_t definition_count;
};

/* Parse the text; the piece lives in the arena, but its tree must be freed. `outer`: the piece of
 * text->outer. What a text inside a fence sees of the links and footnotes that are defined outside is
 * added behind its last line. */
struct piece *piece_new(struct arena *a, const struct text *text, struct piece *outer);
void piece_free_tree(struct piece *piece);

/* Whether the node was only added. */
bool piece_is_added(const struct piece *piece, cmark_node *node);

/* The definition for cmark's number of a footnote in this piece; *piece becomes the one that it stands in.
 * NULL when there is none. */
struct definition *piece_definition(struct piece **piece, size_t number);

#endif
