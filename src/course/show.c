#include "course/show.h"

#include <ctype.h>
#include <string.h>

#include "base/list.h"
#include "base/nearest.h"
#include "course/quantity.h"

/* The source's lines, and which of them are marks. */
struct lines {
    const char **marks; /* by line from 0: the region's name, or NULL */
    size_t count;
};

struct parts {
    struct arena *a;
    struct line_range *ranges;
    size_t count;
};

/* A program that is looked into. What it consists of is read when a function is asked for. */
struct program {
    const struct show_program *given;
    struct arena scratch;
    struct lines lines;
    struct code *code; /* NULL: not read yet */
};

/* Without the signs that begin and end a comment; false when the line begins with none. */
static bool strip_comment(struct str *line)
{
    static const char *const openers[] = {"//", "/*", "#", "--", ";", "%", "!"};
    *line = str_trim(*line);
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++) {
        size_t len = strlen(openers[i]);
        if (!str_starts(*line, openers[i]))
            continue;
        *line = (struct str){line->data + len, line->len - len};
        if (line->len >= 2 && memcmp(line->data + line->len - 2, "*/", 2) == 0)
            line->len -= 2;
        *line = str_trim(*line);
        return true;
    }
    return false;
}

static const char *read_mark(struct str line, struct arena *a)
{
    if (!strip_comment(&line) || line.len < 3 || line.data[0] != '[' ||
        line.data[line.len - 1] != ']')
        return NULL;
    for (size_t i = 1; i < line.len - 1; i++)
        if (!isalnum((unsigned char)line.data[i]) && !strchr("-_.", line.data[i]))
            return NULL;
    return arena_strndup(a, line.data + 1, line.len - 2);
}

static struct lines read_lines(struct str source, struct arena *a)
{
    struct lines lines = {0};
    struct str line;
    while (str_line(&source, &line))
        *LIST_ADD(a, lines.marks, lines.count) = read_mark(line, a);
    return lines;
}

/* Lines first..last, without the marks among them. */
static void add_part(struct parts *parts, const struct lines *lines, size_t first, size_t last)
{
    bool joined = false;
    for (size_t line = first; line <= last; line++) {
        bool shown = !lines->marks[line - 1];
        if (shown && joined)
            parts->ranges[parts->count - 1].last = (int)line;
        else if (shown)
            *LIST_ADD(parts->a, parts->ranges, parts->count) =
                (struct line_range){(int)line, (int)line};
        joined = shown;
    }
}

static bool no_region(const struct lines *lines, const char *name, struct arena *a, struct err *err)
{
    const char **names = ARENA_ARRAY(a, lines->count, const char *);
    size_t count = 0;
    for (size_t i = 0; i < lines->count; i++)
        if (lines->marks[i])
            names[count++] = lines->marks[i];
    const char *near = nearest(name, names, count);
    if (near)
        return err_set(err, "there is no region \"%s\" (did you mean \"%s\"?)", name, near);
    return err_set(err, "there is no region \"%s\" (two lines with a comment [%s] make one)", name,
                   name);
}

/* Marks of one name open and close in turn: all parts between them are the region. */
static bool add_region(struct parts *parts, const struct lines *lines, const char *name,
                       struct err *err)
{
    size_t open = 0, found = 0;
    for (size_t line = 1; line <= lines->count; line++) {
        const char *mark = lines->marks[line - 1];
        if (!mark || strcmp(mark, name) != 0)
            continue;
        found++;
        if (open)
            add_part(parts, lines, open + 1, line - 1);
        open = open ? 0 : line;
    }
    if (found == 0)
        return no_region(lines, name, parts->a, err);
    if (open)
        return err_set(err, "the region \"%s\" that begins in line %zu has no end", name, open);
    return true;
}

static bool add_lines(struct parts *parts, const struct lines *lines, struct str word,
                      struct err *err)
{
    const char *dash = memchr(word.data, '-', word.len);
    struct str left = {word.data, dash ? (size_t)(dash - word.data) : word.len};
    struct str right = dash ? (struct str){dash + 1, word.len - left.len - 1} : left;
    long first, last;
    if (!quantity_count(left, 1, 999999999, &first, err) ||
        !quantity_count(right, 1, 999999999, &last, err))
        return err_set(err,
                       "\"%.*s\" is not a part of a program (write 10-24, 7, @region or the name "
                       "of a function)",
                       STR_FMT(word));
    if (first > last)
        return err_set(err, "\"%.*s\": the first line must come first", STR_FMT(word));
    if ((size_t)last > lines->count)
        return err_set(err, "\"%.*s\": the program has only %zu line%s", STR_FMT(word),
                       lines->count, lines->count == 1 ? "" : "s");
    add_part(parts, lines, (size_t)first, (size_t)last);
    return true;
}

static const struct code *program_code(struct program *p)
{
    if (!p->code) {
        p->code = ARENA_NEW(&p->scratch, struct code);
        code_read(p->given->reader, p->given->grammar, p->given->text, &p->scratch, p->code);
    }
    return p->code;
}

/* "push" names queue::push too, and Queue.push of Python. */
static bool is_named(const struct code_function *function, const char *word)
{
    size_t all = strlen(function->name), len = strlen(word);
    if (all < len || strcmp(function->name + all - len, word) != 0)
        return false;
    return all == len || strchr(":.", function->name[all - len - 1]);
}

/* The name without those of its class. */
static const char *short_name(const char *name)
{
    size_t len = strlen(name);
    while (len > 0 && !strchr(":.", name[len - 1]))
        len--;
    return name + len;
}

static bool no_function(struct program *p, const char *word, struct err *err)
{
    const struct code *code = program_code(p);
    const char **names = ARENA_ARRAY(&p->scratch, 2 * code->function_count, const char *);
    for (size_t i = 0; i < code->function_count; i++) {
        names[i] = code->functions[i].name;
        names[code->function_count + i] = short_name(names[i]);
    }
    const char *near = nearest(word, names, 2 * code->function_count);
    return near ? err_set(err, "there is no function \"%s\" (did you mean \"%s\"?)", word, near)
                : err_set(err, "there is no function \"%s\" in the program", word);
}

/* All functions of the name; one inside the one before is shown with it. */
static bool add_functions(struct parts *parts, struct program *p, const char *word, struct err *err)
{
    if (!p->given->grammar)
        return err_set(err,
                       "\"%s\": functions of %s are not found by name (write lines, or @region)",
                       word, p->given->language);
    const struct code *code = program_code(p);
    int last = 0;
    for (size_t i = 0; i < code->function_count; i++) {
        const struct code_function *function = &code->functions[i];
        if (!is_named(function, word) || function->first_line <= last)
            continue;
        last = function->last_line;
        add_part(parts, &p->lines, (size_t)function->first_line, (size_t)last);
    }
    return last > 0 || no_function(p, word, err);
}

static bool is_name(const char *word)
{
    unsigned char c = (unsigned char)word[0];
    return isalpha(c) || c == '_' || c == '~' || c >= 0x80;
}

static bool add_word(struct parts *parts, struct program *p, const char *word, struct err *err)
{
    if (word[0] == '@')
        return add_region(parts, &p->lines, word + 1, err);
    return is_name(word) ? add_functions(parts, p, word, err)
                         : add_lines(parts, &p->lines, str_of(word), err);
}

static bool add_words(struct parts *parts, struct program *p, const char *value, struct err *err)
{
    struct words words;
    if (!words_split(str_of(value), &p->scratch, &words, err))
        return false;
    for (size_t i = 0; i < words.count; i++)
        if (!add_word(parts, p, words.items[i], err))
            return false;
    if (parts->count == 0)
        return err_set(err, "\"%s\" names no line that can be shown", value);
    for (size_t i = 1; i < parts->count; i++)
        if (parts->ranges[i].first <= parts->ranges[i - 1].last)
            return err_set(err, "\"%s\": parts must come in the order of the program, once each",
                           value);
    return true;
}

bool show_read(const char *value, const struct show_program *program, struct arena *a,
               struct line_range **ranges, size_t *count, struct err *err)
{
    struct program p = {.given = program};
    struct parts parts = {.a = a};
    p.lines = read_lines(program->text, &p.scratch);
    bool ok = add_words(&parts, &p, value, err);
    if (ok) {
        *ranges = parts.ranges;
        *count = parts.count;
    }
    arena_release(&p.scratch);
    return ok;
}
