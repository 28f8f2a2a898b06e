#include "site/rewrite.h"

#include <string.h>

struct fence {
    char mark;
    size_t length; /* as written */
    size_t needed; /* so that no line of the body ends the block */
};

static size_t run_of(struct str s, char mark)
{
    size_t n = 0;
    while (n < s.len && s.data[n] == mark)
        n++;
    return n;
}

static struct str cut(struct str s, size_t n)
{
    return n < s.len ? (struct str){s.data + n, s.len - n} : (struct str){s.data + s.len, 0};
}

static struct str skip(struct str s, const char *chars)
{
    while (s.len > 0 && strchr(chars, s.data[0])) {
        s.data++;
        s.len--;
    }
    return s;
}

static struct fence fence_of(struct str line, const struct rewrite *to)
{
    struct str marks = cut(line, strlen(to->prefix));
    struct fence fence = {.mark = marks.len > 0 ? marks.data[0] : '`'};
    fence.needed = fence.length = run_of(marks, fence.mark);
    struct str body = to->body, body_line;
    while (str_line(&body, &body_line)) {
        size_t run = run_of(skip(body_line, " "), fence.mark);
        if (run >= fence.needed)
            fence.needed = run + 1;
    }
    return fence;
}

static void trim_end(struct buf *out, size_t start)
{
    while (out->len > start && strchr(" \t\r", out->data[out->len - 1]))
        out->data[--out->len] = '\0';
}

static void put_body(struct buf *out, const struct rewrite *to, struct str newline)
{
    struct str rest = to->body, line;
    while (str_line(&rest, &line)) {
        size_t start = out->len;
        buf_puts(out, to->prefix);
        buf_str(out, line);
        trim_end(out, start);
        buf_str(out, newline);
    }
}

static bool is_closing(struct str line, const struct fence *fence)
{
    line = skip(line, " \t>");
    size_t run = run_of(line, fence->mark);
    return run >= fence->length && skip(cut(line, run), " \t").len == 0;
}

/* The text line by line, counted as text_clean counts them: `end` is the line's "\n", "\r\n", "\r" or,
 * at the end of the text, nothing. */
struct lines {
    struct str rest, line, end;
    int number;
};

static bool lines_next(struct lines *l)
{
    if (l->rest.len == 0)
        return false;
    size_t len = 0;
    while (len < l->rest.len && l->rest.data[len] != '\n' && l->rest.data[len] != '\r')
        len++;
    l->line = (struct str){l->rest.data, len};
    l->rest = cut(l->rest, len);
    l->end = (struct str){l->rest.data, str_starts(l->rest, "\r\n") ? 2 : l->rest.len > 0};
    l->rest = cut(l->rest, l->end.len);
    l->number++;
    return true;
}

static void put_line(struct buf *out, const struct lines *l)
{
    buf_str(out, l->line);
    buf_str(out, l->end);
}

/* A line that is a fence, with the marks that it needs behind its first `before` bytes. */
static void put_fence(struct buf *out, const struct lines *l, size_t before,
                      const struct fence *fence)
{
    buf_add(out, l->line.data, before);
    for (size_t i = fence->length; i < fence->needed; i++)
        buf_putc(out, fence->mark);
    buf_str(out, cut(l->line, before));
    buf_str(out, l->end);
}

static void replace(struct lines *l, const struct rewrite *to, struct buf *out)
{
    struct fence fence = fence_of(l->line, to);
    put_fence(out, l, strlen(to->prefix), &fence);
    put_body(out, to, l->end.len > 0 ? l->end : STR("\n"));
    while (l->number < to->last && lines_next(l))
        ;
    if (l->number > to->first && is_closing(l->line, &fence))
        put_fence(out, l, l->line.len - skip(l->line, " \t>").len, &fence);
}

void rewrite_apply(struct str text, const struct rewrite *rewrites, size_t count, struct buf *out)
{
    struct lines l = {.rest = text};
    size_t done = 0;
    while (lines_next(&l)) {
        if (done < count && l.number == rewrites[done].first)
            replace(&l, &rewrites[done++], out);
        else
            put_line(out, &l);
    }
}
