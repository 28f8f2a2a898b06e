/* err: what went wrong, and where, when it is the author's or the machine's doing. A function that
 * can fail so takes a struct err * last, fills it and returns false; callers add context. Nothing
 * here is allocated: an err needs no release. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>
#include <stdarg.h>

struct err {
    char file[512]; /* as the author names it, relative to the course; "" when there is none */
    int line;       /* 1-based; 0 when there is none */
    int column;     /* 1-based, in bytes; 0 when there is none */
    char message[2048];
    int number; /* errno, when err_errno made the message (err_in keeps it); otherwise 0 */
};

/* Each fills *err, cutting what is too long, and returns false, so: return err_set(err, …);
 * The place is left as it was by err_set and err_errno. */
bool err_set(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* "<formatted>: <strerror(errno)>" */
bool err_errno(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool err_at(struct err *err, const char *file, int line, int column, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* Put context before the message: "<formatted>: <message>". */
bool err_in(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Whether the disk failed: it is full, or broken. Nothing that writes to it can go on then. */
bool err_is_of_disk(const struct err *err);

#endif
