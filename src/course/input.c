#include "course/input.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/nearest.h"
#include "course/list.h"

void input_record(struct chapter *chapter, struct arena *a, const char *path, struct hash hash)
{
    *LIST_ADD(a, chapter->inputs, chapter->input_count) = (struct input){path, hash};
}

static bool is_below(const char *path, const char *folder)
{
    size_t len = strlen(folder);
    return strncmp(path, folder, len) == 0 && path[len] == '/';
}

const char *input_inside(const char *root, const char *folder, const char *name, struct arena *a)
{
    const char *plain = path_normalize(a, name);
    if (!plain || strcmp(plain, ".") == 0)
        return NULL;
    char real_folder[PATH_MAX], real_file[PATH_MAX];
    const char *dir = path_join(a, root, folder);
    if (realpath(dir, real_folder) && realpath(path_join(a, dir, plain), real_file) &&
        !is_below(real_file, real_folder))
        return NULL;
    return plain;
}

struct hash input_folder_hash(const struct file_list *files)
{
    struct buf names = BUF_INIT;
    for (size_t i = 0; i < files->count; i++) {
        buf_puts(&names, files->names[i]);
        buf_putc(&names, '\n');
    }
    struct hash hash = hash_of(names.data, names.len);
    buf_release(&names);
    return hash;
}

/* "there is no samples/a.c (did you mean "b.c"?)" */
static const char *describe_missing(const char *root, const char *folder, const char *name,
                                    struct arena *a)
{
    struct file_list files = {0};
    struct err err = {0};
    const char *near = NULL;
    if (file_walk(path_join(a, root, folder), a, &files, &err))
        near = nearest(name, (const char *const *)files.names, files.count);
    return near ? arena_printf(a, "there is no %s/%s (did you mean \"%s\"?)", folder, name, near)
                : arena_printf(a, "there is no %s/%s", folder, name);
}

static enum input_end explain(const char *root, const char *folder, const char *name,
                              struct arena *a, const struct err *err, const char **why)
{
    const char *path = path_join(a, path_join(a, root, folder), name);
    if (file_is_dir(path)) {
        *why = arena_printf(a, "%s/%s is a folder", folder, name);
        return INPUT_FOLDER;
    }
    if (access(path, F_OK) < 0 && (errno == ENOENT || errno == ENOTDIR)) {
        *why = describe_missing(root, folder, name, a);
        return INPUT_MISSING;
    }
    size_t skip = strlen(path); /* the message begins with the whole path */
    const char *reason = strncmp(err->message, path, skip) == 0 ? err->message + skip : "";
    *why = arena_printf(a, "%s/%s cannot be read%s", folder, name, reason);
    return INPUT_UNREADABLE;
}

enum input_end input_read(const char *root, const char *folder, const char *name, struct arena *a,
                          struct chapter *chapter, struct buf *bytes, struct hash *hash,
                          const char **why)
{
    const char *plain = input_inside(root, folder, name, a);
    if (!plain) {
        *why = arena_printf(a, "\"%s\" leads out of the folder %s", name, folder);
        return INPUT_OUTSIDE;
    }
    const char *path = path_join(a, folder, plain);
    struct err err = {0};
    size_t start = bytes->len;
    if (!file_read(path_join(a, root, path), bytes, &err)) {
        input_record(chapter, a, path, (struct hash){0, 0});
        return explain(root, folder, plain, a, &err, why);
    }
    *hash = hash_of(bytes->data + start, bytes->len - start);
    input_record(chapter, a, path, *hash);
    return INPUT_OK;
}
