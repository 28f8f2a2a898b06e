#include "course/reading.h"

#include <stdarg.h>
#include <string.h>

#include "base/nearest.h"
#include "course/list.h"

static struct problem *add(struct reading *r, enum problem_severity severity,
                           const struct text *text, int line, int column, const char *format,
                           va_list args)
{
    return problem_add(&r->chapter->problems, r->a, severity, text->file,
                       text_file_line(text, line), text_file_column(text, line, column), "%s",
                       arena_vprintf(&r->scratch, format, args));
}

struct problem *reading_problem(struct reading *r, enum problem_severity severity,
                                const struct text *text, int line, int column, const char *format,
                                ...)
{
    va_list args;
    va_start(args, format);
    struct problem *problem = add(r, severity, text, line, column, format, args);
    va_end(args);
    return problem;
}

struct problem *reading_info_problem(struct reading *r, const struct block *block, int column,
                                     const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int place = column > 0 ? block->info_column + column - 1 : block->column;
    struct problem *problem = add(r, PROBLEM_ERROR, block->text, block->line, place, format, args);
    va_end(args);
    return problem;
}

struct place reading_place(const struct block *block)
{
    return (struct place){block->text->file, text_file_line(block->text, block->line),
                          text_file_column(block->text, block->line, block->column)};
}

struct place reading_item_place(const struct block *block, const struct fence_item *item)
{
    struct place place = reading_place(block);
    place.column =
        text_file_column(block->text, block->line, block->info_column + item->column - 1);
    return place;
}

/* The next id behind the first one, or NULL. */
static const struct fence_item *second_id(const struct fence *fence, const struct fence_item *first)
{
    for (const struct fence_item *item = first + 1; item < fence->items + fence->item_count; item++)
        if (item->kind == FENCE_ID)
            return item;
    return NULL;
}

bool reading_take_id(struct reading *r, const struct block *block, const char *noun,
                     const char **id)
{
    const struct fence_item *given = fence_find(&block->fence, FENCE_ID, NULL);
    *id = NULL;
    if (!given)
        return true;
    const struct fence_item *second = second_id(&block->fence, given);
    if (second)
        reading_info_problem(r, block, second->column, "a %s has one id: \"#%s\" is the second",
                             noun, second->name);
    if (!anchors_is_id(given->name)) {
        reading_info_problem(r, block, given->column,
                             "\"#%s\" is not an id (a letter, then letters, digits, - and _)",
                             given->name);
        return false;
    }
    const struct place *taken =
        anchors_claim(&r->anchors, &r->scratch, given->name, reading_place(block));
    if (taken)
        reading_info_problem(r, block, given->column, "the id \"%s\" is taken by %s:%d",
                             given->name, taken->file, taken->line);
    *id = taken ? NULL : given->name;
    return !taken && !second;
}

struct reference *reading_refer(struct reading *r, const struct block *block,
                                const struct fence_item *item, const char *id)
{
    struct chapter *c = r->chapter;
    struct reference *reference = LIST_ADD(r->a, c->references, c->reference_count);
    *reference = (struct reference){.id = id, .place = reading_item_place(block, item)};
    return reference;
}

static void refuse(struct reading *r, const struct block *block, const struct fence_item *item,
                   const char *label, const char *const *labels, size_t count)
{
    const char *near = nearest(label, labels, count);
    if (near && item->kind != FENCE_ID)
        reading_info_problem(r, block, item->column,
                             "unknown attribute \"%s\" of %.*s (did you mean \"%s\"?)", label,
                             STR_FMT(block->fence.word), near);
    else
        reading_info_problem(r, block, item->column, "\"%.*s\" has no attribute \"%s\"",
                             STR_FMT(block->fence.word), label);
}

void reading_allow(struct reading *r, const struct block *block, const char *const *labels,
                   size_t count)
{
    const struct fence *fence = &block->fence;
    unsigned seen = 0;
    for (size_t i = 0; i < fence->item_count; i++) {
        const struct fence_item *item = &fence->items[i];
        const char *label = fence_item_label(item, &r->scratch);
        size_t k = 0;
        while (k < count && strcmp(labels[k], item->kind == FENCE_ID ? "#" : label) != 0)
            k++;
        if (k == count)
            refuse(r, block, item, label, labels, count);
        else if (seen >> k & 1 && item->kind != FENCE_ID) /* ids: reading_take_id */
            reading_info_problem(r, block, item->column, "attribute \"%s\" is given twice", label);
        else
            seen |= 1u << k;
    }
}
