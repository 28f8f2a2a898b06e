#include "page/theme.h"

#include <string.h>

#include "base/file.h"
#include "page/template.h"

static const char extension[] = ".html";

static bool is_template(const char *file)
{
    size_t len = strlen(file), tail = sizeof extension - 1;
    return len > tail && strcmp(file + len - tail, extension) == 0;
}

static bool has(const struct theme *theme, const char *name)
{
    for (size_t i = 0; i < theme->count; i++)
        if (strcmp(theme->files[i].name, name) == 0)
            return true;
    return false;
}

static bool read_template(const char *path, struct theme_file *file, struct arena *a,
                          struct err *err)
{
    struct buf text = BUF_INIT, lua = BUF_INIT;
    bool ok =
        file_read(path, &text, err) && template_translate(buf_view(&text), file->chunk, &lua, err);
    if (ok)
        file->lua = arena_str(a, buf_view(&lua));
    buf_release(&text);
    buf_release(&lua);
    return ok;
}

static bool read_folder(const char *folder, struct arena *a, struct theme *theme, struct err *err)
{
    struct file_list list;
    if (!file_list(folder, a, &list, err))
        return false;
    theme->files =
        arena_grow(a, theme->files, theme->count, theme->count + list.count, sizeof *theme->files);
    for (size_t i = 0; i < list.count; i++) {
        const char *file = list.names[i];
        if (!is_template(file))
            continue;
        const char *name = arena_strndup(a, file, strlen(file) - (sizeof extension - 1));
        if (has(theme, name))
            continue;
        struct theme_file *new = &theme->files[theme->count++];
        *new = (struct theme_file){.name = name, .chunk = path_join(a, "templates", file)};
        if (!read_template(path_join(a, folder, file), new, a, err))
            return false;
    }
    return true;
}

bool theme_read(const char *const *folders, struct arena *a, struct theme *theme, struct err *err)
{
    *theme = (struct theme){0};
    for (; *folders; folders++)
        if (file_is_dir(*folders) && !read_folder(*folders, a, theme, err))
            return false;
    return true;
}
