/* A quiz: the question, the answers as radio buttons or check boxes, and behind them the key, which
 * says of each answer whether it is right, and why. The key is folded: without a script it is all that
 * tells who was right. The script (50-quiz.js) reads from it what it says when a reader asks. Both
 * lists count A, B, C, so that the key need not repeat the answers. There is no form: nothing is sent
 * anywhere. */
#include "page/html_node.h"

static size_t index_of(const struct html *h, const struct node *node)
{
    return (size_t)(node - h->nodes);
}

/* The list at the quiz's end if it is one of answers, each with a paragraph; else NULL. */
static const struct node *find_answers(const struct html *h, const struct node *quiz)
{
    size_t last = index_of(h, quiz);
    for (size_t i = last + 1; i < quiz->end; i = h->nodes[i].end)
        last = i;
    const struct node *list = &h->nodes[last];
    if (list == quiz || list->kind != NODE_LIST || list->end == last + 1)
        return NULL;
    for (size_t i = last + 1; i < list->end; i = h->nodes[i].end) {
        bool is_answer = h->nodes[i].level >= 0 && h->nodes[i].end > i + 1 &&
                         h->nodes[i + 1].kind == NODE_PARAGRAPH;
        if (!is_answer)
            return NULL;
    }
    return list;
}

static int count_right(const struct html *h, const struct node *list)
{
    int right = 0;
    for (size_t i = index_of(h, list) + 1; i < list->end; i = h->nodes[i].end)
        right += h->nodes[i].level == 1;
    return right;
}

/* Radio buttons exclude each other by their name. */
static void add_control(struct html *h, bool several)
{
    if (several)
        buf_str(h->out, STR("<input type=\"checkbox\">"));
    else
        buf_printf(h->out, "<input type=\"radio\" name=\"quiz:%d\">", h->quizzes);
}

static void add_answers(struct html *h, const struct node *list)
{
    bool several = count_right(h, list) > 1;
    buf_printf(h->out, "<fieldset><legend>%s</legend>\n<ol type=\"A\">\n",
               several ? "More than one answer is right." : "One answer is right.");
    for (size_t i = index_of(h, list) + 1; i < list->end; i = h->nodes[i].end) {
        buf_str(h->out, STR("<li><label>"));
        add_control(h, several);
        buf_str(h->out, STR(" <span>"));
        html_walk(h, i + 2, h->nodes[i + 1].end);
        buf_str(h->out, STR("</span></label></li>\n"));
    }
    buf_str(h->out, STR("</ol>\n</fieldset>\n"));
}

/* Many authors quote what explains an answer: that is a mark for us, not for readers. */
static void add_explanation(struct html *h, const struct node *item)
{
    for (size_t i = h->nodes[index_of(h, item) + 1].end; i < item->end; i = h->nodes[i].end)
        if (h->nodes[i].kind == NODE_BLOCK_QUOTE)
            html_children(h, &h->nodes[i]);
        else
            html_walk(h, i, h->nodes[i].end);
}

static void add_key(struct html *h, const struct node *list, const struct html_box *box)
{
    buf_str(h->out, STR("<details class=\"key\"><summary aria-label=\"Answer to "));
    html_box_name(h->out, box);
    buf_str(h->out, STR("\">Answer</summary>\n<ol type=\"A\">\n"));
    for (size_t i = index_of(h, list) + 1; i < list->end; i = h->nodes[i].end) {
        bool right = h->nodes[i].level == 1;
        buf_printf(h->out, "<li class=\"%s\"><p>%s</p>\n", right ? "yes" : "no",
                   right ? "Right." : "Wrong.");
        add_explanation(h, &h->nodes[i]);
        html_notes_here(h, h->nodes[i + 1].end, h->nodes[i].end);
        buf_str(h->out, STR("</li>\n"));
    }
    buf_str(h->out, STR("</ol>\n</details>\n"));
}

void html_quiz_queue_notes(struct html *h, const struct node *quiz)
{
    const struct node *list = find_answers(h, quiz);
    html_notes_queue(h, index_of(h, quiz), list ? index_of(h, list) : quiz->end);
    for (size_t i = list ? index_of(h, list) + 1 : quiz->end; list && i < list->end;
         i = h->nodes[i].end)
        html_notes_queue(h, i, h->nodes[i + 1].end);
}

enum html_next html_quiz(struct html *h, const struct node *node)
{
    const struct chapter *c = h->chapter;
    size_t index = (size_t)node->level;
    const struct node *list = find_answers(h, node);
    const struct html_box box = {"quiz", "Question",
                                 index < c->quiz_count ? &c->quizzes[index] : NULL, ++h->quizzes};
    html_box_start(h, node, &box);
    if (!list) /* its problem is reported */
        return HTML_INTO;
    html_walk(h, index_of(h, node) + 1, index_of(h, list));
    add_answers(h, list);
    add_key(h, list, &box);
    return HTML_OVER;
}
