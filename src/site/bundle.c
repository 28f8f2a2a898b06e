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

/* Past the string, or whatever it becomes by an escaped quote. */
static const char *skip_string(const char *p, const char *end)
{
    char quote = *p++;
    while (p < end && *p != quote && *p != '\n')
        p += *p == '\\' && p + 1 < end ? 2 : 1;
    return p < end ? p + 1 : end;
}

static const char *skip_comment(const char *p, const char *end)
{
    const char *close = memmem(p + 2, (size_t)(end - p) - 2, "*/", 2);
    return close ? close + 2 : end;
}

static bool begins_comment(const char *p, const char *end)
{
    return end - p >= 4 && p[0] == '/' && p[1] == '*';
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* White space separates words. Behind these it separates nothing, nor in front of the next row; in front
 * of a colon it does: "a :hover" is not "a:hover". */
static bool joins_what_follows(const struct buf *out)
{
    return out->len == 0 || strchr("{};,:", out->data[out->len - 1]);
}

static bool joins_what_precedes(char c)
{
    return c == '{' || c == '}' || c == ';';
}

/* Comments and strings: CSS Syntax Level 3, section 4. */
static void add_stylesheet(struct str css, struct buf *out)
{
    const char *p = css.data, *end = css.data + css.len;
    bool spaced = false;
    while (p < end) {
        const char *start = p;
        if (begins_comment(p, end)) {
            p = skip_comment(p, end);
            continue;
        }
        if (*p == '"' || *p == '\'')
            p = skip_string(p, end);
        else
            p++;
        if (is_space(*start)) {
            spaced = true;
            continue;
        }
        if (spaced && !joins_what_follows(out) && !joins_what_precedes(*start))
            buf_putc(out, ' ');
        spaced = false;
        buf_add(out, start, (size_t)(p - start));
    }
}

/* What stands behind the end of a comment in the line; false: it does not end there. */
static bool cut_comment(struct str *line)
{
    const char *close = memmem(line->data, line->len, "*/", 2);
    if (!close)
        return false;
    line->len -= (size_t)(close + 2 - line->data);
    line->data = close + 2;
    *line = str_trim(*line);
    return true;
}

/* Only comments that have their lines for themselves: to find others one has to tell a division from a
 * regular expression. */
static void add_script(struct str js, struct buf *out)
{
    bool in_comment = false;
    struct str line;
    while (str_line(&js, &line)) {
        line = str_trim(line);
        in_comment = in_comment || str_skip(&line, "/*");
        if (in_comment)
            in_comment = !cut_comment(&line);
        if (in_comment || line.len == 0 || str_starts(line, "//"))
            continue;
        buf_str(out, line);
        buf_putc(out, '\n');
    }
}

bool bundle_read(const struct bundle *bundle, const char *const *templates, struct arena *a,
                 struct str *bytes, struct err *err)
{
    struct parts parts = {0};
    struct buf text = BUF_INIT, kept = BUF_INIT;
    for (; *templates; templates++) {
        const char *folder = path_join(a, *templates, bundle->folder);
        if (file_is_dir(folder) && !add_folder(&parts, folder, bundle->extension, a, err))
            return false; /* nothing is in the buffers yet */
    }
    if (parts.count > 0)
        qsort(parts.items, parts.count, sizeof *parts.items, by_name);
    bool ok = true;
    for (size_t i = 0; ok && i < parts.count; i++)
        ok = file_read(parts.items[i].path, &text, err);
    bool is_stylesheet = strcmp(bundle->extension, ".css") == 0;
    (is_stylesheet ? add_stylesheet : add_script)(buf_view(&text), &kept);
    *bytes = arena_str(a, buf_view(&kept));
    buf_release(&text);
    buf_release(&kept);
    return ok;
}
