/* The site's manifest and the record of the last build: text of any kind, and what was written. The
 * first byte of the input says which of the two. */
#include "folder.h"

#include <fcntl.h>

#include "site/ledger.h"

static void write_file(const char *path, struct str bytes)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    FUZZ_CHECK(fd >= 0 && file_write_all(fd, bytes) && close(fd) == 0);
}

static void read_manifest(struct str bytes, struct arena *a, struct manifest *m)
{
    struct err err = {0};
    write_file(path_join(a, folder(), MANIFEST_NAME), bytes);
    FUZZ_CHECK(manifest_read(folder(), a, m, &err) && m->found);
}

/* Files that it names may be removed: none may lie outside. */
static void check_manifest(const struct manifest *m)
{
    for (size_t i = 0; i < m->count; i++) {
        const char *path = m->entries[i].path;
        FUZZ_CHECK(path[0] && path[0] != '/' && strcmp(path, "..") != 0 && strcmp(path, ".") != 0);
        FUZZ_CHECK(!str_starts(str_of(path), "../") && !strstr(path, "/../"));
        FUZZ_CHECK(i == 0 || strcmp(m->entries[i - 1].path, path) <= 0);
    }
}

/* The lines between the first one and the last one, which makes them whole. */
static void make_whole(struct str lines, struct buf *out)
{
    const struct manifest none = {0};
    struct buf text = BUF_INIT;
    char hex[HASH_HEX_LEN + 1];
    manifest_format(&none, &text);
    buf_add(out, text.data, (size_t)(strchr(text.data, '\n') - text.data) + 1);
    buf_str(out, lines);
    hash_hex(hash_of(out->data, out->len), hex);
    buf_printf(out, "end %s\n", hex);
    buf_release(&text);
}

/* What is written is read back. */
static void check_round_trip(const struct manifest *m, struct arena *a)
{
    struct manifest again;
    struct buf text = BUF_INIT;
    manifest_format(m, &text);
    read_manifest(buf_view(&text), a, &again);
    FUZZ_CHECK(again.count == m->count && !again.damaged);
    for (size_t i = 0; i < m->count; i++)
        FUZZ_CHECK(strcmp(m->entries[i].path, again.entries[i].path) == 0 &&
                   m->entries[i].size == again.entries[i].size &&
                   hash_equal(m->entries[i].hash, again.entries[i].hash));
    buf_release(&text);
}

static void try_manifest(struct str lines, struct arena *a)
{
    struct manifest m;
    struct buf whole = BUF_INIT;
    read_manifest(lines, a, &m);
    check_manifest(&m);
    make_whole(lines, &whole);
    read_manifest(buf_view(&whole), a, &m);
    check_manifest(&m);
    if (!memchr(lines.data, '\r', lines.len)) /* no name in a site has a control character */
        check_round_trip(&m, a);
    buf_release(&whole);
}

static struct store *store(void)
{
    static struct store *s;
    static struct arena a;
    struct problems warnings = {0};
    struct err err = {0};
    if (!s)
        FUZZ_CHECK(store_open_alone(folder(), NULL, NULL, &a, &warnings, &s, &err));
    return s;
}

/* Paths in it are looked at, whatever they are; nothing else may come of them. */
static void try_ledger(struct str text)
{
    struct work w = {.store = store(), .jobs = 1};
    struct ledger ledger = {.usable = true};
    struct course_size size = {0};
    struct err err = {0};
    FUZZ_CHECK(store_put_record(w.store, "last build", text, &err));
    if (ledger_holds(&ledger, &w, folder(), NULL, &size))
        FUZZ_CHECK(str_starts(text, "drawloom ledger 1"));
    arena_release(&w.arena);
}

FUZZ(input)
{
    struct arena a = {0};
    if (fuzz_byte(&input) % 2)
        try_ledger(input);
    else
        try_manifest(input, &a);
    arena_release(&a);
}
