/* html_node: what the parts of html.c share: the walk over a chapter's tree and the nodes that need
 * more than a pair of tags. Not for others. */
#ifndef PAGE_HTML_NODE_H
#define PAGE_HTML_NODE_H

#include "course/link.h"
#include "page/html.h"

struct html_note {
    const struct node *node; /* NULL: there is no such footnote */
    int references, seen;    /* in the page; of these, so far */
    bool is_queued;          /* it has a place, or will have one soon */
};

/* An exercise or a quiz: a box with a number and a title. The number is what `entry` says (NULL, or
 * none there: `ordinal`); so is the id. */
struct html_box {
    const char *kind, *noun; /* "exercise", "Exercise" */
    const struct exercise *entry;
    int ordinal; /* in the page, from 1 */
};

struct html {
    const struct results *results;
    const struct chapter *chapter;
    const struct chapter_values *values; /* NULL: there are none */
    const struct node *nodes;            /* of the chapter */
    const struct html_maker *maker;
    size_t first_sample; /* of the chapter, in results->samples */
    struct buf *out;
    struct err *err; /* what the maker said, when it failed */
    bool failed;
    struct arena arena; /* for the time of one chapter */

    uint32_t *open; /* the nodes that the walk is inside of, the document first */
    size_t depth, open_cap;
    size_t floor; /* of the walk inside of another walk: what was open before it is not its own */

    int links;                /* that are open: cmark lets an autolink stand in another link */
    bool in_dead_link;        /* the outer one of them */
    struct html_box exercise; /* the last one */
    int quizzes;              /* so far */

    unsigned section;        /* how many headings of level 1 and 2 came before */
    unsigned *explained;     /* by term: the last section that explains it, + 1; in the arena */
    int explanations;        /* so far */
    const struct term *term; /* of the open link: its definition comes behind it; NULL: none */

    struct html_note *notes; /* footnotes by number - 1; in the arena */
    size_t note_count;
    const struct node **queue; /* footnotes in the order of their places */
    size_t queued, placed;     /* of the queue */
    const struct node *holder; /* the open block that has notes behind it */
};

/* The node `above` levels over the innermost open one (0: itself); NULL outside of the tree. */
const struct node *html_open_node(const struct html *h, size_t above);

/* What an enter function says about the node's children. */
enum html_next { HTML_INTO, HTML_OVER };

/* Append the nodes from `first` up to `end`: whole subtrees. */
void html_walk(struct html *h, size_t first, size_t end);
/* Append what stands in the node, which is not open. */
void html_children(struct html *h, const struct node *node);

enum html_next html_paragraph(struct html *h, const struct node *node);
void html_paragraph_end(struct html *h, const struct node *node);
enum html_next html_heading(struct html *h, const struct node *node);
void html_heading_end(struct html *h, const struct node *node);
enum html_next html_list(struct html *h, const struct node *node);
void html_list_end(struct html *h, const struct node *node);
enum html_next html_item(struct html *h, const struct node *node);
enum html_next html_code_block(struct html *h, const struct node *node);
enum html_next html_raw_block(struct html *h, const struct node *node);

enum html_next html_alert(struct html *h, const struct node *node);
enum html_next html_exercise(struct html *h, const struct node *node);
enum html_next html_solution(struct html *h, const struct node *node);
enum html_next html_quiz(struct html *h, const struct node *node);
/* Append the beginning of a box, and its title. */
void html_box_start(struct html *h, const struct node *node, const struct html_box *box);
/* Append "Exercise 3.2". */
void html_box_name(struct buf *out, const struct html_box *box);

enum html_next html_row(struct html *h, const struct node *node);
void html_row_end(struct html *h, const struct node *node);
enum html_next html_cell(struct html *h, const struct node *node);
void html_cell_end(struct html *h, const struct node *node);

void html_notes_find(struct html *h);
/* Called around each node. */
void html_notes_before(struct html *h, const struct node *node);
void html_notes_behind(struct html *h, const struct node *node);
/* Nodes first up to end: take what they first refer to for the place that is being found; or put it
 * right here. */
void html_notes_queue(struct html *h, size_t first, size_t end);
void html_notes_here(struct html *h, size_t first, size_t end);
/* html_notes_queue of all of a quiz but what explains its answers, which is folded: so are its notes. */
void html_quiz_queue_notes(struct html *h, const struct node *quiz);
enum html_next html_footnote(struct html *h, const struct node *node);
enum html_next html_reference(struct html *h, const struct node *node);
/* Append the links from footnote `number` back to where it is referred to. */
void html_back_links(struct html *h, int number);

enum html_next html_text(struct html *h, const struct node *node);
enum html_next html_code(struct html *h, const struct node *node);
enum html_next html_value(struct html *h, const struct node *node);
enum html_next html_math(struct html *h, const struct node *node);
enum html_next html_raw_inline(struct html *h, const struct node *node);
/* Begin and end the link to a term. */
void html_term(struct html *h, const struct link *link);
void html_term_end(struct html *h);
enum html_next html_link(struct html *h, const struct node *node);
void html_link_end(struct html *h, const struct node *node);
enum html_next html_image(struct html *h, const struct node *node);

#endif
