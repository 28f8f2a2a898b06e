#include "code/functions.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/list.h"

/* Of names around a function so many count, the inner ones. */
enum { OUTER_NAMES = 8 };

struct reading {
    const struct findings *found;
    const char *joint;
    struct str text;
    const struct rows *rows;
    struct arena scratch;
    const struct outer **open; /* what stands around the place that is read; the inner one last */
    size_t open_count;
    size_t next; /* the first of found->outers that was not reached */
};

static bool is_blank(struct str text, uint32_t start, uint32_t end)
{
    while (start < end && isspace((unsigned char)text.data[start]))
        start++;
    return start >= end;
}

/* The last paint that begins before `at`; the count when there is none. */
static size_t paint_before(const struct findings *found, uint32_t at)
{
    size_t low = 0, high = found->paint_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (found->paint[middle].start < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? low - 1 : found->paint_count;
}

/* The first line of the comment that ends in the line before, and with which its own line begins;
 * `line` itself when there is none. */
static int comment_above(const struct reading *r, int line)
{
    size_t i = line > 1 ? paint_before(r->found, rows_start(r->rows, line)) : r->found->paint_count;
    if (i == r->found->paint_count || r->found->paint[i].class != CODE_COMMENT)
        return line;
    const struct paint *comment = &r->found->paint[i];
    if (comment->start == 0 && str_starts(r->text, "#!"))
        return line;
    uint32_t end = comment->end;
    while (end > comment->start && isspace((unsigned char)r->text.data[end - 1]))
        end--;
    int first = rows_line(r->rows, comment->start);
    bool is_directly_above = rows_line(r->rows, end - 1) == line - 1;
    return is_directly_above && is_blank(r->text, end, rows_start(r->rows, line)) &&
                   is_blank(r->text, rows_start(r->rows, first), comment->start)
               ? first
               : line;
}

/* With all comments above it; behind other code in its line it has none. */
static int first_line(const struct reading *r, uint32_t start)
{
    int line = rows_line(r->rows, start);
    if (!is_blank(r->text, rows_start(r->rows, line), start))
        return line;
    for (int above; (above = comment_above(r, line)) != line;)
        line = above;
    return line;
}

static int last_line(const struct reading *r, uint32_t start, uint32_t end)
{
    while (end > start + 1 && isspace((unsigned char)r->text.data[end - 1]))
        end--;
    return rows_line(r->rows, end - 1);
}

/* Open what begins before `at`, close what ends before it. */
static void advance(struct reading *r, uint32_t at)
{
    const struct findings *found = r->found;
    for (; r->next < found->outer_count && found->outers[r->next].start <= at; r->next++) {
        const struct outer *outer = &found->outers[r->next];
        while (r->open_count > 0 && r->open[r->open_count - 1]->end <= outer->start)
            r->open_count--;
        *LIST_ADD(&r->scratch, r->open, r->open_count) = outer;
    }
    while (r->open_count > 0 && r->open[r->open_count - 1]->end <= at)
        r->open_count--;
}

/* The length of "operator bool" in "operator bool() const", of "operator()" in itself. */
static size_t operator_len(const char *name, size_t len)
{
    const char *parenthesis = memchr(name, '(', len);
    size_t end = parenthesis ? (size_t)(parenthesis - name) : len;
    return str_trim_end((struct str){name, end}).len == strlen("operator") ? len : end;
}

/* Without blanks and without template arguments; what follows `operator` as it is. */
static void add_name(struct buf *out, struct str name)
{
    int depth = 0;
    const char *rest = memmem(name.data, name.len, "operator", 8);
    size_t plain = rest ? (size_t)(rest - name.data) : name.len;
    for (size_t i = 0; i < plain; i++) {
        depth += name.data[i] == '<';
        if (depth == 0 && !isspace((unsigned char)name.data[i]))
            buf_putc(out, name.data[i]);
        depth -= name.data[i] == '>' && depth > 0;
    }
    if (rest)
        buf_add(out, rest, operator_len(rest, name.len - plain));
}

/* A class or the like around the function, and not the function itself. */
static bool is_named_outer(const struct outer *outer, const struct definition *definition)
{
    return outer->name.len > 0 && outer->name.data != definition->name.data;
}

static const char *whole_name(const struct reading *r, const struct definition *definition,
                              struct arena *a)
{
    struct buf name = BUF_INIT;
    size_t first = r->open_count > OUTER_NAMES ? r->open_count - OUTER_NAMES : 0;
    for (size_t i = first; i < r->open_count; i++) {
        if (!is_named_outer(r->open[i], definition))
            continue;
        add_name(&name, r->open[i]->name);
        buf_puts(&name, r->joint);
    }
    add_name(&name, definition->name);
    char *copy = arena_strndup(a, name.data, name.len);
    buf_release(&name);
    return copy;
}

/* Where the function begins with what belongs to it: all around it that ends with it. */
static uint32_t whole_start(const struct reading *r, const struct definition *definition)
{
    uint32_t start = definition->start;
    for (size_t i = r->open_count; i-- > 0;) {
        const struct outer *outer = r->open[i];
        if (outer->end != definition->end || is_named_outer(outer, definition))
            break;
        start = outer->start;
    }
    return start;
}

void functions_read(const struct findings *found, const char *joint, struct str text,
                    const struct rows *rows, struct arena *a, struct code *code)
{
    struct reading r = {.found = found, .joint = joint, .text = text, .rows = rows};
    for (size_t i = 0; i < found->definition_count; i++) {
        const struct definition *definition = &found->definitions[i];
        advance(&r, definition->start);
        struct code_function *function = LIST_ADD(a, code->functions, code->function_count);
        *function = (struct code_function){
            .name = whole_name(&r, definition, a),
            .first_line = first_line(&r, whole_start(&r, definition)),
            .last_line = last_line(&r, definition->start, definition->end),
        };
    }
    arena_release(&r.scratch);
}
