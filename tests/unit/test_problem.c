#include "base/problem.h"
#include "test.h"

static void joined_lines(const struct problems *list, char *out, size_t size)
{
    out[0] = '\0';
    for (const struct problem *p = list->first; p; p = p->next)
        snprintf(out + strlen(out), size - strlen(out), "%s:%d:%d %s|", p->file, p->line, p->column,
                 p->message);
}

static void keeps_the_order_of_adding(void)
{
    struct arena a = {0};
    struct problems list = {0}, more = {0}, none = {0};
    char file[] = "b.md";
    struct problem *p = problem_add(&list, &a, PROBLEM_WARNING, file, 2, 3, "odd %d", 1);
    file[0] = 'x'; /* the list has its own copy */
    CHECK(p->severity == PROBLEM_WARNING && !p->sample && !p->diff);
    struct err err = {0};
    err_at(&err, "a.md", 1, 0, "bad");
    problem_from_err(&more, &a, &err);
    problems_append(&list, &more);
    problems_append(&list, &none);
    CHECK(!more.first && !more.last);
    problem_add(&list, &a, PROBLEM_ERROR, NULL, 0, 0, "last");
    char got[200];
    joined_lines(&list, got, sizeof got);
    CHECK_STR(got, "b.md:2:3 odd 1|a.md:1:0 bad|:0:0 last|");
    CHECK_INT(problems_count(&list, PROBLEM_ERROR), 2);
    CHECK_INT(problems_count(&list, PROBLEM_WARNING), 1);
    problems_append(&none, &list);
    CHECK(none.first && none.last && !list.first);
    arena_release(&a);
}

static void sorts(void)
{
    static const struct {
        const char *file;
        int line, column;
        const char *message;
    } rows[] = {
        {"b.md", 1, 1, "f"}, {"a.md", 10, 1, "e"}, {"a.md", 9, 2, "c"}, {"a.md", 9, 2, "b"},
        {"a.md", 9, 1, "a"}, {"a.md", 9, 2, "c"},  {"", 0, 0, "g"},     {"a.md", 9, 2, "d"},
    };
    struct arena a = {0};
    struct problems list = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        problem_add(&list, &a, PROBLEM_ERROR, rows[i].file, rows[i].line, rows[i].column, "%s",
                    rows[i].message);
    problems_sort(&list);
    char got[400];
    joined_lines(&list, got, sizeof got);
    CHECK_STR(got, ":0:0 g|a.md:9:1 a|a.md:9:2 c|a.md:9:2 b|a.md:9:2 d|a.md:10:1 e|b.md:1:1 f|");
    CHECK_STR(list.last->message, "f");
    CHECK(list.last->next == NULL);
    arena_release(&a);
}

/* Equal means equal in all: another sample, severity or diff is another problem. */
static void only_equal_ones_are_dropped(void)
{
    struct arena a = {0};
    struct problems list = {0};
    for (int i = 0; i < 2; i++) {
        problem_add(&list, &a, PROBLEM_ERROR, "a.md", 1, 1, "m");
        problem_add(&list, &a, PROBLEM_WARNING, "a.md", 1, 1, "m");
        problem_add(&list, &a, PROBLEM_ERROR, "a.md", 1, 1, "m")->sample = "s";
        problem_add(&list, &a, PROBLEM_ERROR, "a.md", 1, 1, "m")->diff = "-x\n";
    }
    problems_sort(&list);
    CHECK_INT(problems_count(&list, PROBLEM_ERROR), 3);
    CHECK_INT(problems_count(&list, PROBLEM_WARNING), 1);
    struct problems none = {0};
    problems_sort(&none);
    CHECK(!none.first && !none.last);
    arena_release(&a);
}

int main(void)
{
    RUN(keeps_the_order_of_adding);
    RUN(sorts);
    RUN(only_equal_ones_are_dropped);
    return test_summary();
}
