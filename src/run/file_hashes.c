#include "run/file_hashes.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "course/list.h"
#include "course/names.h"

struct known {
    const char *path;
    struct hash hash;
    bool readable;
};

struct file_hashes {
    const char *folder;
    pthread_mutex_t lock; /* over all that follows */
    struct arena arena;
    struct names paths; /* index in known */
    struct known *known;
    size_t count;
};

struct file_hashes *file_hashes_new(const char *folder)
{
    struct file_hashes *f = xcalloc(1, sizeof *f);
    f->folder = folder;
    pthread_mutex_init(&f->lock, NULL);
    return f;
}

void file_hashes_free(struct file_hashes *f)
{
    if (!f)
        return;
    pthread_mutex_destroy(&f->lock);
    arena_release(&f->arena);
    free(f);
}

static struct known read_hash(struct file_hashes *f, const char *path)
{
    struct buf bytes = BUF_INIT;
    struct err ignored;
    struct known known = {.path = arena_strdup(&f->arena, path)};
    const char *whole = path[0] == '/' ? path : path_join(&f->arena, f->folder, path);
    known.readable = file_read(whole, &bytes, &ignored);
    if (known.readable)
        known.hash = hash_of(bytes.data, bytes.len);
    buf_release(&bytes);
    return known;
}

bool file_hashes_get(struct file_hashes *f, const char *path, struct hash *hash)
{
    pthread_mutex_lock(&f->lock);
    const size_t *index = names_find(&f->paths, path);
    struct known known;
    if (index) {
        known = f->known[*index];
    } else {
        known = read_hash(f, path);
        names_add(&f->paths, &f->arena, known.path, f->count);
        *LIST_ADD(&f->arena, f->known, f->count) = known;
    }
    pthread_mutex_unlock(&f->lock);
    *hash = known.hash;
    return known.readable;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

struct words file_hashes_absolute(struct file_hashes *f, struct arena *a)
{
    pthread_mutex_lock(&f->lock);
    struct words paths = {ARENA_ARRAY(a, f->count, const char *), 0};
    for (size_t i = 0; i < f->count; i++)
        if (f->known[i].path[0] == '/')
            paths.items[paths.count++] = arena_strdup(a, f->known[i].path);
    pthread_mutex_unlock(&f->lock);
    if (paths.count > 0)
        qsort(paths.items, paths.count, sizeof *paths.items, by_bytes);
    return paths;
}
