#include "course/entry.h"

#include <ctype.h>
#include <string.h>

struct scanner {
    const char *p, *end;
    bool line_start; /* nothing but blanks since the last newline */
};

static char at(const struct scanner *s, size_t i)
{
    return (size_t)(s->end - s->p) > i ? s->p[i] : '\0';
}

static void skip_to(struct scanner *s, const char *mark)
{
    size_t len = strlen(mark);
    const char *found = memmem(s->p, (size_t)(s->end - s->p), mark, len);
    s->p = found ? found + len : s->end;
}

/* To the end of the line; a backslash before the newline continues it. */
static void skip_line(struct scanner *s)
{
    while (s->p < s->end && *s->p != '\n') {
        bool continued =
            *s->p == '\\' && (at(s, 1) == '\n' || (at(s, 1) == '\r' && at(s, 2) == '\n'));
        s->p += continued ? (at(s, 1) == '\r' ? 3 : 2) : 1;
    }
}

/* A preprocessor line: a comment in it may go on in the next line. */
static void skip_directive(struct scanner *s)
{
    while (s->p < s->end && *s->p != '\n') {
        if (at(s, 0) == '/' && at(s, 1) == '*') {
            s->p += 2;
            skip_to(s, "*/");
        } else if (*s->p == '\\' && s->end - s->p > 1) {
            s->p += at(s, 1) == '\r' && at(s, 2) == '\n' ? 3 : 2;
        } else {
            s->p++;
        }
    }
}

static void skip_quoted(struct scanner *s)
{
    char quote = *s->p++;
    while (s->p < s->end && *s->p != quote && *s->p != '\n')
        s->p += *s->p == '\\' && s->end - s->p > 1 ? 2 : 1;
    if (s->p < s->end)
        s->p++;
}

/* C++'s R"mark(…)mark"; s->p is at the quote. */
static void skip_raw_string(struct scanner *s)
{
    char mark[20] = ")";
    size_t len = 1;
    for (s->p++; s->p < s->end && *s->p != '(' && len < 17; s->p++)
        mark[len++] = *s->p;
    mark[len] = '"';
    skip_to(s, mark);
}

static bool is_name_char(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '$' || (c & 0x80);
}

/* Take the name or number at s->p. The quotes in 1'000'000 belong to it. */
static struct str take_name(struct scanner *s)
{
    const char *start = s->p;
    bool number = isdigit((unsigned char)*start);
    while (s->p < s->end &&
           (is_name_char(*s->p) || (number && *s->p == '\'' && is_name_char(at(s, 1)))))
        s->p++;
    return (struct str){start, (size_t)(s->p - start)};
}

static bool ends_raw_prefix(struct str name)
{
    return str_is(name, "R") || str_is(name, "LR") || str_is(name, "uR") || str_is(name, "UR") ||
           str_is(name, "u8R");
}

/* Step over blanks, comments, strings and preprocessor lines. False when s->p is at a token. */
static bool skip_one(struct scanner *s)
{
    char c = *s->p;
    if (c == '\n' || isspace((unsigned char)c)) {
        s->line_start = s->line_start || c == '\n';
        s->p++;
    } else if (c == '/' && at(s, 1) == '/') {
        skip_line(s);
    } else if (c == '/' && at(s, 1) == '*') {
        s->p += 2;
        skip_to(s, "*/");
    } else if (c == '#' && s->line_start) {
        skip_directive(s);
    } else if (c == '"' || c == '\'') {
        skip_quoted(s);
        s->line_start = false;
    } else {
        return false;
    }
    return true;
}

bool entry_found(struct str source, const char *entry)
{
    struct scanner s = {source.data, source.data + source.len, true};
    int depth = 0;
    bool was_entry = false; /* the last token was the entry's name */
    while (s.p < s.end) {
        if (skip_one(&s))
            continue;
        s.line_start = false;
        if (is_name_char(*s.p)) {
            struct str name = take_name(&s);
            was_entry = depth == 0 && str_is(name, entry);
            if (ends_raw_prefix(name) && at(&s, 0) == '"')
                skip_raw_string(&s);
            continue;
        }
        char c = *s.p++;
        if (c == '(' && was_entry)
            return true;
        depth += c == '{' ? 1 : c == '}' && depth > 0 ? -1 : 0;
        was_entry = false;
    }
    return false;
}
