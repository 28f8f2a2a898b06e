#include "base/path.h"

#include <string.h>

static bool is_here(const char *dir)
{
    return dir[0] == '\0' || strcmp(dir, ".") == 0;
}

char *path_join(struct arena *a, const char *dir, const char *name)
{
    if (is_here(dir))
        return arena_strdup(a, name);
    size_t len = strlen(dir);
    return arena_printf(a, dir[len - 1] == '/' ? "%s%s" : "%s/%s", dir, name);
}

char *path_dir(struct arena *a, const char *path)
{
    size_t len = strlen(path);
    while (len > 0 && path[len - 1] == '/')
        len--;
    while (len > 0 && path[len - 1] != '/')
        len--;
    while (len > 1 && path[len - 1] == '/')
        len--;
    if (len == 0)
        return arena_strdup(a, path[0] == '/' ? "/" : ".");
    return arena_strndup(a, path, len);
}

const char *path_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* Cut the next component off *path; false at its end. */
static bool next_component(const char **path, struct str *component)
{
    *path += strspn(*path, "/");
    *component = (struct str){*path, strcspn(*path, "/")};
    *path += component->len;
    return component->len > 0;
}

/* The length of s without its last component. */
static size_t parent_len(const char *s, size_t len)
{
    while (len > 0 && s[len - 1] != '/')
        len--;
    return len > 0 ? len - 1 : 0;
}

char *path_normalize(struct arena *a, const char *path)
{
    if (path[0] == '/')
        return NULL;
    char *out = arena_alloc(a, strlen(path) + 2, 1);
    size_t len = 0;
    for (struct str part; next_component(&path, &part);) {
        if (str_is(part, "."))
            continue;
        if (str_is(part, "..")) {
            if (len == 0)
                return NULL;
            len = parent_len(out, len);
            continue;
        }
        if (len > 0)
            out[len++] = '/';
        memcpy(out + len, part.data, part.len);
        len += part.len;
    }
    if (len == 0)
        out[len++] = '.';
    out[len] = '\0';
    return out;
}

/* Cut the leading components that both have off both. */
static void skip_common(const char **from, const char **to)
{
    for (;;) {
        const char *f = *from, *t = *to;
        struct str in_from, in_to;
        if (!next_component(&f, &in_from) || !next_component(&t, &in_to) ||
            !str_equal(in_from, in_to))
            return;
        *from = f + strspn(f, "/");
        *to = t + strspn(t, "/");
    }
}

char *path_relative(struct arena *a, const char *from, const char *to)
{
    if (is_here(from))
        return arena_strdup(a, to);
    skip_common(&from, &to);
    size_t ups = 0;
    struct str part;
    while (next_component(&from, &part))
        ups++;
    if (ups == 0 && to[0] == '\0')
        return arena_strdup(a, ".");
    char *out = arena_alloc(a, 3 * ups + strlen(to) + 1, 1);
    for (size_t i = 0; i < ups; i++)
        memcpy(out + 3 * i, "../", 3);
    memcpy(out + 3 * ups, to, strlen(to));
    return out;
}
