#include "course/numbers.h"

#include <string.h>

const char *numbers_label(const struct chapter *chapter, struct arena *a)
{
    if (!chapter->number)
        return NULL;
    bool is_numeral = strspn(chapter->number, "0123456789") == strlen(chapter->number);
    return arena_printf(a, "%s %s", is_numeral ? "Chapter" : "Appendix", chapter->number);
}

static const char *number(const struct chapter *c, int n, struct arena *a)
{
    return arena_printf(a, "%s.%d", c->number, n);
}

static void give_heading(struct chapter *c, struct heading *heading, int counters[2],
                         struct arena *a)
{
    if (heading->level == 2) {
        counters[0]++;
        counters[1] = 0;
        heading->number = number(c, counters[0], a);
    } else if (heading->level == 3 && counters[0] > 0) {
        heading->number = arena_printf(a, "%s.%d.%d", c->number, counters[0], ++counters[1]);
    }
    if (heading->number)
        c->doc.nodes[heading->node].extra = str_of(heading->number);
}

/* One in a quotation or an exercise begins no section: only children of the document do. */
static void give_headings(struct chapter *c, struct arena *a)
{
    struct node *nodes = c->doc.nodes;
    int counters[2] = {0};
    size_t h = 0;
    for (size_t i = 1; i < c->doc.count; i = nodes[i].end) {
        if (nodes[i].kind != NODE_HEADING)
            continue;
        while (c->headings[h].node < i)
            h++;
        give_heading(c, &c->headings[h], counters, a);
    }
}

static void give_blocks(struct chapter *c, struct arena *a)
{
    int figures = 0;
    for (size_t i = 0; i < c->sample_count; i++)
        c->samples[i].number = number(c, (int)i + 1, a);
    for (size_t i = 0; i < c->exercise_count; i++)
        c->exercises[i].number = number(c, (int)i + 1, a);
    for (size_t i = 0; i < c->quiz_count; i++)
        c->quizzes[i].number = number(c, (int)i + 1, a);
    for (size_t i = 0; i < c->figure_count; i++)
        if (c->figures[i].kind != FIGURE_CLAIMS || c->figures[i].caption[0])
            c->figures[i].number = number(c, ++figures, a);
}

/* Chapters that were not read take a place: what their front matter says is not known. */
static void give_chapters(struct course *course)
{
    const struct words *files = &course->config.chapters;
    int place = 0;
    for (size_t i = 0, k = 0; i < files->count; i++) {
        struct chapter *c = k < course->chapter_count ? course->chapters[k] : NULL;
        if (!c || strcmp(c->file + strlen("content/"), files->items[i]) != 0) {
            place++;
            continue;
        }
        k++;
        if (c->is_unnumbered)
            c->number = NULL;
        else if (!c->number)
            c->number = arena_printf(&course->arena, "%d", ++place);
    }
}

static void report_equal(struct course *course)
{
    struct names seen = {0};
    for (size_t i = 0; i < course->chapter_count; i++) {
        const struct chapter *c = course->chapters[i];
        if (!c->number)
            continue;
        const size_t *first = names_find(&seen, c->number);
        if (first)
            problem_add(&course->problems, &course->arena, PROBLEM_ERROR, c->file, 0, 0,
                        "the number %s is that of %s", c->number, course->chapters[*first]->file);
        else
            names_add(&seen, &course->arena, c->number, i);
    }
}

void numbers_give(struct course *course)
{
    give_chapters(course);
    report_equal(course);
    for (size_t i = 0; i < course->chapter_count; i++) {
        struct chapter *c = course->chapters[i];
        if (c->number && !course->config.unnumbered)
            give_headings(c, &course->arena);
        if (c->number)
            give_blocks(c, &course->arena);
    }
}
