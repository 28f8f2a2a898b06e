/* mem: memory that is there or the program ends. Running out of memory is our own failure, not the
 * author's: these abort with a message instead of returning NULL, so callers need no check. */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stdarg.h>
#include <stddef.h>

/* As malloc, calloc and realloc; the caller frees. n * size may not overflow (aborts). */
void *xmalloc(size_t size);
void *xcalloc(size_t n, size_t size);
void *xrealloc(void *p, size_t n, size_t size);

/* A malloc'd copy of s, NUL-terminated; the caller frees. */
char *xstrdup(const char *s);
char *xstrndup(const char *s, size_t len);

/* A malloc'd formatted string; the caller frees. */
char *xasprintf(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
