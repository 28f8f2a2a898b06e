/* store_rows: read and write one row. Every table ends in a checksum over the other columns, made and
 * verified by the SQL function row_hash; a row whose contents have changed since is deleted when it
 * is read. */
#include <string.h>

#include "run/store_private.h"

#define JOB                                                                                        \
    "key, kind, sample, key_text, ended, code, stdout, stderr, chunks, truncated, wall_s, user_s," \
    " sys_s, max_rss_kib, command, measured_at, machine_id"
#define JOB_MARKS "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17"
#define MEASUREMENT "key, kind, sample, key_text, payload, measured_at, machine_id"
#define DEPENDS "key, base_text, paths"
#define RECORD "name, value"
#define PROGRAM "key, size, hash"
#define GET(columns, from) "SELECT checksum IS row_hash(" columns "), rowid, " columns " FROM " from
#define PUT(table, columns, marks)                                                                 \
    "INSERT INTO " table "(" columns ", checksum) VALUES(" marks ", row_hash(" marks "))"
/* what is there already is not written again: a build that changes nothing leaves the file alone */
#define REPLACE(key, set)                                                                          \
    " ON CONFLICT(" key ") DO UPDATE SET " set ", checksum = excluded.checksum"                    \
    " WHERE checksum IS NOT excluded.checksum"

static const struct {
    const char *sql;
    const char *table; /* that is read */
} statements[STORE_STATEMENTS] = {
    [STORE_GET_JOB] = {GET(JOB, "jobs WHERE key = ?1 AND kind = ?2 ORDER BY seq DESC LIMIT 1"),
                       "jobs"},
    [STORE_LAST_JOB] = {GET(JOB, "jobs WHERE sample = ?1 AND kind = ?2 ORDER BY seq DESC LIMIT 1"),
                        "jobs"},
    [STORE_PUT_JOB] = {PUT("jobs", JOB, JOB_MARKS), NULL},
    [STORE_GET_MEASUREMENT] = {GET(MEASUREMENT, "measurements WHERE key = ?1 AND kind = ?2"
                                                " ORDER BY seq DESC LIMIT 1"),
                               "measurements"},
    [STORE_LAST_MEASUREMENT] = {GET(MEASUREMENT, "measurements WHERE sample = ?1 AND kind = ?2"
                                                 " ORDER BY seq DESC LIMIT 1"),
                                "measurements"},
    [STORE_PUT_MEASUREMENT] = {PUT("measurements", MEASUREMENT, "?1, ?2, ?3, ?4, ?5, ?6, ?7"),
                               NULL},
    [STORE_GET_DEPENDS] = {GET(DEPENDS, "depends WHERE key = ?1"), "depends"},
    [STORE_PUT_DEPENDS] = {PUT("depends", DEPENDS, "?1, ?2, ?3")
                               REPLACE("key", "base_text = excluded.base_text,"
                                              " paths = excluded.paths"),
                           NULL},
    [STORE_GET_RECORD] = {GET(RECORD, "records WHERE name = ?1"), "records"},
    [STORE_PUT_RECORD] = {PUT("records", RECORD, "?1, ?2")
                              REPLACE("name", "value = excluded.value"),
                          NULL},
    [STORE_GET_PROGRAM] = {GET(PROGRAM, "programs WHERE key = ?1"), "programs"},
    [STORE_PUT_PROGRAM] = {PUT("programs", PROGRAM, "?1, ?2, ?3")
                               REPLACE("key", "size = excluded.size, hash = excluded.hash"),
                           NULL},
};

struct store_value store_text(const char *s)
{
    return (struct store_value){.type = STORE_TEXT, .bytes = str_of(s)};
}

struct store_value store_bytes(struct str bytes)
{
    return (struct store_value){.type = STORE_BYTES, .bytes = bytes};
}

struct store_value store_integer(int64_t n)
{
    return (struct store_value){.type = STORE_INTEGER, .integer = n};
}

struct store_value store_real(double x)
{
    return (struct store_value){.type = STORE_REAL, .real = x};
}

/* Types and lengths are part of what is hashed: ("ab", "c") is not ("a", "bc"). */
static void hash_value(struct buf *text, sqlite3_value *v)
{
    int type = sqlite3_value_type(v);
    switch (type) {
    case SQLITE_INTEGER:
        buf_printf(text, "i%lld;", (long long)sqlite3_value_int64(v));
        break;
    case SQLITE_FLOAT:
        buf_printf(text, "r%a;", sqlite3_value_double(v));
        break;
    case SQLITE_NULL:
        buf_puts(text, "n;");
        break;
    default: {
        const void *bytes = sqlite3_value_blob(v);
        int len = sqlite3_value_bytes(v);
        buf_printf(text, "%c%d:", type == SQLITE_TEXT ? 't' : 'b', len);
        buf_add(text, bytes, (size_t)len);
    }
    }
}

static void row_hash(sqlite3_context *context, int count, sqlite3_value **values)
{
    struct buf text = BUF_INIT;
    char hex[HASH_HEX_LEN + 1];
    for (int i = 0; i < count; i++)
        hash_value(&text, values[i]);
    hash_hex(hash_of(text.data, text.len), hex);
    buf_release(&text);
    sqlite3_result_text(context, hex, HASH_HEX_LEN, SQLITE_TRANSIENT);
}

bool store_is_damage(int rc)
{
    return rc == SQLITE_CORRUPT || rc == SQLITE_NOTADB;
}

int store_prepare(struct store *s)
{
    int rc = sqlite3_create_function(s->db, "row_hash", -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
                                     NULL, row_hash, NULL, NULL);
    for (int i = 0; i < STORE_STATEMENTS && rc == SQLITE_OK; i++)
        rc = sqlite3_prepare_v3(s->db, statements[i].sql, -1, SQLITE_PREPARE_PERSISTENT,
                                &s->statements[i], NULL);
    return rc;
}

void store_unprepare(struct store *s)
{
    for (int i = 0; i < STORE_STATEMENTS; i++) {
        sqlite3_finalize(s->statements[i]);
        s->statements[i] = NULL;
    }
}

static void bind_one(sqlite3_stmt *stmt, int at, const struct store_value *v)
{
    const char *data = v->bytes.data ? v->bytes.data : "";
    switch (v->type) {
    case STORE_TEXT:
        sqlite3_bind_text64(stmt, at, data, v->bytes.len, SQLITE_STATIC, SQLITE_UTF8);
        break;
    case STORE_BYTES:
        sqlite3_bind_blob64(stmt, at, data, v->bytes.len, SQLITE_STATIC);
        break;
    case STORE_INTEGER:
        sqlite3_bind_int64(stmt, at, v->integer);
        break;
    case STORE_REAL:
        sqlite3_bind_double(stmt, at, v->real);
        break;
    }
}

/* The statement's first step; NULL when there is no database. */
static sqlite3_stmt *execute(struct store *s, enum store_statement which,
                             const struct store_value *values, size_t count, int *rc)
{
    sqlite3_stmt *stmt = s->statements[which];
    *rc = SQLITE_MISUSE;
    if (!s->db)
        return NULL;
    for (size_t i = 0; i < count; i++)
        bind_one(stmt, (int)i + 1, &values[i]);
    *rc = sqlite3_step(stmt);
    return stmt;
}

struct str store_column(sqlite3_stmt *row, int column)
{
    const char *data = sqlite3_column_blob(row, column);
    return (struct str){data ? data : "", (size_t)sqlite3_column_bytes(row, column)};
}

/* Whether the rest can be relied on: a row may differ because a page stands in another's place. */
static bool is_sound(struct store *s)
{
    sqlite3_stmt *check = NULL;
    bool sound =
        sqlite3_prepare_v2(s->db, "PRAGMA integrity_check(1)", -1, &check, NULL) == SQLITE_OK &&
        sqlite3_step(check) == SQLITE_ROW && str_is(store_column(check, 0), "ok");
    sqlite3_finalize(check);
    return sound;
}

/* A row's contents have changed since it was written. */
static void drop_row(struct store *s, enum store_statement which, int64_t rowid)
{
    struct err ignored; /* without a database nothing is found, and nothing can be put */
    if (s->damaged_rows == 0 && !is_sound(s)) {
        store_db_renew(s, &ignored);
        return;
    }
    s->damaged_rows++;
    if (!store_db_write(s, &ignored))
        return;
    char *sql =
        sqlite3_mprintf("DELETE FROM %w WHERE rowid = %lld", statements[which].table, rowid);
    sqlite3_exec(s->db, sql, NULL, NULL, NULL);
    sqlite3_free(sql);
}

static void leave(sqlite3_stmt *stmt)
{
    if (!stmt)
        return;
    sqlite3_reset(stmt);
    sqlite3_clear_bindings(stmt);
}

bool store_read(struct store *s, enum store_statement which, const struct store_value *values,
                size_t count, store_take *take, void *ctx)
{
    pthread_mutex_lock(&s->mutex);
    int rc;
    sqlite3_stmt *row = execute(s, which, values, count, &rc);
    bool found = rc == SQLITE_ROW, intact = found && sqlite3_column_int(row, 0) == 1;
    int64_t rowid = found ? sqlite3_column_int64(row, 1) : 0;
    bool taken = intact && take(row, ctx);
    leave(row);
    struct err ignored;
    if (found && !intact)
        drop_row(s, which, rowid);
    else if (store_is_damage(rc))
        store_db_renew(s, &ignored);
    pthread_mutex_unlock(&s->mutex);
    return taken;
}

/* Once more in a new database when the old one is damaged. */
static bool write_row(struct store *s, enum store_statement which, const struct store_value *values,
                      size_t count, struct err *err)
{
    int rc;
    leave(execute(s, which, values, count, &rc));
    if (store_is_damage(rc)) {
        if (!store_db_renew(s, err))
            return false;
        leave(execute(s, which, values, count, &rc));
    }
    return rc == SQLITE_DONE || store_failed(s, rc, err);
}

bool store_write(struct store *s, enum store_statement which, const struct store_value *values,
                 size_t count, struct err *err)
{
    pthread_mutex_lock(&s->mutex);
    bool ok = store_db_write(s, err) && write_row(s, which, values, count, err);
    s->has_put |= which == STORE_PUT_JOB || which == STORE_PUT_MEASUREMENT;
    pthread_mutex_unlock(&s->mutex);
    return ok;
}

struct store_key store_key(const char *text)
{
    struct store_key key;
    hash_hex(hash_of(text, strlen(text)), key.hex);
    return key;
}
