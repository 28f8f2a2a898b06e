/* How a formula in a line is found. cmark knows none: it sees a text that ends in "$", a span of code,
 * and a text that begins with "$". Its texts don't tell "\$" from "$", so what is written is looked up
 * in the source; where the code can't be found there (it goes over several lines, or stands in a table
 * with an escaped "|"), the dollars count as what they look like. Spans are taken from left to right: a
 * dollar belongs to one formula only. */
#include "course/formula.h"

#include <string.h>

#include "course/list.h"

static bool ends_in(struct str s, struct str end)
{
    return s.len >= end.len && memcmp(s.data + s.len - end.len, end.data, end.len) == 0;
}

static bool is_text(cmark_node *node)
{
    return node && cmark_node_get_type(node) == CMARK_NODE_TEXT;
}

/* Where the dollar stands in front of the back-ticks of the code that begins at i; line.len: it
 * doesn't. */
static size_t dollar_before(struct str line, size_t i)
{
    size_t code = i;
    while (i > 0 && line.data[i - 1] == ' ')
        i--;
    while (i > 0 && line.data[i - 1] == '`')
        i--;
    return i > 0 && i < code && line.data[i - 1] == '$' ? i - 1 : line.len;
}

/* Where the code begins, with a dollar before its back-ticks, at or behind the column `hint`; line.len:
 * nowhere. */
static size_t find_code(struct str line, int hint, struct str code)
{
    size_t i = hint > 0 ? (size_t)hint - 1 : 0;
    for (; code.len > 0 && i + code.len <= line.len; i++)
        if (memcmp(line.data + i, code.data, code.len) == 0 && dollar_before(line, i) < line.len)
            return i;
    return line.len;
}

static bool is_escaped(struct str line, size_t i)
{
    size_t backslashes = 0;
    while (backslashes < i && line.data[i - 1 - backslashes] == '\\')
        backslashes++;
    return backslashes % 2 == 1;
}

static bool closes_escaped(struct str line, size_t end)
{
    while (end < line.len && (line.data[end] == ' ' || line.data[end] == '`'))
        end++;
    return end < line.len && line.data[end] == '\\';
}

/* Whether the dollars around the code are written as such. */
static bool is_written(const struct text *text, cmark_node *node)
{
    struct str line = text_line(text, cmark_node_get_start_line(node));
    int hint = cmark_node_get_start_column(node);
    struct str code = str_of(cmark_node_get_literal(node));
    size_t at = find_code(line, hint, code);
    if (at < line.len)
        return !is_escaped(line, dollar_before(line, at)) && !closes_escaped(line, at + code.len);
    const char *blank = memchr(code.data, ' ', code.len);
    at = find_code(line, hint, (struct str){code.data, blank ? (size_t)(blank - code.data) : 0});
    return at == line.len || !is_escaped(line, dollar_before(line, at));
}

static bool is_value(const char *code)
{
    return str_starts(str_of(code), "{lua}");
}

/* As much of TeX's own marks as can be told from prose: they begin and end a line. */
static void check_dollars(struct reading *r, const struct text *text, cmark_node *node)
{
    int line = cmark_node_get_start_line(node);
    struct str written = str_trim(text_line(text, line));
    cmark_node *before = cmark_node_previous(node);
    bool begins = !before || cmark_node_get_type(before) == CMARK_NODE_SOFTBREAK;
    bool ends = written.len == 2 || (written.len > 4 && ends_in(written, STR("$$")));
    if (begins && ends && str_starts(written, "$$"))
        reading_problem(r, PROBLEM_WARNING, text, line, cmark_node_get_start_column(node),
                        "\"$$\" makes no formula here (write a block of ```math, or \\$$)");
}

cmark_node *formula_cut(struct reading *r, const struct text *text, cmark_node *node)
{
    struct str before = str_of(cmark_node_get_literal(node));
    cmark_node *code = cmark_node_next(node), *after = code ? cmark_node_next(code) : NULL;
    if (str_starts(before, "$$"))
        check_dollars(r, text, node);
    if (!ends_in(before, STR("$")) || !is_text(after) ||
        cmark_node_get_type(code) != CMARK_NODE_CODE || cmark_node_get_literal(after)[0] != '$' ||
        is_value(cmark_node_get_literal(code)) || !is_written(text, code))
        return NULL;
    struct str rest = str_of(cmark_node_get_literal(after) + 1);
    cmark_node_set_literal(after, arena_str(&r->scratch, rest).data);
    before.len--;
    cmark_node_set_literal(node, arena_str(&r->scratch, before).data);
    return code;
}

static struct formula *add(struct reading *r, struct node *node, struct str tex, bool is_display)
{
    struct chapter *c = r->chapter;
    node->kind = NODE_MATH;
    node->flag = is_display;
    node->level = (int)c->formula_count;
    node->text = arena_str(r->a, tex);
    struct formula *formula = LIST_ADD(r->a, c->formulas, c->formula_count);
    *formula = (struct formula){.tex = node->text.data, .is_display = is_display};
    return formula;
}

void formula_add_span(struct reading *r, const struct text *text, int line, struct node *node)
{
    struct str s = text_line(text, line), code = str_trim(node->text);
    size_t at = find_code(s, node->column, code);
    bool found = at < s.len;
    if (found)
        node->column = text_file_column(text, line, (int)at + 1);
    if (code.len == 0)
        reading_problem(r, PROBLEM_ERROR, text, line, node->column, "an empty formula");
    struct formula *formula = add(r, node, code, false);
    formula->place = (struct place){text->file, node->line, node->column};
    if (found) {
        int *columns = ARENA_ARRAY(r->a, 1, int);
        columns[0] = node->column;
        formula->columns = columns;
    }
}

/* Where the lines of the body begin in the file: each is the end of a line of the text. */
static const int *body_columns(struct reading *r, const struct block *block, struct str body)
{
    size_t count = 1;
    for (size_t i = 0; i < body.len; i++)
        count += body.data[i] == '\n';
    int *columns = ARENA_ARRAY(r->a, count, int);
    struct str line;
    for (int i = 0; str_line(&body, &line); i++) {
        int at = block->line + 1 + i;
        size_t whole = text_line(block->text, at).len;
        size_t skipped = whole > line.len ? whole - line.len : 0;
        columns[i] = text_file_column(block->text, at, (int)skipped + 1);
    }
    return columns;
}

void formula_add_block(struct reading *r, struct node *node, const struct block *block)
{
    struct str body = str_trim_end(block->body);
    reading_allow(r, block, NULL, 0);
    if (body.len == 0 && !block->is_malformed)
        reading_info_problem(r, block, 0, "an empty formula");
    struct formula *formula = add(r, node, body, true);
    formula->columns = body_columns(r, block, block->body);
    formula->place = (struct place){block->text->file, text_file_line(block->text, block->line + 1),
                                    formula->columns[0]};
}

struct place formula_place(const struct formula *formula, size_t offset)
{
    struct place place = formula->place;
    size_t start = 0;
    int line = 0;
    if (!formula->columns)
        return place;
    for (size_t i = 0; i < offset && formula->tex[i]; i++)
        if (formula->tex[i] == '\n') {
            start = i + 1;
            line++;
        }
    place.line += line;
    place.column = formula->columns[line] + (int)(offset - start);
    return place;
}
