#include "run/source_tree.h"

#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "course/input.h"
#include "course/list.h"
#include "run/command.h"

enum { DEEPEST = 32 }; /* links may lead in circles */

struct walk {
    struct source_tree *tree;
    const char *root; /* of the course */
    struct arena *arena;
    struct err *err;
};

static bool has(const struct source_tree *tree, const char *name)
{
    for (size_t i = 0; i < tree->count; i++)
        if (strcmp(tree->files[i].name, name) == 0)
            return true;
    return false;
}

void source_tree_add(struct source_tree *tree, struct arena *a, const char *name, struct str bytes,
                     mode_t mode)
{
    if (has(tree, name))
        return;
    *LIST_ADD(a, tree->files, tree->count) = (struct launch_file){name, bytes, mode};
    tree->bytes += bytes.len;
}

/* Whether the name, with links on the disk resolved, is in samples: the rest of the course, above all
 * its .git, is nothing for a compiler. */
static bool is_inside(const struct walk *w, const char *name)
{
    return input_inside(w->root, "samples", name + strlen("samples/"), w->arena) != NULL;
}

/* What can't be read is not there for the compiler either. */
static bool add_file(struct walk *w, const char *name, const char *path, size_t size)
{
    struct buf bytes = BUF_INIT;
    struct err ignored;
    if (w->tree->count >= SOURCE_TREE_MAX_FILES || w->tree->bytes + size > SOURCE_TREE_MAX_BYTES)
        return err_set(w->err,
                       "what lies beside its files is too much to take into a sandbox: more than "
                       "%d files or %d MiB, up to %s",
                       SOURCE_TREE_MAX_FILES, SOURCE_TREE_MAX_BYTES >> 20, name);
    if (file_read(path, &bytes, &ignored))
        source_tree_add(w->tree, w->arena, name, arena_str(w->arena, buf_view(&bytes)), 0444);
    buf_release(&bytes);
    return true;
}

/* `name`: relative to the course; samples, or a folder below it. */
static bool walk(struct walk *w, const char *name, int depth)
{
    struct file_list list = {0};
    struct err ignored;
    file_list(path_join(w->arena, w->root, name), w->arena, &list, &ignored);
    for (size_t i = 0; i < list.count; i++) {
        const char *entry = path_join(w->arena, name, list.names[i]);
        const char *path = path_join(w->arena, w->root, entry);
        struct stat st;
        if (stat(path, &st) != 0 || !is_inside(w, entry))
            continue;
        if (S_ISDIR(st.st_mode) && depth < DEEPEST && !walk(w, entry, depth + 1))
            return false;
        if (S_ISREG(st.st_mode) && !add_file(w, entry, path, (size_t)st.st_size))
            return false;
    }
    return true;
}

/* A folder is walked once: what was read is there already, but reading takes time. */
static bool was_walked(const struct sample *sample, size_t i, struct arena *a)
{
    const char *dir = path_dir(a, sample->files[i].name);
    for (size_t k = 0; k < i; k++)
        if (strcmp(path_dir(a, sample->files[k].name), dir) == 0)
            return true;
    return false;
}

bool source_tree_read(struct source_tree *tree, const struct workshop *shop,
                      const struct sample *sample, struct arena *a, struct err *err)
{
    struct walk w = {tree, shop->root, a, err};
    *tree = (struct source_tree){0};
    for (size_t i = 0; i < sample->file_count; i++)
        source_tree_add(tree, a, command_source(sample, i, a), sample->files[i].text, 0444);
    if (sample->linked)
        source_tree_add(tree, a, sample->linked->name, sample->linked->text, 0444);
    for (size_t i = 0; i < sample->file_count && !sample->is_inline; i++)
        if (!was_walked(sample, i, a) &&
            !walk(&w, path_dir(a, path_join(a, "samples", sample->files[i].name)), 0))
            return false;
    return !shop->has_include || walk(&w, "samples/include", 0);
}
