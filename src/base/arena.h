/* arena: memory that is freed all at once. What lives in an arena is never freed alone: whoever
 * made the arena releases it when the whole course, chapter or build is done with.
 *
 * A shared arena lies in one memory mapping that child processes made by fork see at the same
 * address (see crew.h): what a child allocates there, the parent can read by pointer. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct arena_block;

/* All zero is an empty arena. Not thread-safe: one arena, one thread at a time. */
struct arena {
    struct arena_block *blocks; /* newest first */
    char *next, *end;           /* free space of the newest block */
    char *map;                  /* shared arenas: start of the mapping, else NULL */
    size_t map_size;
};

/* Make *a a shared arena of at most `size` bytes (address space only: pages cost memory when
 * touched). False when the address space cannot be had. Allocating past its end aborts the
 * process, which in a crew is the child that asked for too much. */
bool arena_init_shared(struct arena *a, size_t size);

/* Free all memory of the arena, which is empty again. */
void arena_release(struct arena *a);

/* Zeroed memory for n objects of `size` bytes, aligned for any type. Never NULL. */
void *arena_alloc(struct arena *a, size_t n, size_t size);
#define ARENA_NEW(a, type) ((type *)arena_alloc((a), 1, sizeof(type)))
#define ARENA_ARRAY(a, n, type) ((type *)arena_alloc((a), (n), sizeof(type)))

/* A larger copy of an array of `old` objects, the new ones zeroed; the old array stays as it was. */
void *arena_grow(struct arena *a, void *array, size_t old, size_t n, size_t size);

/* Copies, NUL-terminated. */
char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t len);
struct str arena_str(struct arena *a, struct str s);
char *arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *format, va_list args);

#endif
