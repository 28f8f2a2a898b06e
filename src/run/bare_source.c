#include "run/bare_source.h"

#include <ctype.h>
#include <string.h>

struct scanner {
    struct str source;
    size_t at;
    char *text, *code;
};

static char peek(const struct scanner *s, size_t ahead)
{
    return s->at + ahead < s->source.len ? s->source.data[s->at + ahead] : '\0';
}

static void blank(char *out, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (out[i] != '\n')
            out[i] = ' ';
}

/* Where `mark` begins at or after `from`; the end when it does not. */
static size_t find(const struct scanner *s, size_t from, const char *mark)
{
    if (from >= s->source.len)
        return s->source.len;
    const char *found = memmem(s->source.data + from, s->source.len - from, mark, strlen(mark));
    return found ? (size_t)(found - s->source.data) : s->source.len;
}

static void skip_comment(struct scanner *s)
{
    bool is_block = peek(s, 1) == '*';
    size_t end = find(s, s->at + 2, is_block ? "*/" : "\n");
    if (is_block && end < s->source.len)
        end += 2;
    blank(s->text, s->at, end);
    blank(s->code, s->at, end);
    s->at = end;
}

/* An unclosed one ends with its line. */
static void skip_quoted(struct scanner *s)
{
    size_t end = s->at + 1;
    char quote = peek(s, 0);
    while (end < s->source.len && s->source.data[end] != quote && s->source.data[end] != '\n')
        end += s->source.data[end] == '\\' && end + 1 < s->source.len ? 2 : 1;
    blank(s->code, s->at + 1, end);
    s->at = end < s->source.len ? end + 1 : end;
}

/* C++'s R"mark(…)mark" */
static void skip_raw(struct scanner *s)
{
    char mark[20] = ")";
    size_t len = 1, open = s->at + 1;
    while (open < s->source.len && s->source.data[open] != '(' && len < 17)
        mark[len++] = s->source.data[open++];
    mark[len] = '"';
    size_t end = find(s, open, mark);
    blank(s->code, s->at + 1, end);
    s->at = end < s->source.len ? end + strlen(mark) : end;
}

static bool is_digit_mark(const struct scanner *s)
{
    return s->at > 0 && isxdigit((unsigned char)s->source.data[s->at - 1]) &&
           isxdigit((unsigned char)peek(s, 1));
}

static void step(struct scanner *s)
{
    char c = peek(s, 0);
    if (c == '/' && (peek(s, 1) == '/' || peek(s, 1) == '*'))
        skip_comment(s);
    else if (c == '"' && s->at > 0 && s->source.data[s->at - 1] == 'R')
        skip_raw(s);
    else if (c == '"' || (c == '\'' && !is_digit_mark(s)))
        skip_quoted(s);
    else
        s->at++;
}

void bare_source_read(struct str source, struct arena *a, struct bare_source *bare)
{
    struct scanner s = {.source = source};
    s.text = memcpy(arena_alloc(a, source.len + 1, 1), source.data, source.len);
    s.code = memcpy(arena_alloc(a, source.len + 1, 1), source.data, source.len);
    while (s.at < source.len)
        step(&s);
    *bare = (struct bare_source){s.text, s.code, source.len};
}
