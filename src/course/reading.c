#include "course/reading.h"

#include <stdarg.h>
#include <string.h>

#include "base/nearest.h"

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

void reading_allow(struct reading *r, const struct block *block, const char *const *labels,
                   size_t count)
{
    const struct fence *fence = &block->fence;
    for (size_t i = 0; i < fence->item_count; i++) {
        const char *label = fence_item_label(&fence->items[i], &r->scratch);
        if (str_is_one_of(str_of(label), labels, count))
            continue;
        const char *near = nearest(label, labels, count);
        if (near)
            reading_info_problem(r, block, fence->items[i].column,
                                 "unknown attribute \"%s\" of %.*s (did you mean \"%s\"?)", label,
                                 STR_FMT(fence->word), near);
        else
            reading_info_problem(r, block, fence->items[i].column,
                                 "\"%.*s\" has no attribute \"%s\"", STR_FMT(fence->word), label);
    }
}
