#include "site/offline.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "site/bundle.h"

/* What is kept first while there is room: that without which no page is whole, pages, their pictures,
 * the rest. */
enum rank { ASSETS, PAGES, PICTURES, OTHERS, NEVER };

static bool ends_with(const char *path, const char *end)
{
    size_t len = strlen(path), tail = strlen(end);
    return len >= tail && strcmp(path + len - tail, end) == 0;
}

static bool is_any(const char *path, const char *const *ends)
{
    while (*ends && !ends_with(path, *ends))
        ends++;
    return *ends != NULL;
}

static enum rank rank_of(const struct manifest_entry *file)
{
    static const char *const pictures[] = {".svg", ".png",  ".jpg",  ".jpeg",
                                           ".gif", ".webp", ".avif", NULL};
    /* for crawlers and other programs, and pictures for other sites */
    static const char *const not_read[] = {"robots.txt", "sitemap.xml", "feed.xml", "results.json",
                                           NULL};
    if (str_starts(str_of(file->path), "assets/cards/") || is_any(file->path, not_read))
        return NEVER;
    if (str_starts(str_of(file->path), "assets/"))
        return ASSETS;
    /* the page to print has all the others in it once more */
    if (ends_with(file->path, ".html") && strcmp(file->path, "print.html") != 0)
        return PAGES;
    return is_any(file->path, pictures) ? PICTURES : OTHERS;
}

/* Small files first: more of them fit. */
static int by_rank(const void *a, const void *b)
{
    const struct manifest_entry *const *x = a, *const *y = b;
    enum rank p = rank_of(*x), q = rank_of(*y);
    if (p != q)
        return p < q ? -1 : 1;
    if ((*x)->size != (*y)->size)
        return (*x)->size < (*y)->size ? -1 : 1;
    return strcmp((*x)->path, (*y)->path);
}

static int by_path(const void *a, const void *b)
{
    const struct manifest_entry *const *x = a, *const *y = b;
    return strcmp((*x)->path, (*y)->path);
}

/* Put those that are kept first to the front; returns how many they are. One that is too large leaves
 * its room to the others. */
static size_t choose(const struct manifest_entry **files, size_t count)
{
    size_t chosen = 0, bytes = 0;
    qsort(files, count, sizeof *files, by_rank);
    for (size_t i = 0; i < count && rank_of(files[i]) != NEVER; i++) {
        const struct manifest_entry *file = files[i];
        if (file->size > OFFLINE_FIRST_BYTES - bytes)
            continue;
        bytes += file->size;
        files[i] = files[chosen];
        files[chosen++] = file;
    }
    qsort(files, chosen, sizeof *files, by_path);
    return chosen;
}

static size_t list_files(const struct manifest *site, const struct manifest_entry **files)
{
    size_t count = 0;
    for (size_t i = 0; i < site->count; i++)
        if (strcmp(site->entries[i].path, OFFLINE_PATH) != 0)
            files[count++] = &site->entries[i];
    if (count > 0)
        qsort(files, count, sizeof *files, by_path);
    return count;
}

/* {"files": {PATH: HASH, …}, "first": [PATH, …]} */
static void write_list(const struct manifest_entry **files, size_t count, struct buf *out)
{
    struct json json;
    char hex[HASH_HEX_LEN + 1];
    json_init(&json, out);
    json_begin_object(&json);
    json_key(&json, "files");
    json_begin_object(&json);
    for (size_t i = 0; i < count; i++) {
        hash_hex(files[i]->hash, hex);
        json_key(&json, files[i]->path);
        json_str(&json, (struct str){hex, 16}); /* enough to tell two versions of one file apart */
    }
    json_end_object(&json);
    size_t chosen = count > 0 ? choose(files, count) : 0;
    json_key(&json, "first");
    json_begin_array(&json);
    for (size_t i = 0; i < chosen; i++)
        json_text(&json, files[i]->path);
    json_end_array(&json);
    json_end_object(&json);
}

bool offline_write(const struct manifest *site, const char *const *templates, struct buf *out,
                   struct err *err)
{
    static const struct bundle worker = {"worker", ".js", OFFLINE_PATH};
    struct arena a = {0};
    struct str scripts;
    bool ok = bundle_read(&worker, templates, &a, &scripts, err);
    if (ok) {
        const struct manifest_entry **files =
            ARENA_ARRAY(&a, site->count, const struct manifest_entry *);
        size_t count = list_files(site, files);
        buf_puts(out, "const site = ");
        write_list(files, count, out);
        buf_puts(out, ";\n");
        buf_str(out, scripts);
    }
    arena_release(&a);
    return ok;
}
