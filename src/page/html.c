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
    [NODE_FOOTNOTE] = {.enter = html_footnote, .leave = html_footnote_end},
    [NODE_EXERCISE] = {TAGS("", "</section>\n"), .enter = html_exercise},
    [NODE_SOLUTION] = {TAGS("<details class=\"solution\"><summary>Solution</summary>\n",
                            "</details>\n")},
    [NODE_TEXT] = {.enter = html_text},
    [NODE_SOFT_BREAK] = {TAGS("\n", "")},
    [NODE_LINE_BREAK] = {TAGS("<br>\n", "")},
    [NODE_CODE] = {.enter = html_code},
    [NODE_VALUE] = {.enter = html_value},
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
}

static void leave_all_before(struct html *h, size_t i)
{
    while (h->depth > 0 && html_open_node(h, 0)->end <= i)
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
static bool make(struct html *h, size_t chapter, const struct node *node,
                 const struct html_maker *maker, struct err *err)
{
    size_t index = (size_t)node->level;
    if (node->kind == NODE_SAMPLE) {
        index += first_sample(h->results->course, chapter);
        return maker->card(maker->ctx, &h->results->samples[index], h->out, err);
    }
    return node->kind != NODE_FIGURE || maker->figure(maker->ctx, index, h->out, err);
}

bool html_chapter(const struct results *results, size_t chapter, const struct html_maker *maker,
                  struct buf *out, struct err *err)
{
    const struct chapter *c = results->course->chapters[chapter];
    struct html h = {.results = results,
                     .chapter = c,
                     .values = results->chapters ? &results->chapters[chapter] : NULL,
                     .nodes = c->doc.nodes,
                     .out = out};
    bool ok = true;
    for (size_t i = 0; ok && i < c->doc.count;) {
        leave_all_before(&h, i);
        ok = make(&h, chapter, &h.nodes[i], maker, err);
        i = enter(&h, i);
    }
    leave_all_before(&h, c->doc.count);
    free(h.open);
    arena_release(&h.arena);
    return ok;
}
