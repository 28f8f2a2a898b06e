/* What stands in a box of its own: alerts, exercises, solutions. */
#include "page/html_node.h"

enum html_next html_alert(struct html *h, const struct node *node)
{
    buf_str(h->out, STR("<div class=\"alert alert-"));
    html_escape(h->out, node->text);
    buf_str(h->out, STR("\" role=\"note\"><p class=\"alert-title\">"));
    if (node->text.len > 0) {
        buf_putc(h->out, (char)(node->text.data[0] & ~0x20)); /* "note" to "Note" */
        html_escape(h->out, (struct str){node->text.data + 1, node->text.len - 1});
    }
    buf_str(h->out, STR("</p>\n"));
    return HTML_INTO;
}

void html_box_name(struct buf *out, const struct html_box *box)
{
    buf_printf(out, "%s ", box->noun);
    if (box->entry && box->entry->number)
        html_escape(out, str_of(box->entry->number));
    else
        buf_printf(out, "%d", box->ordinal);
}

/* Authors' ids are letters, digits, "-" and "_"; no heading gets one with a colon. */
static void add_id(struct buf *out, const struct html_box *box)
{
    if (box->entry && box->entry->id[0])
        html_escape(out, str_of(box->entry->id));
    else
        buf_printf(out, "%s:%d", box->kind, box->ordinal);
}

void html_box_start(struct html *h, const struct node *node, const struct html_box *box)
{
    buf_printf(h->out, "<section class=\"%s\" id=\"", box->kind);
    add_id(h->out, box);
    buf_str(h->out, STR("\" aria-label=\""));
    html_box_name(h->out, box);
    buf_printf(h->out, "\"><p class=\"box-title\"><a href=\"#");
    add_id(h->out, box);
    buf_str(h->out, STR("\">"));
    html_box_name(h->out, box);
    buf_str(h->out, STR("</a>"));
    if (node->text.len > 0) {
        buf_str(h->out, STR(" <span>"));
        html_escape(h->out, node->text);
        buf_str(h->out, STR("</span>"));
    }
    buf_str(h->out, STR("</p>\n"));
}

enum html_next html_exercise(struct html *h, const struct node *node)
{
    const struct chapter *c = h->chapter;
    size_t index = (size_t)node->level;
    int ordinal = h->exercise.ordinal + 1;
    const struct exercise *entry = index < c->exercise_count ? &c->exercises[index] : NULL;
    h->exercise = (struct html_box){"exercise", "Exercise", entry, ordinal};
    html_box_start(h, node, &h->exercise);
    return HTML_INTO;
}

static bool is_in_exercise(const struct html *h)
{
    const struct node *node;
    for (size_t above = 0; (node = html_open_node(h, above)); above++)
        if (node->kind == NODE_EXERCISE)
            return true;
    return false;
}

/* There are many solutions in a page: those who hear their names must know whose they are. */
enum html_next html_solution(struct html *h, const struct node *node)
{
    (void)node;
    buf_str(h->out, STR("<details class=\"solution\"><summary"));
    if (is_in_exercise(h)) {
        buf_str(h->out, STR(" aria-label=\"Solution of "));
        html_box_name(h->out, &h->exercise);
        buf_putc(h->out, '"');
    }
    buf_str(h->out, STR(">Solution</summary>\n"));
    return HTML_INTO;
}
