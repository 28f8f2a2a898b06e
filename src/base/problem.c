#include "base/problem.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static struct problem *append(struct problems *list, struct problem *p)
{
    if (list->last)
        list->last->next = p;
    else
        list->first = p;
    list->last = p;
    return p;
}

static struct problem *problem_new(struct arena *a, const char *file, int line, int column)
{
    struct problem *p = ARENA_NEW(a, struct problem);
    p->file = arena_strdup(a, file ? file : "");
    p->line = line;
    p->column = column;
    return p;
}

struct problem *problem_add(struct problems *list, struct arena *a, enum problem_severity severity,
                            const char *file, int line, int column, const char *format, ...)
{
    struct problem *p = problem_new(a, file, line, column);
    p->severity = severity;
    va_list args;
    va_start(args, format);
    p->message = arena_vprintf(a, format, args);
    va_end(args);
    return append(list, p);
}

struct problem *problem_from_err(struct problems *list, struct arena *a, const struct err *err)
{
    struct problem *p = problem_new(a, err->file, err->line, err->column);
    p->severity = PROBLEM_ERROR;
    p->message = arena_strdup(a, err->message);
    return append(list, p);
}

void problems_append(struct problems *list, struct problems *from)
{
    if (!from->first)
        return;
    append(list, from->first);
    list->last = from->last;
    *from = (struct problems){0};
}

struct sortable {
    struct problem *problem;
    size_t order; /* of adding: keeps the sort stable */
};

static int compare_places(const struct problem *a, const struct problem *b)
{
    int by = strcmp(a->file, b->file);
    if (by == 0)
        by = (a->line > b->line) - (a->line < b->line);
    if (by == 0)
        by = (a->column > b->column) - (a->column < b->column);
    return by;
}

static int compare(const void *va, const void *vb)
{
    const struct sortable *a = va, *b = vb;
    int by = compare_places(a->problem, b->problem);
    return by ? by : (a->order > b->order) - (a->order < b->order);
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same(const struct problem *a, const struct problem *b)
{
    return a->severity == b->severity && compare_places(a, b) == 0 &&
           same_text(a->sample, b->sample) && same_text(a->message, b->message) &&
           same_text(a->diff, b->diff);
}

/* Whether one of those before `at` says the same; only its neighbours have the same place. */
static bool is_repeated(const struct sortable *sorted, size_t at)
{
    for (size_t i = at; i-- > 0 && compare_places(sorted[i].problem, sorted[at].problem) == 0;)
        if (same(sorted[i].problem, sorted[at].problem))
            return true;
    return false;
}

void problems_sort(struct problems *list)
{
    size_t count = 0;
    for (struct problem *p = list->first; p; p = p->next)
        count++;
    struct sortable *sorted = xcalloc(count, sizeof *sorted);
    count = 0;
    for (struct problem *p = list->first; p; p = p->next, count++)
        sorted[count] = (struct sortable){p, count};
    if (count > 1)
        qsort(sorted, count, sizeof *sorted, compare);
    *list = (struct problems){0};
    for (size_t i = 0; i < count; i++) {
        sorted[i].problem->next = NULL;
        if (!is_repeated(sorted, i))
            append(list, sorted[i].problem);
    }
    free(sorted);
}

size_t problems_count(const struct problems *list, enum problem_severity severity)
{
    size_t count = 0;
    for (const struct problem *p = list->first; p; p = p->next)
        count += p->severity == severity;
    return count;
}
