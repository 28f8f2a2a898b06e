#include "site/bundle.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/path.h"
#include "course/list.h"

struct part {
    const char *name, *path;
};

struct parts {
    struct part *items;
    size_t count;
};

static bool has(const struct parts *parts, const char *name)
{
    for (size_t i = 0; i < parts->count; i++)
        if (strcmp(parts->items[i].name, name) == 0)
            return true;
    return false;
}

static bool ends_with(const char *name, const char *extension)
{
    size_t len = strlen(name), tail = strlen(extension);
    return len > tail && strcmp(name + len - tail, extension) == 0;
}

static bool add_folder(struct parts *parts, const char *folder, const char *extension,
                       struct arena *a, struct err *err)
{
    struct file_list list;
    if (!file_list(folder, a, &list, err))
        return false;
    for (size_t i = 0; i < list.count; i++)
        if (ends_with(list.names[i], extension) && !has(parts, list.names[i]))
            *LIST_ADD(a, parts->items, parts->count) =
                (struct part){list.names[i], path_join(a, folder, list.names[i])};
    return true;
}

static int by_name(const void *a, const void *b)
{
    const struct part *x = a, *y = b;
    return strcmp(x->name, y->name);
}

bool bundle_read(const struct bundle *bundle, const char *const *templates, struct arena *a,
                 struct str *bytes, struct err *err)
{
    struct parts parts = {0};
    struct buf text = BUF_INIT;
    for (; *templates; templates++) {
        const char *folder = path_join(a, *templates, bundle->folder);
        if (file_is_dir(folder) && !add_folder(&parts, folder, bundle->extension, a, err))
            return false;
    }
    if (parts.count > 0)
        qsort(parts.items, parts.count, sizeof *parts.items, by_name);
    bool ok = true;
    for (size_t i = 0; ok && i < parts.count; i++)
        ok = file_read(parts.items[i].path, &text, err);
    *bytes = arena_str(a, buf_view(&text));
    buf_release(&text);
    return ok;
}
