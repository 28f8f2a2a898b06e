#include "course/headers.h"

#include <string.h>

#include "base/file.h"
#include "base/list.h"
#include "course/input.h"
#include "course/link.h"

struct search {
    const char *root;
    const char
        *first_folder; /* of the sample's first file, below samples/; NULL: it is in a chapter */
    struct arena *a;
    struct headers found;
};

/* "must.h" of `  #  include "must.h"`; NULL: the line is none of these. */
static const char *included(struct str line, struct arena *a)
{
    static const char word[] = "include";
    struct str rest = str_trim(line);
    if (!str_starts(rest, "#"))
        return NULL;
    rest = str_trim((struct str){rest.data + 1, rest.len - 1});
    if (!str_starts(rest, word))
        return NULL;
    rest = str_trim((struct str){rest.data + sizeof word - 1, rest.len - (sizeof word - 1)});
    const char *end =
        rest.len > 1 && rest.data[0] == '"' ? memchr(rest.data + 1, '"', rest.len - 1) : NULL;
    return end ? arena_strndup(a, rest.data + 1, (size_t)(end - rest.data) - 1) : NULL;
}

static bool has(const struct headers *headers, const char *path)
{
    for (size_t i = 0; i < headers->count; i++)
        if (strcmp(headers->items[i].path, path) == 0)
            return true;
    return false;
}

/* Where below samples/ the name leads to a file, as seen from a folder there; NULL: nowhere. What a
 * browser would open as a page is no header: it would become one of the site. */
static const char *look_in(const struct search *s, const char *folder, const char *name)
{
    const char *path = folder ? path_normalize(s->a, path_join(s->a, folder, name)) : NULL;
    if (!path || link_is_active(path) || !input_inside(s->root, "samples", path, s->a))
        return NULL;
    const char *file = path_join(s->a, path_join(s->a, s->root, "samples"), path);
    return file_exists(file) && !file_is_dir(file) ? path : NULL;
}

static void add(struct search *s, const char *folder, const char *name)
{
    const char *folders[] = {folder, s->first_folder, "include"}, *path = NULL;
    for (size_t i = 0; i < sizeof folders / sizeof *folders && !path; i++)
        path = look_in(s, folders[i], name);
    if (path && has(&s->found, path))
        return; /* or two that take in each other would never end */
    struct buf text = BUF_INIT;
    struct err ignored;
    const char *file = path ? path_join(s->a, path_join(s->a, s->root, "samples"), path) : NULL;
    if (!file || s->found.count == HEADERS_MOST || !file_read(file, &text, &ignored))
        s->found.lacks_some = true;
    else
        *LIST_ADD(s->a, s->found.items, s->found.count) =
            (struct header){name, path, arena_str(s->a, buf_view(&text))};
    buf_release(&text);
}

static void scan(struct search *s, const char *folder, struct str text)
{
    struct str line;
    while (str_line(&text, &line)) {
        const char *name = included(line, s->a);
        if (name)
            add(s, folder, name);
    }
}

struct headers headers_find(const char *root, const struct sample *sample, struct arena *a)
{
    struct search s = {.root = root, .a = a};
    if (!sample->language->include || sample->file_count == 0)
        return s.found;
    s.first_folder = sample->is_inline ? NULL : path_dir(a, sample->files[0].name);
    for (size_t i = 0; i < sample->file_count; i++)
        scan(&s, sample->is_inline ? NULL : path_dir(a, sample->files[i].name),
             sample->files[i].text);
    for (size_t i = 0; i < s.found.count; i++) /* grows */
        scan(&s, path_dir(a, s.found.items[i].path), s.found.items[i].text);
    return s.found;
}

void headers_add(struct headers *headers, const struct header *header, struct arena *a)
{
    if (!has(headers, header->path))
        *LIST_ADD(a, headers->items, headers->count) = *header;
}
