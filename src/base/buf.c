#include "base/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Shared by all empty buffers and never written to: that keeps threads apart. */
char buf_empty[1];

void buf_release(struct buf *b)
{
    if (b->cap)
        free(b->data);
    *b = (struct buf)BUF_INIT;
}

void buf_clear(struct buf *b)
{
    b->len = 0;
    if (b->cap)
        b->data[0] = '\0';
}

void buf_reserve(struct buf *b, size_t more)
{
    if (b->cap - b->len > more)
        return;
    size_t need;
    if (__builtin_add_overflow(b->len, more, &need) || need > SIZE_MAX / 2 - 64)
        need = SIZE_MAX; /* lets xrealloc abort */
    size_t cap = need == SIZE_MAX ? need : b->cap + b->cap / 2;
    if (cap < need + 1 && need != SIZE_MAX)
        cap = need + 1 < 64 ? 64 : need + 1;
    b->data = xrealloc(b->cap ? b->data : NULL, cap, 1);
    b->data[b->len] = '\0';
    b->cap = cap;
}

void buf_add(struct buf *b, const void *data, size_t len)
{
    if (len == 0)
        return;
    buf_reserve(b, len);
    memcpy(b->data + b->len, data, len);
    b->len += len;
    b->data[b->len] = '\0';
}

void buf_puts(struct buf *b, const char *s)
{
    buf_add(b, s, strlen(s));
}

void buf_putc(struct buf *b, char c)
{
    buf_add(b, &c, 1);
}

void buf_str(struct buf *b, struct str s)
{
    buf_add(b, s.data, s.len);
}

static void append_formatted(struct buf *b, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    buf_reserve(b, 64);
    size_t room = b->cap - b->len;
    int len = vsnprintf(b->data + b->len, room, format, args);
    if (len > 0 && (size_t)len >= room) {
        buf_reserve(b, (size_t)len);
        vsnprintf(b->data + b->len, (size_t)len + 1, format, again);
    }
    va_end(again);
    if (len > 0)
        b->len += (size_t)len;
    b->data[b->len] = '\0';
}

void buf_printf(struct buf *b, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    append_formatted(b, format, args);
    va_end(args);
}

struct str buf_view(const struct buf *b)
{
    return (struct str){b->data, b->len};
}
