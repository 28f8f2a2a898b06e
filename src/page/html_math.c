/* Formulas: MathML as it is, or the TeX where there is none. A displayed one may be wider than the page,
 * so it scrolls, also by keyboard; what stands in a line has no room for that. */
#include "page/html_node.h"

static const char *mathml_of(const struct html *h, const struct node *node)
{
    return h->values && h->values->formulas ? h->values->formulas[node->level] : NULL;
}

static void add_formula(struct html *h, const struct node *node)
{
    const char *mathml = mathml_of(h, node);
    if (mathml) {
        buf_puts(h->out, mathml);
        return;
    }
    buf_str(h->out, STR("<code class=\"tex\">"));
    html_escape(h->out, node->text);
    buf_str(h->out, STR("</code>"));
}

enum html_next html_math(struct html *h, const struct node *node)
{
    if (node->flag)
        buf_str(h->out, STR("<div class=\"math\" tabindex=\"0\">"));
    add_formula(h, node);
    if (node->flag)
        buf_str(h->out, STR("</div>\n"));
    return HTML_OVER;
}
