#include "course/fence.h"

#include <ctype.h>
#include <string.h>

#include "course/list.h"

struct cursor {
    struct str text;
    size_t at;
    struct arena *a;
    struct err *err;
    char *room; /* for quoted values, which are shorter than what they are read from */
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static char peek(const struct cursor *c)
{
    return c->at < c->text.len ? c->text.data[c->at] : '\0';
}

static void skip_blanks(struct cursor *c)
{
    while (is_blank(peek(c)))
        c->at++;
}

/* Always false. */
static bool fail(struct cursor *c, size_t at, const char *message)
{
    c->err->column = (int)at + 1;
    return err_set(c->err, "%s", message);
}

/* Length of "{threads}" where the cursor is; 0 when something else is there. */
static size_t parameter_len(const struct cursor *c)
{
    size_t end = c->at + 1;
    if (peek(c) != '{')
        return 0;
    while (end < c->text.len && (isalnum((unsigned char)c->text.data[end]) ||
                                 c->text.data[end] == '_' || c->text.data[end] == '-'))
        end++;
    bool is_whole = end > c->at + 1 && end < c->text.len && c->text.data[end] == '}';
    return is_whole ? end + 1 - c->at : 0;
}

/* Up to a blank, a closing brace or one of `stops`. The brace that ends a parameter of a sweep closes
 * nothing. */
static struct str take_bare(struct cursor *c, const char *stops)
{
    size_t start = c->at;
    while (c->at < c->text.len && !is_blank(peek(c)) && peek(c) != '}' && !strchr(stops, peek(c))) {
        size_t parameter = parameter_len(c);
        c->at += parameter ? parameter : 1;
    }
    return (struct str){c->text.data + start, c->at - start};
}

static const char *copy(struct arena *a, struct str s)
{
    return arena_str(a, s).data;
}

static bool take_quoted(struct cursor *c, const char **value)
{
    size_t start = c->at++, len = 0;
    char *out = c->room;
    while (c->at < c->text.len && peek(c) != '"') {
        if (peek(c) == '\\' && c->at + 1 < c->text.len &&
            (c->text.data[c->at + 1] == '"' || c->text.data[c->at + 1] == '\\'))
            c->at++;
        out[len++] = c->text.data[c->at++];
    }
    if (c->at == c->text.len)
        return fail(c, start, "this quote is not closed");
    c->at++;
    out[len] = '\0';
    c->room += len + 1;
    *value = out;
    return true;
}

static bool take_value(struct cursor *c, const char **value)
{
    size_t start = c->at;
    if (peek(c) == '"')
        return take_quoted(c, value);
    struct str bare = take_bare(c, "\"");
    if (peek(c) == '"')
        return fail(c, start, "a value with quotes in it must begin with one");
    *value = copy(c->a, bare);
    return true;
}

static bool take_item(struct cursor *c, struct fence_item *item)
{
    size_t start = c->at;
    item->column = (int)start + 1;
    char first = peek(c);
    item->kind = first == '#' ? FENCE_ID : first == '.' ? FENCE_CLASS : FENCE_VALUE;
    if (item->kind != FENCE_VALUE)
        c->at++;
    struct str name = take_bare(c, item->kind == FENCE_VALUE ? "=\"" : "\"");
    item->name = copy(c->a, name);
    if (name.len == 0)
        return fail(c, start, "a name is missing here (write #id, .class or key=value)");
    if (item->kind != FENCE_VALUE)
        return peek(c) != '"' || fail(c, c->at, "a quote may only stand behind key=");
    if (peek(c) != '=') {
        c->err->column = (int)start + 1;
        return err_set(c->err, "\"%s\" has no value (write %s=… or .%s)", item->name, item->name,
                       item->name);
    }
    c->at++;
    return take_value(c, &item->value);
}

static bool take_braces(struct cursor *c, struct fence *fence)
{
    size_t open = c->at++;
    fence->has_braces = true;
    c->room = arena_alloc(c->a, c->text.len, 1);
    for (;;) {
        skip_blanks(c);
        if (c->at == c->text.len)
            return fail(c, open, "this \"{\" is not closed on its line");
        if (peek(c) == '}')
            break;
        struct fence_item item = {0};
        if (!take_item(c, &item))
            return false;
        *LIST_ADD(c->a, fence->items, fence->item_count) = item;
    }
    c->at++;
    skip_blanks(c);
    return c->at == c->text.len || fail(c, c->at, "nothing may follow the \"}\"");
}

bool fence_read(struct str info, struct arena *a, struct fence *fence, struct err *err)
{
    *fence = (struct fence){0};
    struct cursor c = {.text = str_trim_end(info), .a = a, .err = err};
    skip_blanks(&c);
    size_t start = c.at;
    while (c.at < c.text.len && !is_blank(peek(&c)) && peek(&c) != '{')
        c.at++;
    fence->word = (struct str){info.data + start, c.at - start};
    skip_blanks(&c);
    if (peek(&c) == '{')
        return take_braces(&c, fence);
    fence->has_more_words = c.at < c.text.len;
    return true;
}

const struct fence_item *fence_find(const struct fence *fence, enum fence_item_kind kind,
                                    const char *name)
{
    for (size_t i = 0; i < fence->item_count; i++)
        if (fence->items[i].kind == kind && (!name || strcmp(fence->items[i].name, name) == 0))
            return &fence->items[i];
    return NULL;
}

const char *fence_item_label(const struct fence_item *item, struct arena *a)
{
    static const char *const marks[] = {"#", ".", ""};
    return arena_printf(a, "%s%s", marks[item->kind], item->name);
}
