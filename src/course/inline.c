#include "course/inline.h"

#include <ctype.h>
#include <string.h>

#include "base/nearest.h"
#include "course/list.h"

/* 1-based column of the needle in the line, at or behind `hint` if it is there; 0 when it is not
 * found. */
static int find_column(const struct text *text, int line, int hint, struct str needle)
{
    struct str s = text_line(text, line);
    if (needle.len == 0)
        return 0;
    size_t from = hint > 0 && (size_t)hint <= s.len ? (size_t)hint - 1 : 0;
    const char *found = memmem(s.data + from, s.len - from, needle.data, needle.len);
    if (!found)
        found = memmem(s.data, s.len, needle.data, needle.len);
    return found ? (int)(found - s.data) + 1 : 0;
}

static void place_node(struct node *node, const struct text *text, int line, int column)
{
    node->line = text_file_line(text, line);
    node->column = text_file_column(text, line, column);
}

/* The expression behind {lua}; false when the span is ordinary code. */
static bool strip_marker(struct str *code)
{
    static const char marker[] = "{lua}";
    if (!str_starts(*code, marker))
        return false;
    size_t len = sizeof marker - 1;
    if (code->len > len && !isspace((unsigned char)code->data[len]))
        return false;
    *code = str_trim((struct str){code->data + len, code->len - len});
    return true;
}

void inline_code(struct reading *r, const struct text *text, int line, struct node *node)
{
    struct chapter *c = r->chapter;
    struct str span = node->text;
    if (!strip_marker(&node->text))
        return;
    int column = find_column(text, line, node->column, span);
    if (!column)
        column = find_column(text, line, 0, STR("{lua}"));
    place_node(node, text, line, column);
    if (node->text.len == 0) {
        reading_problem(r, PROBLEM_ERROR, text, line, column,
                        "an expression is missing behind {lua}");
        node->text = span;
        return;
    }
    node->kind = NODE_VALUE;
    node->level = (int)c->value_count;
    *LIST_ADD(r->a, c->values, c->value_count) = (struct value){
        .text = arena_str(r->a, node->text).data,
        .place = {text->file, node->line, node->column},
    };
}

static bool is_escaped(const struct text *text, int line, int column)
{
    return column > 1 && text_line(text, line).data[column - 2] == '\\';
}

static void check_value(struct reading *r, const struct text *text, int line, struct str run,
                        bool in_cell)
{
    static const char marker[] = "`{lua}";
    if (!memmem(run.data, run.len, marker, sizeof marker - 1))
        return;
    int column = find_column(text, line, 0, STR("`{lua}"));
    if (column == 0 || is_escaped(text, line, column)) /* meant as text */
        return;
    reading_problem(r, PROBLEM_ERROR, text, line, column,
                    in_cell ? "this `{lua} …` is cut in two by a \"|\" of the table (write \\|)"
                            : "this `{lua} …` is not closed by a back-tick");
}

/* "[^x]" is still text when no footnote of that name is defined. */
static void check_footnote(struct reading *r, const struct text *text, int line, struct str run)
{
    const char *open = memmem(run.data, run.len, "[^", 2);
    size_t room = open ? run.len - (size_t)(open - run.data) : 0;
    const char *close = open ? memchr(open, ']', room) : NULL;
    struct str label = {open, close ? (size_t)(close - open) + 1 : 0};
    int column = find_column(text, line, 0, label);
    if (label.len < 4 || memchr(label.data, ' ', label.len) || column == 0 ||
        is_escaped(text, line, column))
        return;
    reading_problem(r, PROBLEM_ERROR, text, line, column,
                    "there is no footnote \"%.*s\" in this %s (write \\[ if none is meant)",
                    STR_FMT(label), text->is_fenced ? "block or around it" : "file");
}

void inline_text(struct reading *r, const struct text *text, int line, struct str run, bool in_cell)
{
    if (memchr(run.data, '`', run.len))
        check_value(r, text, line, run, in_cell);
    if (memchr(run.data, '[', run.len))
        check_footnote(r, text, line, run);
}

/* Where a link without its address in the line begins. cmark leaves the indentation of continued
 * lines out. */
static int find_bracket(struct str line, int hint)
{
    size_t indent = 0;
    while (indent < line.len && (line.data[indent] == ' ' || line.data[indent] == '\t'))
        indent++;
    size_t places[] = {(size_t)hint - 1, (size_t)hint - 1 + indent};
    for (size_t i = 0; hint > 0 && i < 2; i++)
        if (places[i] < line.len && strchr("[!", line.data[places[i]]))
            return (int)places[i] + 1;
    return 0;
}

void inline_link(const struct text *text, int line, struct node *node)
{
    int hint = node->column;
    int column = find_column(text, line, hint, node->text);
    place_node(node, text, line, column ? column : find_bracket(text_line(text, line), hint));
}

const char *inline_alert(struct reading *r, const struct text *text, int line, int column,
                         const char *marker)
{
    static const char *const names[] = {"note", "tip", "important", "warning", "caution"};
    struct str s = str_trim(str_of(marker));
    const char *close = memchr(s.data, ']', s.len);
    if (!str_starts(s, "[!") || !close || close - s.data < 3 || close - s.data > 20)
        return NULL;
    struct str word = {s.data + 2, (size_t)(close - s.data) - 2};
    char name[20] = "";
    for (size_t i = 0; i < word.len; i++) {
        if (!isalpha((unsigned char)word.data[i]))
            return NULL;
        name[i] = (char)tolower((unsigned char)word.data[i]);
    }
    const char *near = nearest(name, names, 5);
    bool is_known = near && strcmp(name, near) == 0;
    bool is_alone = close + 1 == s.data + s.len;
    if (is_known && is_alone)
        return near;
    if (is_known)
        reading_problem(r, PROBLEM_WARNING, text, line, column,
                        "this is no alert: \"[!%.*s]\" must be alone on its line", STR_FMT(word));
    else if (near)
        reading_problem(r, PROBLEM_WARNING, text, line, column,
                        "\"[!%.*s]\" is no kind of alert (did you mean \"%s\"?)", STR_FMT(word),
                        near);
    return NULL;
}
