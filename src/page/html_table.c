/* Tables. The header row makes the <thead>; what follows it, if anything, the <tbody>. */
#include "page/html_node.h"

enum html_next html_row(struct html *h, const struct node *node)
{
    if (node->flag)
        buf_str(h->out, STR("<thead>\n"));
    buf_str(h->out, STR("<tr>\n"));
    return HTML_INTO;
}

void html_row_end(struct html *h, const struct node *node)
{
    const struct node *table = html_open_node(h, 1);
    bool last = node->end == table->end;
    buf_str(h->out, STR("</tr>\n"));
    if (node->flag)
        buf_puts(h->out, last ? "</thead>\n" : "</thead>\n<tbody>\n");
    else if (last)
        buf_str(h->out, STR("</tbody>\n"));
}

/* 'l', 'c', 'r' or '-'. */
static char alignment(const struct html *h, const struct node *cell)
{
    const struct node *table = html_open_node(h, 2);
    size_t column = (size_t)cell->level;
    return column < table->text.len ? table->text.data[column] : '-';
}

/* The cell above a column of heads of rows is often empty, and then the head of nothing. */
static bool is_head(const struct html *h, const struct node *cell)
{
    return cell->flag && h->nodes + cell->end > cell + 1;
}

enum html_next html_cell(struct html *h, const struct node *node)
{
    buf_puts(h->out, is_head(h, node) ? "<th scope=\"col\"" : "<td");
    switch (alignment(h, node)) {
    case 'l':
        buf_str(h->out, STR(" class=\"left\">"));
        break;
    case 'c':
        buf_str(h->out, STR(" class=\"center\">"));
        break;
    case 'r':
        buf_str(h->out, STR(" class=\"right\">"));
        break;
    default:
        buf_putc(h->out, '>');
    }
    return HTML_INTO;
}

void html_cell_end(struct html *h, const struct node *node)
{
    buf_puts(h->out, is_head(h, node) ? "</th>\n" : "</td>\n");
}
