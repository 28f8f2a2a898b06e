/* What stands in a line of text: words, code, values, links, images. */
#include <ctype.h>
#include <string.h>

#include "page/html_node.h"

enum html_next html_text(struct html *h, const struct node *node)
{
    html_escape(h->out, node->text);
    return HTML_OVER;
}

/* A number and its unit, "1.40 ms", are not torn apart at the end of a line. */
static void put_value(struct html *h, const char *text)
{
    enum { LONGEST = 14 };
    const char *blank = strchr(text, ' ');
    bool has_unit = blank && isdigit((unsigned char)text[0]) && !strchr(blank + 1, ' ') &&
                    strlen(text) <= LONGEST;
    if (has_unit) {
        html_escape(h->out, (struct str){text, (size_t)(blank - text)});
        buf_puts(h->out, "\u00A0");
    }
    html_escape(h->out, str_of(has_unit ? blank + 1 : text));
}

enum html_next html_value(struct html *h, const struct node *node)
{
    size_t i = (size_t)node->level;
    const char *text = h->values && h->values->values ? h->values->values[i].text : NULL;
    buf_puts(h->out, text ? "<span class=\"value\"" : "<span class=\"value missing\"");
    buf_str(h->out, STR(" title=\""));
    html_escape(h->out, str_of(h->chapter->values[i].text));
    buf_str(h->out, STR("\">"));
    put_value(h, text ? text : "(no value)");
    buf_str(h->out, STR("</span>"));
    return HTML_OVER;
}

enum html_next html_raw_inline(struct html *h, const struct node *node)
{
    if (h->results->course->config.trust_html)
        buf_str(h->out, node->text);
    else
        html_escape(h->out, node->text);
    return HTML_OVER;
}

static bool is_dead(const struct link *link)
{
    return link->kind == LINK_DEAD || link->kind == LINK_REFUSED;
}

static void add_title(struct buf *out, struct str title)
{
    if (title.len == 0)
        return;
    buf_str(out, STR(" title=\""));
    html_escape(out, title);
    buf_putc(out, '"');
}

static void open_link(struct html *h, const struct node *node, const struct link *link)
{
    h->in_dead_link = is_dead(link);
    if (h->in_dead_link) {
        buf_str(h->out, STR("<span class=\"dead\">"));
        return;
    }
    if (link->term) {
        html_term(h, link);
        return;
    }
    buf_str(h->out, STR("<a href=\""));
    html_url(h->out, str_of(link->target));
    buf_putc(h->out, '"');
    if (link->kind == LINK_WEB)
        buf_str(h->out, STR(" rel=\"noopener nofollow\""));
    add_title(h->out, node->extra);
    buf_putc(h->out, '>');
}

static struct link resolve(struct html *h, const struct node *node)
{
    return link_resolve(h->results->course, h->chapter, node, &h->arena);
}

/* HTML has no links in links: the outer one is made, of an inner one its text. */
enum html_next html_link(struct html *h, const struct node *node)
{
    bool is_outer = h->links++ == 0;
    bool empty = node->end == (size_t)(node - h->nodes) + 1;
    if (!is_outer && !empty)
        return HTML_INTO;
    struct link link = resolve(h, node);
    if (is_outer)
        open_link(h, node, &link);
    if (empty && link.title)
        html_escape(h->out, str_of(link.title));
    return HTML_INTO;
}

void html_link_end(struct html *h, const struct node *node)
{
    (void)node;
    if (--h->links > 0)
        return;
    buf_puts(h->out, h->in_dead_link ? "</span>" : "</a>");
    if (h->term)
        html_term_end(h);
}

static void add_alternative(struct html *h, const struct node *node)
{
    struct buf text = BUF_INIT;
    doc_plain_text(&h->chapter->doc, (size_t)(node - h->nodes),
                   !h->results->course->config.trust_html, &text);
    html_escape(h->out, buf_view(&text));
    buf_release(&text);
}

enum html_next html_image(struct html *h, const struct node *node)
{
    struct link link = resolve(h, node);
    if (is_dead(&link)) {
        buf_str(h->out, STR("<span class=\"dead\">"));
        add_alternative(h, node);
        buf_str(h->out, STR("</span>"));
        return HTML_OVER;
    }
    buf_str(h->out, STR("<img src=\""));
    html_url(h->out, str_of(link.target));
    buf_str(h->out, STR("\" alt=\""));
    add_alternative(h, node);
    buf_putc(h->out, '"');
    add_title(h->out, node->extra);
    buf_putc(h->out, '>');
    return HTML_OVER;
}
