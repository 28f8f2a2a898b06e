#include "course_fixture.h"

static const char question[] = "````quiz {#id title=\"T\"}\n";

/* What is reported, with its place; "" for nothing. */
static const struct {
    const char *text;
    int line, column;
    const char *message;
} quizzes[] = {
    {"Which?\n\n- [x] a\n- [ ] b\n", 0, 0, ""},
    {"Which?\n\n- [x] a\n\n  Because.\n- [ ] b\n  > Because\n  > not.\n- [x] c\n", 0, 0, ""},
    {"1. one\n2. two\n\nWhich?\n\n```text\nx\n```\n\n- [x] a\n- [ ] b\n", 0, 0, ""},
    {"Which?\n", 1, 1, "a quiz ends with a list of its answers"},
    {"Which?\n\n- a\n- b\n", 1, 1, "a quiz ends with a list of its answers"},
    {"Which?\n\n- [ ] a\n- [ ] b\n", 4, 1, "no answer of this quiz is right"},
    {"Which?\n\n- [x] a\n", 4, 1, "more than one answer"},
    {"Which?\n\n- [x] a\n- b\n", 5, 1, "neither right nor wrong"},
    {"Which?\n\n- [x] a\n- [ ] b\n\n* [ ] c\n", 7, 1, "a second list of answers"},
    {"Which?\n\n- [x] a\n- [ ] b\n\nBecause.\n", 7, 1, "nothing may stand behind"},
    {"- [x] a\n- [ ] b\n", 1, 1, "a quiz begins with its question"},
    {"```quiz\nWhich?\n\n- [x] a\n- [ ] b\n```\n\n- [x] a\n- [ ] b\n", 2, 1,
     "can't stand in another"},
};

static void what_is_wrong_is_reported_at_its_place(void)
{
    struct fixture f;
    fixture_begin(&f, FIXTURE_COURSE);
    fixture_config(&f);
    for (size_t i = 0; i < sizeof quizzes / sizeof *quizzes; i++) {
        bool any = quizzes[i].message[0];
        const char *text = arena_printf(&f.arena, "%s%s````\n", question, quizzes[i].text);
        struct chapter *c = fixture_chapter(&f, text);
        bool right = !any || fixture_has(&c->problems, quizzes[i].line, quizzes[i].column,
                                         quizzes[i].message);
        if (!CHECK(right) || !CHECK(fixture_count(&c->problems) == (any ? 1 : 0))) {
            printf("#   of %s", text);
            fixture_print(&c->problems);
        }
    }
    fixture_end(&f);
}

static void attributes_are_checked(void)
{
    static const struct {
        const char *text;
        int column;
        const char *message;
    } rows[] = {
        {"````quiz Title\n", 1, "a title is written {title="},
        {"````quiz {titel=x}\n", 11, "did you mean \"title\"?"},
        {"````quiz {#1}\n", 11, "is not an id"},
        {"````quiz {#x}\n", 11, "the id \"x\" is taken"},
    };
    struct fixture f;
    fixture_begin(&f, FIXTURE_COURSE);
    fixture_config(&f);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct chapter *c = fixture_chapter(
            &f, arena_printf(&f.arena, "# A {#x}\n\n%sWhich?\n\n- [x] a\n- [ ] b\n````\n",
                             rows[i].text));
        bool right = fixture_has(&c->problems, 3, rows[i].column, rows[i].message);
        if (!CHECK(right) || !CHECK(fixture_count(&c->problems) == 1))
            fixture_print(&c->problems);
    }
    fixture_end(&f);
}

/* One that holds the rest of the chapter says so, and nothing of what it holds. */
static void one_that_is_not_closed_has_one_problem(void)
{
    struct fixture f;
    fixture_begin(&f, FIXTURE_COURSE);
    fixture_config(&f);
    struct chapter *c = fixture_chapter(&f, "````quiz\nWhich?\n\n- [x] a\n- [ ] b\n\nText.\n");
    CHECK_INT(fixture_count(&c->problems), 1);
    CHECK(fixture_has(&c->problems, 1, 1, "not closed"));
    fixture_end(&f);
}

static void quizzes_are_nodes_and_places(void)
{
    struct fixture f;
    struct buf got = BUF_INIT;
    fixture_begin(&f, FIXTURE_COURSE);
    fixture_config(&f);
    struct chapter *c =
        fixture_chapter(&f, "````quiz {#which title=\"T\"}\nWhich?\n\n- [x] *a*\n\n  so\n- [ ] b\n"
                            "````\n\n````quiz\nx\n\n- [x] a\n- [ ] b\n````\n");
    fixture_tree(&c->doc, 1, &got);
    CHECK_STR(got.data, "quiz[T](p(text[Which?]) list(item(p(em(text[a])) p(text[so])) "
                        "item(p(text[b]))))");
    CHECK_INT(c->doc.nodes[1].level, 0);
    CHECK_INT(c->doc.nodes[1].end_line, 8);
    CHECK_INT(c->quiz_count, 2);
    CHECK_STR(c->quizzes[0].id, "which");
    CHECK_STR(c->quizzes[0].title, "T");
    CHECK_STR(c->quizzes[1].id, "");
    CHECK(names_find(&c->anchors, "which"));
    buf_release(&got);
    fixture_end(&f);
}

int main(void)
{
    RUN(what_is_wrong_is_reported_at_its_place);
    RUN(attributes_are_checked);
    RUN(one_that_is_not_closed_has_one_problem);
    RUN(quizzes_are_nodes_and_places);
    return test_summary();
}
