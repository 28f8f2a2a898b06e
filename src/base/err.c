#include "base/err.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Copy s, cut to fit between two UTF-8 characters. */
static void put_cut(char *place, size_t size, const char *s)
{
    size_t len = strnlen(s, size);
    if (len == size)
        for (len--; len > 0 && (s[len] & 0xC0) == 0x80; len--)
            ;
    memmove(place, s, len);
    place[len] = '\0';
}

/* The message is formatted apart, because its arguments may point into *err. One byte more than
 * fits shows put_cut that the text was cut. */
static void put_message(struct err *err, const char *format, va_list args)
{
    char text[sizeof err->message + 1];
    if (vsnprintf(text, sizeof text, format, args) < 0)
        text[0] = '\0';
    put_cut(err->message, sizeof err->message, text);
}

/* Add ": <tail>" to the message. */
static void put_tail(struct err *err, const char *tail)
{
    char text[2 * sizeof err->message + 4];
    snprintf(text, sizeof text, "%s: %s", err->message, tail);
    put_cut(err->message, sizeof err->message, text);
}

bool err_set(struct err *err, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    put_message(err, format, args);
    va_end(args);
    err->number = 0;
    return false;
}

bool err_errno(struct err *err, const char *format, ...)
{
    char reason[256];
    int number = errno;
    const char *text = strerror_r(number, reason, sizeof reason);
    va_list args;
    va_start(args, format);
    put_message(err, format, args);
    va_end(args);
    put_tail(err, text);
    err->number = number;
    return false;
}

bool err_at(struct err *err, const char *file, int line, int column, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    put_message(err, format, args);
    va_end(args);
    put_cut(err->file, sizeof err->file, file ? file : "");
    err->line = line;
    err->column = column;
    err->number = 0;
    return false;
}

bool err_in(struct err *err, const char *format, ...)
{
    char inner[sizeof err->message];
    put_cut(inner, sizeof inner, err->message);
    va_list args;
    va_start(args, format);
    put_message(err, format, args);
    va_end(args);
    put_tail(err, inner);
    return false;
}

bool err_is_of_disk(const struct err *err)
{
    return err->number == ENOSPC || err->number == EDQUOT || err->number == EIO;
}
