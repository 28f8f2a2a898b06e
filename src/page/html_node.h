/* html_node: what the parts of html.c share: the walk over a chapter's tree and the nodes that need
 * more than a pair of tags. Not for others. */
#ifndef PAGE_HTML_NODE_H
#define PAGE_HTML_NODE_H

#include "page/html.h"

struct html {
    const struct results *results;
    const struct chapter *chapter;
    const struct chapter_values *values; /* NULL: there are none */
    const struct node *nodes;            /* of the chapter */
    struct buf *out;
    struct arena arena; /* for the time of one chapter */

    uint32_t *open; /* the nodes that the walk is inside of, the document first */
    size_t depth, open_cap;

    int links;              /* that are open: cmark lets an autolink stand in another link */
    bool in_dead_link;      /* the outer one of them */
    int exercises;          /* so far */
    bool in_footnotes;      /* the list at the end has begun */
    uint32_t *references;   /* by footnote number: how many references to it; in the arena */
    size_t reference_count; /* length of that array */
};

/* The node `above` levels over the innermost open one (0: itself); NULL outside of the tree. */
const struct node *html_open_node(const struct html *h, size_t above);

/* What an enter function says about the node's children. */
enum html_next { HTML_INTO, HTML_OVER };

enum html_next html_paragraph(struct html *h, const struct node *node);
void html_paragraph_end(struct html *h, const struct node *node);
enum html_next html_heading(struct html *h, const struct node *node);
void html_heading_end(struct html *h, const struct node *node);
enum html_next html_alert(struct html *h, const struct node *node);
enum html_next html_list(struct html *h, const struct node *node);
void html_list_end(struct html *h, const struct node *node);
enum html_next html_item(struct html *h, const struct node *node);
enum html_next html_code_block(struct html *h, const struct node *node);
enum html_next html_raw_block(struct html *h, const struct node *node);
enum html_next html_exercise(struct html *h, const struct node *node);

enum html_next html_row(struct html *h, const struct node *node);
void html_row_end(struct html *h, const struct node *node);
enum html_next html_cell(struct html *h, const struct node *node);
void html_cell_end(struct html *h, const struct node *node);

enum html_next html_footnote(struct html *h, const struct node *node);
void html_footnote_end(struct html *h, const struct node *node);
enum html_next html_reference(struct html *h, const struct node *node);
/* Append the links from footnote `number` back to where it is referred to. */
void html_back_links(struct html *h, int number);

enum html_next html_text(struct html *h, const struct node *node);
enum html_next html_code(struct html *h, const struct node *node);
enum html_next html_value(struct html *h, const struct node *node);
enum html_next html_raw_inline(struct html *h, const struct node *node);
enum html_next html_link(struct html *h, const struct node *node);
void html_link_end(struct html *h, const struct node *node);
enum html_next html_image(struct html *h, const struct node *node);

#endif
