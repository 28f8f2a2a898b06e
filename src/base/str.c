#include "base/str.h"

#include <string.h>

struct str str_of(const char *s)
{
    return s ? (struct str){s, strlen(s)} : STR("");
}

bool str_equal(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

bool str_is(struct str s, const char *literal)
{
    return str_equal(s, str_of(literal));
}

bool str_is_one_of(struct str s, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_is(s, list[i]))
            return true;
    return false;
}

bool str_starts(struct str s, const char *prefix)
{
    size_t len = strlen(prefix);
    return s.len >= len && str_equal((struct str){s.data, len}, (struct str){prefix, len});
}

bool str_skip(struct str *s, const char *prefix)
{
    if (!str_starts(*s, prefix))
        return false;
    size_t len = strlen(prefix);
    *s = (struct str){s->data + len, s->len - len};
    return true;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct str str_trim_end(struct str s)
{
    while (s.len > 0 && is_blank(s.data[s.len - 1]))
        s.len--;
    return s;
}

struct str str_trim(struct str s)
{
    s = str_trim_end(s);
    while (s.len > 0 && is_blank(s.data[0])) {
        s.data++;
        s.len--;
    }
    return s;
}

bool str_piece(struct str *rest, char separator, struct str *piece)
{
    if (rest->len == 0)
        return false;
    const char *end = memchr(rest->data, separator, rest->len);
    *piece = (struct str){rest->data, end ? (size_t)(end - rest->data) : rest->len};
    size_t used = piece->len + (end ? 1 : 0);
    *rest = (struct str){rest->data + used, rest->len - used};
    return true;
}

bool str_line(struct str *rest, struct str *line)
{
    if (!str_piece(rest, '\n', line))
        return false;
    bool has_newline = rest->data > line->data + line->len;
    if (has_newline && line->len > 0 && line->data[line->len - 1] == '\r')
        line->len--;
    return true;
}
