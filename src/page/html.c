/* How a chapter becomes HTML. The tree is a flat array in the order of reading, so the walk is one
 * loop; it keeps the open nodes on a stack of its own, because a chapter may nest deeper than C's
 * stack goes. Most nodes are a pair of tags; the others have functions for their beginning, which
 * says whether the children follow, and their end. */
#include "page/html_node.h"

#include <stdlib.h>

#include "base/mem.h"

struct element {
    struct str start, end; /* tags */
    enum html_next (*enter)(struct html *h, const struct node *node);
    void (*leave)(struct html *h, const struct node *node);
};

static enum html_next skip(struct html *h, const struct node *node)
{
    (void)h;
    (void)node;
    return HTML_OVER;
}

#define TAGS(first, last) .start = {first, sizeof(first) - 1}, .end = {last, sizeof(last) - 1}

static const struct element elements[] = {
    [NODE_DOCUMENT] = {TAGS("", "")},
    [NODE_PARAGRAPH] = {.enter = html_paragraph, .leave = html_paragraph_end},
    [NODE_HEADING] = {.enter = html_heading, .leave = html_heading_end},
    [NODE_RULE] = {TAGS("<hr>\n", "")},
    [NODE_BLOCK_QUOTE] = {TAGS("<blockquote>\n", "</blockquote>\n")},
    [NODE_ALERT] = {TAGS("", "</div>\n"), .enter = html_alert},
    [NODE_LIST] = {.enter = html_list, .leave = html_list_end},
    [NODE_ITEM] = {TAGS("", "</li>\n"), .enter = html_item},
    [NODE_CODE_BLOCK] = {.enter = html_code_block},
    [NODE_SAMPLE] = {.enter = skip}, /* see make */
    [NODE_PART] = {.enter = skip},
    [NODE_FIGURE] = {.enter = skip},
    [NODE_HTML_BLOCK] = {.enter = html_raw_block},
    [NODE_TABLE] = {TAGS("<div class=\"table\" tabindex=\"0\"><table>\n", "</table></div>\n")},
    [NODE_ROW] = {.enter = html_row, .leave = html_row_end},
    [NODE_CELL] = {.enter = html_cell, .leave = html_cell_end},
    [NODE_FOOTNOTE] = {.enter = html_footnote},
    [NODE_EXERCISE] = {TAGS("", "</section>\n"), .enter = html_exercise},
    [NODE_SOLUTION] = {TAGS("", "</details>\n"), .enter = html_solution},
    [NODE_QUIZ] = {TAGS("", "</section>\n"), .enter = html_quiz},
    [NODE_TEXT] = {.enter = html_text},
    [NODE_SOFT_BREAK] = {TAGS("\n", "")},
    [NODE_LINE_BREAK] = {TAGS("<br>\n", "")},
    [NODE_CODE] = {.enter = html_code},
    [NODE_VALUE] = {.enter = html_value},
    [NODE_MATH] = {.enter = html_math},
    [NODE_HTML_INLINE] = {.enter = html_raw_inline},
    [NODE_EMPHASIS] = {TAGS("<em>", "</em>")},
    [NODE_STRONG] = {TAGS("<strong>", "</strong>")},
    [NODE_STRIKETHROUGH] = {TAGS("<del>", "</del>")},
    [NODE_LINK] = {.enter = html_link, .leave = html_link_end},
    [NODE_IMAGE] = {.enter = html_image},
    [NODE_FOOTNOTE_REFERENCE] = {.enter = html_reference},
};

const struct node *html_open_node(const struct html *h, size_t above)
{
    return above < h->depth ? &h->nodes[h->open[h->depth - 1 - above]] : NULL;
}

static void push(struct html *h, size_t i)
{
    if (h->depth == h->open_cap) {
        h->open_cap = h->open_cap ? 2 * h->open_cap : 64;
        h->open = xrealloc(h->open, h->open_cap, sizeof *h->open);
    }
    h->open[h->depth++] = (uint32_t)i;
}

/* Begin node i; returns the index of the node that comes next. */
static size_t enter(struct html *h, size_t i)
{
    const struct node *node = &h->nodes[i];
    const struct element *element = &elements[node->kind];
    html_notes_before(h, node);
    buf_str(h->out, element->start);
    push(h, i);
    enum html_next next = element->enter ? element->enter(h, node) : HTML_INTO;
    return next == HTML_OVER ? node->end : i + 1;
}

static void leave(struct html *h)
{
    const struct node *node = html_open_node(h, 0);
    const struct element *element = &elements[node->kind];
    if (element->leave)
        element->leave(h, node);
    buf_str(h->out, element->end);
    h->depth--;
    html_notes_behind(h, node);
}

static void leave_all_before(struct html *h, size_t i)
{
    while (h->depth > h->floor && html_open_node(h, 0)->end <= i)
        leave(h);
}

static size_t first_sample(const struct course *course, size_t chapter)
{
    size_t n = 0;
    for (size_t i = 0; i < chapter; i++)
        n += course->chapters[i]->sample_count;
    return n;
}

/* What others make of a node. */
static void make(struct html *h, const struct node *node)
{
    const struct html_maker *maker = h->maker;
    size_t index = (size_t)node->level;
    if (!maker->card) /* a glossary holds none */
        return;
    if (node->kind == NODE_SAMPLE)
        h->failed =
            !maker->card(maker->ctx, &h->results->samples[h->first_sample + index], h->out, h->err);
    else if (node->kind == NODE_FIGURE)
        h->failed = !maker->figure(maker->ctx, index, h->out, h->err);
}

void html_walk(struct html *h, size_t first, size_t end)
{
    size_t floor = h->floor;
    h->floor = h->depth;
    for (size_t i = first; !h->failed && i < end;) {
        leave_all_before(h, i);
        make(h, &h->nodes[i]);
        i = enter(h, i);
    }
    leave_all_before(h, end);
    h->floor = floor;
}

void html_children(struct html *h, const struct node *node)
{
    size_t i = (size_t)(node - h->nodes);
    push(h, i);
    html_walk(h, i + 1, node->end);
    h->depth--;
}

bool html_chapter(const struct results *results, size_t chapter, const struct html_maker *maker,
                  struct buf *out, struct err *err)
{
    const struct chapter *c = results->course->chapters[chapter];
    struct html h = {.results = results,
                     .chapter = c,
                     .values = results->chapters ? &results->chapters[chapter] : NULL,
                     .nodes = c->doc.nodes,
                     .maker = maker,
                     .first_sample = first_sample(results->course, chapter),
                     .out = out,
                     .err = err};
    html_notes_find(&h);
    html_walk(&h, 0, c->doc.count);
    free(h.open);
    arena_release(&h.arena);
    return !h.failed;
}
