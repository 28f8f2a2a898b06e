/* buf: a growing byte buffer, always NUL-terminated behind its contents (which may hold NUL). */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>

#include "base/str.h"

struct buf {
    char *data; /* never NULL */
    size_t len;
    size_t cap; /* 0: data is the static empty string */
};

extern char buf_empty[];
#define BUF_INIT                                                                                   \
    {                                                                                              \
        buf_empty, 0, 0                                                                            \
    }

void buf_release(struct buf *b); /* free; *b is empty again */
void buf_clear(struct buf *b);   /* length 0, the memory is kept */
void buf_reserve(struct buf *b, size_t more);
void buf_add(struct buf *b, const void *data, size_t len);
void buf_puts(struct buf *b, const char *s);
void buf_putc(struct buf *b, char c);
void buf_str(struct buf *b, struct str s);
void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The contents, borrowed until the buffer changes. */
struct str buf_view(const struct buf *b);

#endif
