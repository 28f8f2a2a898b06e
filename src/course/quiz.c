#include "course/quiz.h"

#include "course/list.h"

static bool is_in_quiz(const struct doc_builder *doc)
{
    uint32_t i = doc->open;
    while (i > 0 && doc->nodes[i].kind != NODE_QUIZ)
        i = doc->nodes[i].end; /* of an open node: its parent */
    return i > 0;
}

struct node *quiz_open(struct reading *r, const struct block *block)
{
    static const char *const labels[] = {"#", "title"};
    struct chapter *c = r->chapter;
    const char *id;
    reading_allow(r, block, labels, 2);
    if (block->fence.has_more_words)
        reading_info_problem(r, block, 0, "a title is written {title=\"…\"}");
    if (is_in_quiz(&r->doc))
        reading_info_problem(r, block, 0, "a quiz can't stand in another one");
    reading_take_id(r, block, "quiz", &id);
    const struct fence_item *title = fence_find(&block->fence, FENCE_VALUE, "title");
    struct node *node = doc_open(&r->doc, NODE_QUIZ);
    node->level = (int)c->quiz_count;
    node->text = str_of(title ? title->value : "");
    node->extra = str_of(id ? id : "");
    node->flag = block->is_malformed;
    *LIST_ADD(r->a, c->quizzes, c->quiz_count) =
        (struct exercise){.id = node->extra.data, .title = node->text.data};
    return node;
}

static void problem(struct reading *r, const struct node *node, const char *message)
{
    struct chapter *c = r->chapter;
    problem_add(&c->problems, r->a, PROBLEM_ERROR, c->sources[node->source], node->line,
                node->column, "%s", message);
}

static bool is_answers(const struct node *nodes, size_t list)
{
    if (nodes[list].kind != NODE_LIST)
        return false;
    for (size_t i = list + 1; i < nodes[list].end; i = nodes[i].end)
        if (nodes[i].level >= 0)
            return true;
    return false;
}

static void check_answers(struct reading *r, size_t list)
{
    const struct node *nodes = r->doc.nodes;
    size_t count = 0, right = 0;
    for (size_t i = list + 1; i < nodes[list].end; i = nodes[i].end) {
        count++;
        right += nodes[i].level == 1;
        if (nodes[i].level < 0)
            problem(r, &nodes[i],
                    "this answer is neither right nor wrong (write - [x] or - [ ] before it)");
    }
    if (count < 2)
        problem(r, &nodes[list], "a quiz needs more than one answer to choose from");
    else if (right == 0)
        problem(r, &nodes[list], "no answer of this quiz is right (mark one with [x])");
}

void quiz_finish(struct reading *r, size_t index)
{
    const struct node *nodes = r->doc.nodes, *quiz = &nodes[index];
    size_t list = 0, behind = 0;
    if (quiz->flag) /* not closed: it holds what stands behind it, too */
        return;
    for (size_t i = index + 1; i < quiz->end && !behind; i = nodes[i].end) {
        if (list)
            behind = i;
        else if (is_answers(nodes, i))
            list = i;
    }
    if (!list)
        problem(r, quiz,
                "a quiz ends with a list of its answers (write - [x] before a right one "
                "and - [ ] before a wrong one)");
    else if (behind && is_answers(nodes, behind))
        problem(r, &nodes[behind], "this is a second list of answers: a quiz has one");
    else if (behind)
        problem(r, &nodes[behind],
                "nothing may stand behind a quiz's answers (indent what "
                "explains an answer)");
    else if (list == index + 1)
        problem(r, quiz, "a quiz begins with its question");
    else
        check_answers(r, list);
}
