/* store_history: earlier results, and how many of them are kept. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "run/store_private.h"

enum { KEY_TEXT = 3 }; /* column of both tables of results */

const char *store_kind_name(enum store_kind kind)
{
    static const char *const names[] = {
        [STORE_COMPILE] = "compile", [STORE_RUN] = "run",     [STORE_TRIALS] = "trials",
        [STORE_TIME] = "time",       [STORE_TRACE] = "trace", [STORE_FORMULA] = "formula"};
    return names[kind];
}

struct last_key {
    struct arena *a;
    const char *text;
};

static bool take_key(sqlite3_stmt *row, void *ctx)
{
    struct last_key *last = ctx;
    last->text = arena_str(last->a, store_column(row, STORE_FIRST + KEY_TEXT)).data;
    return true;
}

const char *store_last_key(struct store *s, enum store_kind kind, const char *sample,
                           struct arena *a)
{
    struct last_key last = {a, NULL};
    bool is_job = kind == STORE_COMPILE || kind == STORE_RUN;
    const struct store_value values[] = {store_text(sample), store_text(store_kind_name(kind))};
    store_read(s, is_job ? STORE_LAST_JOB : STORE_LAST_MEASUREMENT, values, 2, take_key, &last);
    return last.text;
}

bool store_use(struct store *s, const struct store_key *key)
{
    pthread_mutex_lock(&s->mutex);
    if (s->used_count == s->used_room) {
        s->used_room = s->used_room ? 2 * s->used_room : 64;
        s->used = xrealloc(s->used, s->used_room, sizeof *s->used);
    }
    s->used[s->used_count++] = *key;
    pthread_mutex_unlock(&s->mutex);
    return true;
}

static int by_hex(const void *a, const void *b)
{
    return memcmp(a, b, HASH_HEX_LEN);
}

/* The SQL function is_used(key). */
static void is_used(sqlite3_context *context, int count, sqlite3_value **values)
{
    const struct store *s = sqlite3_user_data(context);
    const void *key = sqlite3_value_text(values[0]);
    bool whole = count == 1 && sqlite3_value_bytes(values[0]) == HASH_HEX_LEN;
    bool is =
        whole && s->used_count > 0 && bsearch(key, s->used, s->used_count, sizeof *s->used, by_hex);
    sqlite3_result_int(context, is);
}

#define FORGET(table)                                                                              \
    "DELETE FROM " table " WHERE seq IN (SELECT seq FROM (SELECT seq, key, row_number() OVER"      \
    " (PARTITION BY sample, kind ORDER BY seq DESC) AS place FROM " table ")"                      \
    " WHERE place > 20 AND NOT is_used(key));"

/* The mutex is held. */
static bool forget(struct store *s, struct err *err)
{
    if (!store_db_write(s, err))
        return false;
    int rc = sqlite3_create_function(s->db, "is_used", 1, SQLITE_UTF8 | SQLITE_DIRECTONLY, s,
                                     is_used, NULL, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(s->db, "BEGIN IMMEDIATE;" FORGET("jobs") FORGET("measurements") "COMMIT",
                          NULL, NULL, NULL);
    if (rc != SQLITE_OK && !sqlite3_get_autocommit(s->db))
        sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    return rc == SQLITE_OK || store_failed(s, rc, err);
}

bool store_trim(struct store *s, struct err *err)
{
    bool ok = true;
    pthread_mutex_lock(&s->mutex);
    if (s->has_put && s->used_count > 0) {
        qsort(s->used, s->used_count, sizeof *s->used, by_hex);
        ok = forget(s, err);
        s->has_put = !ok;
    }
    pthread_mutex_unlock(&s->mutex);
    return ok;
}
