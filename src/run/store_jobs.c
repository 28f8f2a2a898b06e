/* store_jobs: results as rows. A compile is kept as a run would be: what the compiler printed is its
 * stdout. Commands are kept as a shell would read them, chunks as "FD:LENGTH FD:LENGTH …". */
#include <stdlib.h>
#include <string.h>

#include "course/list.h"
#include "run/store_private.h"

enum column {
    KEY,
    KIND,
    SAMPLE,
    KEY_TEXT,
    ENDED,
    CODE,
    OUT,
    ERR,
    CHUNKS,
    TRUNCATED,
    WALL_S,
    USER_S,
    SYS_S,
    MAX_RSS_KIB,
    COMMAND,
    MEASURED_AT,
    MACHINE_ID,
    COLUMNS
};

static const char *kind_name(enum store_kind kind)
{
    return kind == STORE_COMPILE ? "compile" : "run";
}

static void quote_word(const char *word, struct buf *out)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "-_=+./:,@%{}";
    if (word[0] && word[strspn(word, plain)] == '\0') {
        buf_puts(out, word);
        return;
    }
    buf_putc(out, '\'');
    for (; *word; word++)
        *word == '\'' ? buf_puts(out, "'\\''") : buf_putc(out, *word);
    buf_putc(out, '\'');
}

static void quote_words(const struct words *words, struct buf *out)
{
    for (size_t i = 0; i < words->count; i++) {
        if (i > 0)
            buf_putc(out, ' ');
        quote_word(words->items[i], out);
    }
}

static void write_chunks(const struct run_result *r, struct buf *out)
{
    for (size_t i = 0; i < r->chunk_count; i++)
        buf_printf(out, "%s%d:%zu", i ? " " : "", r->chunks[i].fd, r->chunks[i].len);
}

/* Take "FD:LENGTH" off *s; no sscanf, which measures all the rest each time. */
static bool read_chunk(const char **s, struct chunk *chunk)
{
    char *end;
    chunk->fd = (int)strtol(*s, &end, 10);
    if (*end != ':')
        return false;
    chunk->len = strtoull(end + 1, &end, 10);
    *s = end + (*end == ' ');
    return *end == ' ' || *end == '\0';
}

/* False when the text is not what write_chunks makes of the streams. */
static bool read_chunks(struct str text, struct arena *a, struct run_result *r)
{
    const char *s = arena_str(a, text).data;
    size_t left[] = {r->out.len, r->err.len};
    while (*s) {
        struct chunk *chunk = LIST_ADD(a, r->chunks, r->chunk_count);
        if (!read_chunk(&s, chunk) || chunk->fd < 1 || chunk->fd > 2 ||
            chunk->len > left[chunk->fd - 1])
            return false;
        left[chunk->fd - 1] -= chunk->len;
    }
    return true;
}

static bool read_end(struct str name, enum result_end *end)
{
    for (int e = END_EXITED; e <= END_COMPILE_LIMIT; e++)
        if (str_is(name, result_end_name(e))) {
            *end = e;
            return true;
        }
    return false;
}

static bool put_job(struct store *s, enum store_kind kind, const char *key_text, const char *sample,
                    const struct run_result *r, struct err *err)
{
    struct store_key key = store_key(key_text);
    struct buf command = BUF_INIT, chunks = BUF_INIT;
    quote_words(&r->command, &command);
    write_chunks(r, &chunks);
    const struct store_value values[COLUMNS] = {
        [KEY] = store_text(key.hex),
        [KIND] = store_text(kind_name(kind)),
        [SAMPLE] = store_text(sample),
        [KEY_TEXT] = store_text(key_text),
        [ENDED] = store_text(result_end_name(r->end)),
        [CODE] = store_integer(r->code),
        [OUT] = store_bytes(r->out),
        [ERR] = store_bytes(r->err),
        [CHUNKS] = store_text(chunks.data),
        [TRUNCATED] = store_integer(r->truncated),
        [WALL_S] = store_real(r->wall_s),
        [USER_S] = store_real(r->user_s),
        [SYS_S] = store_real(r->sys_s),
        [MAX_RSS_KIB] = store_integer((int64_t)r->max_rss_kib),
        [COMMAND] = store_text(command.data),
        [MEASURED_AT] = store_text(r->measured_at),
        [MACHINE_ID] = store_text(r->machine_id),
    };
    bool ok = store_write(s, STORE_PUT_JOB, values, COLUMNS, err);
    buf_release(&command);
    buf_release(&chunks);
    return ok;
}

struct wanted {
    const char *key_text;
    struct arena *a;
    struct run_result *result;
};

static struct str column(sqlite3_stmt *row, enum column c)
{
    return store_column(row, STORE_FIRST + (int)c);
}

static int64_t integer(sqlite3_stmt *row, enum column c)
{
    return sqlite3_column_int64(row, STORE_FIRST + (int)c);
}

static double real(sqlite3_stmt *row, enum column c)
{
    return sqlite3_column_double(row, STORE_FIRST + (int)c);
}

/* Texts of different keys may have one hash: the text itself decides. */
static bool take_job(sqlite3_stmt *row, void *ctx)
{
    struct wanted *w = ctx;
    struct err ignored;
    if (!str_is(column(row, KEY_TEXT), w->key_text))
        return false;
    *w->result = (struct run_result){
        .code = (int)integer(row, CODE),
        .out = arena_str(w->a, column(row, OUT)),
        .err = arena_str(w->a, column(row, ERR)),
        .truncated = integer(row, TRUNCATED) != 0,
        .wall_s = real(row, WALL_S),
        .user_s = real(row, USER_S),
        .sys_s = real(row, SYS_S),
        .max_rss_kib = (uint64_t)integer(row, MAX_RSS_KIB),
        .measured_at = arena_str(w->a, column(row, MEASURED_AT)).data,
        .machine_id = arena_str(w->a, column(row, MACHINE_ID)).data,
    };
    return read_end(column(row, ENDED), &w->result->end) &&
           read_chunks(column(row, CHUNKS), w->a, w->result) &&
           words_split(column(row, COMMAND), w->a, &w->result->command, &ignored);
}

static bool get_job(struct store *s, enum store_kind kind, const char *key_text, struct arena *a,
                    struct run_result *result)
{
    struct store_key key = store_key(key_text);
    struct wanted wanted = {key_text, a, result};
    const struct store_value values[] = {store_text(key.hex), store_text(kind_name(kind))};
    return store_read(s, STORE_GET_JOB, values, 2, take_job, &wanted);
}

bool store_get_run(struct store *s, const char *key_text, struct arena *a,
                   struct run_result *result)
{
    return get_job(s, STORE_RUN, key_text, a, result);
}

bool store_put_run(struct store *s, const char *key_text, const char *sample,
                   const struct run_result *result, struct err *err)
{
    return put_job(s, STORE_RUN, key_text, sample, result, err);
}

bool store_get_compile(struct store *s, const char *key_text, struct arena *a,
                       struct compile_result *result)
{
    struct run_result job;
    if (!get_job(s, STORE_COMPILE, key_text, a, &job))
        return false;
    *result = (struct compile_result){
        .command = job.command,
        .end = job.end,
        .code = job.code,
        .diagnostics = job.out,
        .truncated = job.truncated,
        .wall_s = job.wall_s,
        .measured_at = job.measured_at,
    };
    return true;
}

bool store_put_compile(struct store *s, const char *key_text, const char *sample,
                       const struct compile_result *result, struct err *err)
{
    const struct run_result job = {
        .command = result->command,
        .end = result->end,
        .code = result->code,
        .out = result->diagnostics,
        .truncated = result->truncated,
        .wall_s = result->wall_s,
        .measured_at = result->measured_at,
    };
    return put_job(s, STORE_COMPILE, key_text, sample, &job, err);
}

struct last_key {
    struct arena *a;
    const char *text;
};

static bool take_key(sqlite3_stmt *row, void *ctx)
{
    struct last_key *last = ctx;
    last->text = arena_str(last->a, column(row, KEY_TEXT)).data;
    return true;
}

const char *store_last_key(struct store *s, enum store_kind kind, const char *sample,
                           struct arena *a)
{
    struct last_key last = {a, NULL};
    const struct store_value values[] = {store_text(sample), store_text(kind_name(kind))};
    store_read(s, STORE_LAST_JOB, values, 2, take_key, &last);
    return last.text;
}
