#include "page/template.h"

#include <string.h>

enum tag_kind { TAG_CODE, TAG_ESCAPED, TAG_RAW, TAG_COMMENT, TAG_LITERAL };

struct tag {
    enum tag_kind kind;
    size_t start, end;  /* of the template: from "<%" to behind "%>" */
    struct str content; /* between the marks */
};

static size_t find(struct str text, size_t from, const char *mark)
{
    const char *at = memmem(text.data + from, text.len - from, mark, strlen(mark));
    return at ? (size_t)(at - text.data) : text.len;
}

static bool not_closed(struct str text, size_t at, const char *name, struct err *err)
{
    int line = 1, column = 1;
    for (size_t i = 0; i < at; i++) {
        column = text.data[i] == '\n' ? 1 : column + 1;
        line += text.data[i] == '\n';
    }
    return err_at(err, name, line, column, "\"<%%\" is not closed by \"%%>\"");
}

static enum tag_kind kind_of(char c)
{
    switch (c) {
    case '=':
        return TAG_ESCAPED;
    case '-':
        return TAG_RAW;
    case '#':
        return TAG_COMMENT;
    case '%':
        return TAG_LITERAL;
    default:
        return TAG_CODE;
    }
}

/* Read the tag whose "<%" is at `start`. */
static bool read_tag(struct str text, size_t start, const char *name, struct tag *tag,
                     struct err *err)
{
    size_t inside = start + 2;
    tag->start = start;
    tag->kind = kind_of(inside < text.len ? text.data[inside] : ' ');
    if (tag->kind != TAG_CODE)
        inside++;
    if (tag->kind == TAG_LITERAL) {
        tag->end = inside;
        return true;
    }
    size_t close = find(text, inside, "%>");
    if (close == text.len)
        return not_closed(text, start, name, err);
    tag->content = (struct str){text.data + inside, close - inside};
    tag->end = close + 2;
    return true;
}

/* A newline in a Lua string is a backslash before a real one; where the chunk's lines must not grow
 * it is "\n". */
static void quote(struct buf *lua, struct str text, const char *newline)
{
    buf_putc(lua, '"');
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        if (c == '\n')
            buf_puts(lua, newline);
        else if (c == '"' || c == '\\')
            buf_printf(lua, "\\%c", c);
        else if (c == '\r' || c == '\0')
            buf_printf(lua, "\\%03d", c);
        else
            buf_putc(lua, c);
    }
    buf_putc(lua, '"');
}

static void add_text(struct buf *lua, struct str text)
{
    if (text.len == 0)
        return;
    buf_puts(lua, "_raw(");
    quote(lua, text, "\\\n");
    buf_puts(lua, ");");
}

static void add_expression(struct buf *lua, const char *function, struct str expression)
{
    buf_printf(lua, "%s((", function);
    buf_str(lua, expression);
    buf_puts(lua, "),");
    quote(lua, str_trim(expression), "\\n");
    buf_puts(lua, ");");
}

static void add_comment(struct buf *lua, struct str comment)
{
    for (size_t i = 0; i < comment.len; i++)
        if (comment.data[i] == '\n')
            buf_putc(lua, '\n');
}

static void add_tag(struct buf *lua, const struct tag *tag)
{
    switch (tag->kind) {
    case TAG_CODE:
        buf_str(lua, tag->content);
        buf_putc(lua, ';');
        break;
    case TAG_ESCAPED:
        add_expression(lua, "_escaped", tag->content);
        break;
    case TAG_RAW:
        add_expression(lua, "_raw", tag->content);
        break;
    case TAG_COMMENT:
        add_comment(lua, tag->content);
        break;
    case TAG_LITERAL:
        add_text(lua, STR("<%"));
    }
}

static size_t skip_blanks(struct str text, size_t i)
{
    while (i < text.len && (text.data[i] == ' ' || text.data[i] == '\t' || text.data[i] == '\r'))
        i++;
    return i;
}

static size_t skip_blanks_back(struct str text, size_t i)
{
    while (i > 0 && (text.data[i - 1] == ' ' || text.data[i - 1] == '\t'))
        i--;
    return i;
}

/* Take the blanks and the newline around a tag that prints nothing and stands alone. */
static bool widen_to_line(struct str text, struct tag *tag)
{
    size_t start = skip_blanks_back(text, tag->start);
    size_t end = skip_blanks(text, tag->end);
    bool alone =
        (start == 0 || text.data[start - 1] == '\n') && (end == text.len || text.data[end] == '\n');
    if (!alone || (tag->kind != TAG_CODE && tag->kind != TAG_COMMENT))
        return false;
    tag->start = start;
    tag->end = end < text.len ? end + 1 : end;
    return true;
}

static struct str without_last_newline(struct str text)
{
    if (text.len > 0 && text.data[text.len - 1] == '\n')
        text.len--;
    return text;
}

bool template_translate(struct str text, const char *name, struct buf *lua, struct err *err)
{
    text = without_last_newline(text);
    buf_puts(lua, "local _ENV, _raw, _escaped = ...;");
    size_t done = 0;
    for (;;) {
        struct tag tag = {0};
        size_t start = find(text, done, "<%");
        if (start == text.len)
            break;
        if (!read_tag(text, start, name, &tag, err))
            return false;
        bool line = widen_to_line(text, &tag);
        add_text(lua, (struct str){text.data + done, tag.start - done});
        add_tag(lua, &tag);
        if (line)
            buf_putc(lua, '\n');
        done = tag.end;
    }
    add_text(lua, (struct str){text.data + done, text.len - done});
    return true;
}
