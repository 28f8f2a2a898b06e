#include "site/manifest.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/path.h"

#define FIRST_LINE "drawloom site 1"
#define LAST_LINE "end "
enum { LAST_LINE_LEN = sizeof LAST_LINE - 1 + HASH_HEX_LEN + 1 };

/* What a manifest names may be removed: a damaged one must not name what is outside. */
static bool is_below(const char *path, struct arena *a)
{
    const char *normal = path_normalize(a, path);
    return *path && normal && strcmp(normal, path) == 0 && strcmp(path, ".") != 0;
}

/* "<32 digits> <bytes> <path>" */
static bool read_entry(struct str line, struct arena *a, struct manifest_entry *entry)
{
    char *text = arena_strndup(a, line.data, line.len), *end;
    if (strlen(text) != line.len || line.len < HASH_HEX_LEN + 4 || text[HASH_HEX_LEN] != ' ')
        return false;
    text[HASH_HEX_LEN] = '\0';
    entry->size = strtoull(text + HASH_HEX_LEN + 1, &end, 10);
    entry->path = end + 1;
    return *end == ' ' && hash_from_hex(text, &entry->hash) && is_below(entry->path, a);
}

static size_t count_lines(struct str text)
{
    size_t lines = 1;
    for (size_t i = 0; i < text.len; i++)
        lines += text.data[i] == '\n';
    return lines;
}

static void put_last_line(struct str before, struct buf *out)
{
    char hex[HASH_HEX_LEN + 1];
    hash_hex(hash_of(before.data, before.len), hex);
    buf_printf(out, LAST_LINE "%s\n", hex);
}

/* Take the last line off a whole manifest. */
static bool take_last_line(struct str *text)
{
    if (text->len < LAST_LINE_LEN)
        return false;
    struct str before = {text->data, text->len - LAST_LINE_LEN};
    struct buf wanted = BUF_INIT;
    put_last_line(before, &wanted);
    bool whole = memcmp(wanted.data, before.data + before.len, LAST_LINE_LEN) == 0;
    buf_release(&wanted);
    *text = before;
    return whole;
}

static void read_entries(struct str text, struct arena *a, struct manifest *m)
{
    struct str line;
    m->damaged = !take_last_line(&text) || !str_line(&text, &line) || !str_is(line, FIRST_LINE);
    if (m->damaged)
        return;
    m->entries = ARENA_ARRAY(a, count_lines(text), struct manifest_entry);
    while (str_line(&text, &line))
        if (read_entry(line, a, &m->entries[m->count]))
            m->count++;
    manifest_sort(m);
}

static bool is_regular(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0 && S_ISREG(st.st_mode);
}

bool manifest_read(const char *folder, struct arena *a, struct manifest *m, struct err *err)
{
    *m = (struct manifest){0};
    const char *path = arena_printf(a, "%s/" MANIFEST_NAME, folder);
    if (!is_regular(path))
        return true;
    struct buf text = BUF_INIT;
    m->found = file_read(path, &text, err);
    if (m->found) {
        m->hash = hash_of(text.data, text.len);
        read_entries(buf_view(&text), a, m);
    }
    buf_release(&text);
    return m->found;
}

static int by_path(const void *a, const void *b)
{
    const struct manifest_entry *x = a, *y = b;
    return strcmp(x->path, y->path);
}

void manifest_sort(struct manifest *m)
{
    if (m->count > 1)
        qsort(m->entries, m->count, sizeof *m->entries, by_path);
}

const struct manifest_entry *manifest_find(const struct manifest *m, const char *path)
{
    struct manifest_entry wanted = {.path = path};
    if (m->count == 0)
        return NULL;
    return bsearch(&wanted, m->entries, m->count, sizeof wanted, by_path);
}

void manifest_format(const struct manifest *m, struct buf *out)
{
    buf_puts(out, FIRST_LINE "\n");
    for (size_t i = 0; i < m->count; i++) {
        char hex[HASH_HEX_LEN + 1];
        hash_hex(m->entries[i].hash, hex);
        buf_printf(out, "%s %zu %s\n", hex, m->entries[i].size, m->entries[i].path);
    }
    put_last_line(buf_view(out), out);
}
