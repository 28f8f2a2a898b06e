/* How an arena allocates.
 *
 * A private arena is a chain of zeroed blocks. A piece comes from the free end of the newest block;
 * when it does not fit, another block is put in front, and what was left in the old one is lost (at
 * most a quarter of a block, because larger pieces get a block to themselves, behind the newest,
 * whose free end stays in use).
 *
 * A shared arena is one mapping, zeroed by the kernel, and no chain. It can't grow: another mapping
 * made after the fork would not be seen by the parent. */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/mem.h"

enum { BLOCK_BYTES = 64 * 1024, ALIGN = _Alignof(max_align_t) };

struct arena_block {
    struct arena_block *older;
    _Alignas(max_align_t) char bytes[];
};

bool arena_init_shared(struct arena *a, size_t size)
{
    *a = (struct arena){0};
    void *map =
        mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (map == MAP_FAILED)
        return false;
    *a = (struct arena){.next = map, .end = (char *)map + size, .map = map, .map_size = size};
    return true;
}

void arena_release(struct arena *a)
{
    if (a->map)
        munmap(a->map, a->map_size);
    while (a->blocks) {
        struct arena_block *older = a->blocks->older;
        free(a->blocks);
        a->blocks = older;
    }
    *a = (struct arena){0};
}

static struct arena_block *block_new(size_t size)
{
    return xcalloc(1, sizeof(struct arena_block) + size);
}

/* A piece too large to share a block. */
static char *take_alone(struct arena *a, size_t size)
{
    struct arena_block *block = block_new(size);
    struct arena_block **place = a->blocks ? &a->blocks->older : &a->blocks;
    block->older = *place;
    *place = block;
    return block->bytes;
}

/* `size` zeroed bytes at a multiple of `align`, a power of two. */
static char *take(struct arena *a, size_t size, size_t align)
{
    size_t skip = -(uintptr_t)a->next & (align - 1);
    size_t room = (size_t)(a->end - a->next);
    if (size <= room && skip <= room - size) {
        char *piece = a->next + skip;
        a->next = piece + size;
        return piece;
    }
    if (a->map)
        abort();
    if (size > BLOCK_BYTES / 4)
        return take_alone(a, size);
    struct arena_block *block = block_new(BLOCK_BYTES);
    block->older = a->blocks;
    a->blocks = block;
    a->next = block->bytes + size;
    a->end = block->bytes + BLOCK_BYTES;
    return block->bytes;
}

void *arena_alloc(struct arena *a, size_t n, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(n, size, &bytes) || bytes > SIZE_MAX / 2)
        abort();
    return take(a, bytes ? bytes : 1, ALIGN);
}

void *arena_grow(struct arena *a, void *array, size_t old, size_t n, size_t size)
{
    void *larger = arena_alloc(a, n, size);
    size_t kept = old < n ? old : n;
    if (kept > 0)
        memcpy(larger, array, kept * size);
    return larger;
}

static char *copy_bytes(struct arena *a, const char *data, size_t len)
{
    char *copy = take(a, len + 1, 1);
    if (len > 0)
        memcpy(copy, data, len);
    return copy;
}

char *arena_strdup(struct arena *a, const char *s)
{
    return copy_bytes(a, s, strlen(s));
}

char *arena_strndup(struct arena *a, const char *s, size_t len)
{
    return copy_bytes(a, s, strnlen(s, len));
}

struct str arena_str(struct arena *a, struct str s)
{
    return (struct str){copy_bytes(a, s.data, s.len), s.len};
}

char *arena_printf(struct arena *a, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *s = arena_vprintf(a, format, args);
    va_end(args);
    return s;
}

char *arena_vprintf(struct arena *a, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    char *s = take(a, (len > 0 ? (size_t)len : 0) + 1, 1);
    if (len > 0)
        vsnprintf(s, (size_t)len + 1, format, again);
    va_end(again);
    return s;
}
