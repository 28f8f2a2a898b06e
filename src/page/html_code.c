/* Code that is only shown: blocks, and words in a line of text. */
#include "page/html_node.h"

#include "page/listing.h"
#include "page/manual.h"

static void add_lines(struct html *h, const struct node *node)
{
    struct listing listing;
    listing_read(h->maker->reader, code_grammar(node->extra), node->text, &h->arena, &listing);
    for (size_t i = 0; i < listing.count; i++)
        buf_str(h->out, listing.lines[i]);
}

enum html_next html_code_block(struct html *h, const struct node *node)
{
    buf_str(h->out, STR("<pre tabindex=\"0\" class=\"shown\"><code"));
    if (node->extra.len > 0) {
        buf_str(h->out, STR(" class=\"language-"));
        html_escape(h->out, node->extra);
        buf_putc(h->out, '"');
    }
    buf_putc(h->out, '>');
    add_lines(h, node);
    buf_str(h->out, STR("</code></pre>\n"));
    return HTML_OVER;
}

/* "pthread_create()" has a manual page. The name alone is too often something else: read, time. */
static bool find_manual(struct str text, struct manual_page *page)
{
    if (text.len < 3 || text.data[text.len - 2] != '(' || text.data[text.len - 1] != ')')
        return false;
    text.len -= 2;
    return manual_find(text, page) && manual_has_address(page);
}

/* HTML has no links in links. */
enum html_next html_code(struct html *h, const struct node *node)
{
    struct manual_page page;
    bool is_link = h->links == 0 && find_manual(node->text, &page);
    if (is_link) {
        buf_str(h->out, STR("<a href=\""));
        manual_address(&page, h->out);
        buf_str(h->out, STR("\" rel=\"noopener\">"));
    }
    buf_str(h->out, STR("<code>"));
    html_escape(h->out, node->text);
    buf_str(h->out, STR("</code>"));
    if (is_link)
        buf_str(h->out, STR("</a>"));
    return HTML_OVER;
}
