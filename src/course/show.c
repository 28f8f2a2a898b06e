#include "course/show.h"

#include <ctype.h>
#include <string.h>

#include "base/nearest.h"
#include "course/list.h"
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
        return err_set(err, "\"%.*s\" is not a part of a program (write 10-24, 7 or @region)",
                       STR_FMT(word));
    if (first > last)
        return err_set(err, "\"%.*s\": the first line must come first", STR_FMT(word));
    if ((size_t)last > lines->count)
        return err_set(err, "\"%.*s\": the program has only %zu line%s", STR_FMT(word),
                       lines->count, lines->count == 1 ? "" : "s");
    add_part(parts, lines, (size_t)first, (size_t)last);
    return true;
}

static bool add_word(struct parts *parts, const struct lines *lines, const char *word,
                     struct err *err)
{
    if (word[0] == '@')
        return add_region(parts, lines, word + 1, err);
    if (isalpha((unsigned char)word[0]) || word[0] == '_')
        return err_set(err,
                       "a function by name (\"%s\") is not supported by this version of drawloom "
                       "yet (write lines, or @region)",
                       word);
    return add_lines(parts, lines, str_of(word), err);
}

bool show_read(const char *value, struct str source, struct arena *a, struct line_range **ranges,
               size_t *count, struct err *err)
{
    struct lines lines = read_lines(source, a);
    struct parts parts = {.a = a};
    struct words words;
    if (!words_split(str_of(value), a, &words, err))
        return false;
    for (size_t i = 0; i < words.count; i++)
        if (!add_word(&parts, &lines, words.items[i], err))
            return false;
    if (parts.count == 0)
        return err_set(err, "\"%s\" names no line that can be shown", value);
    for (size_t i = 1; i < parts.count; i++)
        if (parts.ranges[i].first <= parts.ranges[i - 1].last)
            return err_set(err, "\"%s\": parts must come in the order of the program, once each",
                           value);
    *ranges = parts.ranges;
    *count = parts.count;
    return true;
}
