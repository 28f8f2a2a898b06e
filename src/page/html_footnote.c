/* Footnotes: the references in the text, and at the end of the page the list of notes, each with
 * links back to all its references. The ids hold a colon, which those of headings never do. */
#include <stdlib.h>

#include "page/html_node.h"

static void add_reference_id(struct buf *out, int number, int earlier)
{
    if (earlier == 0)
        buf_printf(out, "fnref:%d", number);
    else
        buf_printf(out, "fnref:%d-%d", number, earlier + 1);
}

/* node->extra: digits that need not end in NUL. */
static int earlier_references(const struct node *node)
{
    int earlier = 0;
    for (size_t i = 0; i < node->extra.len && i < 8; i++)
        earlier = 10 * earlier + (node->extra.data[i] - '0');
    return earlier;
}

/* HTML has no links in links: inside of one, the number is only where the note leads back to. */
enum html_next html_reference(struct html *h, const struct node *node)
{
    if (h->links > 0) {
        buf_str(h->out, STR("<sup id=\""));
        add_reference_id(h->out, node->level, earlier_references(node));
        buf_printf(h->out, "\">%d</sup>", node->level);
        return HTML_OVER;
    }
    buf_str(h->out, STR("<sup><a class=\"footnote-reference\" id=\""));
    add_reference_id(h->out, node->level, earlier_references(node));
    buf_printf(h->out, "\" href=\"#fn:%d\" aria-label=\"Footnote %d\">%d</a></sup>", node->level,
               node->level, node->level);
    return HTML_OVER;
}

static bool is_counted(const struct html *h, const struct node *node)
{
    return node->kind == NODE_FOOTNOTE_REFERENCE && node->level >= 0 &&
           (size_t)node->level < h->reference_count;
}

/* Numbers are dense, so there can't be more of them than nodes. */
static void count_references(struct html *h)
{
    size_t n = h->chapter->doc.count;
    h->references = ARENA_ARRAY(&h->arena, n, uint32_t);
    h->reference_count = n;
    for (size_t i = 0; i < n; i++)
        if (is_counted(h, &h->nodes[i]))
            h->references[h->nodes[i].level]++;
}

enum html_next html_footnote(struct html *h, const struct node *node)
{
    if (!h->in_footnotes) {
        count_references(h);
        buf_str(h->out, STR("<section class=\"footnotes\" aria-label=\"Footnotes\">\n<ol>\n"));
        h->in_footnotes = true;
    }
    buf_printf(h->out, "<li id=\"fn:%d\">\n", node->level);
    return HTML_INTO;
}

void html_back_links(struct html *h, int number)
{
    uint32_t references = (size_t)number < h->reference_count ? h->references[number] : 0;
    for (uint32_t i = 0; i < references; i++) {
        buf_str(h->out, STR(" <a class=\"footnote-back\" href=\"#"));
        add_reference_id(h->out, number, (int)i);
        buf_str(h->out, STR("\" aria-label=\"Back to the text\">\xE2\x86\xA9</a>"));
    }
}

static bool ends_in_paragraph(const struct html *h, const struct node *node)
{
    size_t last = 0;
    for (size_t i = (size_t)(node - h->nodes) + 1; i < node->end; i = h->nodes[i].end)
        last = i;
    return last > 0 && h->nodes[last].kind == NODE_PARAGRAPH;
}

void html_footnote_end(struct html *h, const struct node *node)
{
    if (!ends_in_paragraph(h, node))
        html_back_links(h, node->level);
    buf_str(h->out, STR("</li>\n"));
    bool more = node->end < h->chapter->doc.count && h->nodes[node->end].kind == NODE_FOOTNOTE;
    if (!more) {
        buf_str(h->out, STR("</ol>\n</section>\n"));
        h->in_footnotes = false;
    }
}
