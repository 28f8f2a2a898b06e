/* store_files: compiled programs, working folders, and small records. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "run/store_private.h"

struct text_wanted {
    const char *key_text; /* what the row's text must be */
    struct buf *out;
};

/* Rows of depends: key, base_text, paths. */
static bool take_paths(sqlite3_stmt *row, void *ctx)
{
    struct text_wanted *w = ctx;
    if (!str_is(store_column(row, STORE_FIRST + 1), w->key_text))
        return false;
    buf_str(w->out, store_column(row, STORE_FIRST + 2));
    return true;
}

const char *store_get_depends(struct store *s, const char *base_text, struct arena *a)
{
    struct store_key key = store_key(base_text);
    struct buf paths = BUF_INIT;
    struct text_wanted wanted = {base_text, &paths};
    const struct store_value values[] = {store_text(key.hex)};
    bool found = store_read(s, STORE_GET_DEPENDS, values, 1, take_paths, &wanted);
    const char *copy = found ? arena_strdup(a, paths.data) : NULL;
    buf_release(&paths);
    return copy;
}

bool store_put_depends(struct store *s, const char *base_text, const char *paths, struct err *err)
{
    struct store_key key = store_key(base_text);
    const struct store_value values[] = {store_text(key.hex), store_text(base_text),
                                         store_text(paths)};
    return store_write(s, STORE_PUT_DEPENDS, values, 3, err);
}

/* Rows of records: name, value. */
static bool take_value(sqlite3_stmt *row, void *ctx)
{
    buf_str(ctx, store_column(row, STORE_FIRST + 1));
    return true;
}

bool store_get_record(struct store *s, const char *name, struct buf *out)
{
    const struct store_value values[] = {store_text(name)};
    return store_read(s, STORE_GET_RECORD, values, 1, take_value, out);
}

bool store_put_record(struct store *s, const char *name, struct str value, struct err *err)
{
    const struct store_value values[] = {store_text(name), store_bytes(value)};
    return store_write(s, STORE_PUT_RECORD, values, 2, err);
}

const char *store_program_path(struct store *s, const char *key_text, struct arena *a)
{
    struct store_key key = store_key(key_text);
    return arena_printf(a, "%s/bin/%s", s->dir, key.hex);
}

/* What a program file contains. */
struct contents {
    int64_t size;
    char hash[HASH_HEX_LEN + 1];
};

static bool contents_of(const char *path, struct contents *c, struct err *err)
{
    struct buf bytes = BUF_INIT;
    bool ok = file_read(path, &bytes, err);
    c->size = (int64_t)bytes.len;
    hash_hex(hash_of(bytes.data, bytes.len), c->hash);
    buf_release(&bytes);
    return ok;
}

/* Rows of programs: key, size, hash. */
static bool take_contents(sqlite3_stmt *row, void *ctx)
{
    const struct contents *c = ctx;
    return sqlite3_column_int64(row, STORE_FIRST + 1) == c->size &&
           str_is(store_column(row, STORE_FIRST + 2), c->hash);
}

bool store_has_program(struct store *s, const char *key_text)
{
    struct arena a = {0};
    struct store_key key = store_key(key_text);
    struct contents contents;
    struct err ignored;
    const struct store_value values[] = {store_text(key.hex)};
    bool has = contents_of(store_program_path(s, key_text, &a), &contents, &ignored) &&
               store_read(s, STORE_GET_PROGRAM, values, 1, take_contents, &contents);
    arena_release(&a);
    return has;
}

static bool move_program(const char *from, const char *to, struct err *err)
{
    if (chmod(from, 0755) != 0 || rename(from, to) != 0)
        return err_errno(err, "%s: cannot become %s", from, to);
    return true;
}

/* The row comes after the file: between the two, the program counts as missing. */
bool store_put_program(struct store *s, const char *key_text, const char *from, struct err *err)
{
    struct arena a = {0};
    struct store_key key = store_key(key_text);
    struct contents contents;
    bool ok = contents_of(from, &contents, err) &&
              move_program(from, store_program_path(s, key_text, &a), err);
    const struct store_value values[] = {store_text(key.hex), store_integer(contents.size),
                                         store_text(contents.hash)};
    ok = ok && store_write(s, STORE_PUT_PROGRAM, values, 3, err);
    arena_release(&a);
    return ok;
}

/* A name that is taken was left by an earlier process with our number. */
const char *store_work_dir(struct store *s, struct arena *a, struct err *err)
{
    for (;;) {
        unsigned n = atomic_fetch_add(&s->work_dirs, 1);
        const char *path = arena_printf(a, "%s/work/%ld-%u", s->dir, (long)getpid(), n);
        if (mkdir(path, 0777) == 0)
            return path;
        if (errno != EEXIST) {
            err_errno(err, "%s: cannot be made", path);
            return NULL;
        }
    }
}

/* "PID-N"; nothing else is ours. */
static bool is_work_dir(const char *name)
{
    long pid;
    unsigned n;
    int used = 0;
    return sscanf(name, "%ld-%u%n", &pid, &n, &used) == 2 && name[used] == '\0' && pid > 0;
}

void store_sweep_work(const struct store *s)
{
    struct arena a = {0};
    struct file_list list = {0};
    struct err ignored; /* what can't be removed now may be later */
    char *work = path_join(&a, s->dir, "work");
    file_list(work, &a, &list, &ignored);
    for (size_t i = 0; i < list.count; i++)
        if (is_work_dir(list.names[i]))
            file_remove_tree(path_join(&a, work, list.names[i]), &ignored);
    arena_release(&a);
}
