/* store_jobs: results as rows. A compile is kept as a run would be: what the compiler printed is its
 * stdout. Commands are kept as a shell would read them, chunks as "FD:LENGTH FD:LENGTH …". */
#include "run/result_text.h"
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

static bool put_job(struct store *s, enum store_kind kind, const char *key_text, const char *sample,
                    const struct run_result *r, struct err *err)
{
    struct store_key key = store_key(key_text);
    struct buf command = BUF_INIT, chunks = BUF_INIT;
    lines_quote(&command, &r->command);
    result_text_chunks(r, &chunks);
    const struct store_value values[COLUMNS] = {
        [KEY] = store_text(key.hex),
        [KIND] = store_text(store_kind_name(kind)),
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
    bool ok = store_write(s, STORE_PUT_JOB, values, COLUMNS, err) && store_use(s, &key);
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
    return result_text_read_end(column(row, ENDED), &w->result->end) &&
           result_text_read_chunks(column(row, CHUNKS), w->a, w->result) &&
           words_split(column(row, COMMAND), w->a, &w->result->command, &ignored);
}

static bool get_job(struct store *s, enum store_kind kind, const char *key_text, struct arena *a,
                    struct run_result *result)
{
    struct store_key key = store_key(key_text);
    struct wanted wanted = {key_text, a, result};
    const struct store_value values[] = {store_text(key.hex), store_text(store_kind_name(kind))};
    return store_read(s, STORE_GET_JOB, values, 2, take_job, &wanted) && store_use(s, &key);
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
