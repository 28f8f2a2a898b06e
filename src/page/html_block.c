/* Blocks of text: paragraphs, headings, lists, code. */
#include "page/html_node.h"

static void start_line(struct buf *out)
{
    if (out->len > 0 && out->data[out->len - 1] != '\n')
        buf_putc(out, '\n');
}

/* The paragraphs of a tight list's items have no tags. */
static bool is_tight(const struct html *h)
{
    const struct node *item = html_open_node(h, 1);
    const struct node *list = html_open_node(h, 2);
    return item && item->kind == NODE_ITEM && list->kind == NODE_LIST && list->flag;
}

enum html_next html_paragraph(struct html *h, const struct node *node)
{
    (void)node;
    if (!is_tight(h))
        buf_str(h->out, STR("<p>"));
    return HTML_INTO;
}

void html_paragraph_end(struct html *h, const struct node *node)
{
    const struct node *parent = html_open_node(h, 1);
    if (parent && parent->kind == NODE_FOOTNOTE && parent->end == node->end)
        html_back_links(h, parent->level);
    if (!is_tight(h))
        buf_str(h->out, STR("</p>\n"));
}

enum html_next html_heading(struct html *h, const struct node *node)
{
    h->section += node->level <= 2;
    buf_str(h->out, STR("<h"));
    buf_putc(h->out, (char)('0' + node->level));
    buf_str(h->out, STR(" id=\""));
    html_escape(h->out, node->text);
    buf_str(h->out, STR("\">"));
    if (node->extra.len > 0) {
        buf_str(h->out, STR("<span class=\"number\">"));
        html_escape(h->out, node->extra);
        buf_str(h->out, STR("</span> "));
    }
    return HTML_INTO;
}

void html_heading_end(struct html *h, const struct node *node)
{
    if (node->level > 1) {
        buf_str(h->out, STR(" <a class=\"anchor\" href=\"#"));
        html_url_path(h->out, node->text);
        buf_str(h->out, STR("\" aria-label=\"Link to this section\">#</a>"));
    }
    buf_str(h->out, STR("</h"));
    buf_putc(h->out, (char)('0' + node->level));
    buf_str(h->out, STR(">\n"));
}

static bool has_tasks(const struct html *h, const struct node *list)
{
    size_t first = (size_t)(list - h->nodes) + 1;
    return first < list->end && h->nodes[first].level >= 0;
}

enum html_next html_list(struct html *h, const struct node *node)
{
    start_line(h->out);
    const char *tasks = has_tasks(h, node) ? " class=\"tasks\"" : "";
    if (node->level < 0)
        buf_printf(h->out, "<ul%s>\n", tasks);
    else if (node->level == 1)
        buf_printf(h->out, "<ol%s>\n", tasks);
    else
        buf_printf(h->out, "<ol%s start=\"%d\">\n", tasks, node->level);
    return HTML_INTO;
}

void html_list_end(struct html *h, const struct node *node)
{
    buf_puts(h->out, node->level < 0 ? "</ul>\n" : "</ol>\n");
}

enum html_next html_item(struct html *h, const struct node *node)
{
    buf_str(h->out, STR("<li>"));
    if (node->level == 0)
        buf_str(h->out, STR("<input type=\"checkbox\" disabled aria-label=\"to do\"> "));
    if (node->level == 1)
        buf_str(h->out, STR("<input type=\"checkbox\" disabled checked aria-label=\"done\"> "));
    return HTML_INTO;
}

enum html_next html_raw_block(struct html *h, const struct node *node)
{
    if (h->results->course->config.trust_html) {
        start_line(h->out);
        buf_str(h->out, node->text);
        start_line(h->out);
        return HTML_OVER;
    }
    buf_str(h->out, STR("<pre tabindex=\"0\" class=\"raw\"><code>"));
    html_escape(h->out, node->text);
    buf_str(h->out, STR("</code></pre>\n"));
    return HTML_OVER;
}
