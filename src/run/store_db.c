/* How the database is kept whole.
 *
 * Every row carries a checksum (store_rows.c). Damage to SQLite's own structure shows as
 * SQLITE_CORRUPT or SQLITE_NOTADB, or as tables that our statements don't fit; then the whole file is
 * set aside and a new one begun, also in the middle of a build. No check goes through the whole file:
 * a build that changes nothing has no time for it, and each row that is used is checked anyway.
 *
 * Two processes that open the store at once take turns by flock on the folder, so that neither makes
 * tables or sets a file aside under the other's hands. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/mem.h"
#include "run/store_private.h"

enum {
    FORMAT = 1,               /* user_version: other tables or columns get another number */
    FORMATS_TO_BE = 999,      /* a larger number is an accident, not a later version's */
    APPLICATION = 0x646c6f6f, /* application_id: "dloo" */
    BUSY_MS = 10000,
};

/* Readable with the sqlite3 shell. A key may have several jobs: the newest counts, the others are
 * its history. A compile has what it printed in stdout. */
static const char tables[] =
    "CREATE TABLE jobs(seq INTEGER PRIMARY KEY, key TEXT, kind TEXT, sample TEXT,"
    "  key_text TEXT, ended TEXT, code INTEGER, stdout BLOB, stderr BLOB, chunks TEXT,"
    "  truncated INTEGER, wall_s REAL, user_s REAL, sys_s REAL, max_rss_kib INTEGER, command TEXT,"
    "  measured_at TEXT, machine_id TEXT, checksum TEXT);"
    "CREATE INDEX jobs_by_key ON jobs(key);"
    "CREATE INDEX jobs_by_sample ON jobs(sample);"
    "CREATE TRIGGER jobs_trim AFTER INSERT ON jobs BEGIN"
    "  DELETE FROM jobs WHERE key = new.key AND seq <="
    "    (SELECT seq FROM jobs WHERE key = new.key ORDER BY seq DESC LIMIT 1 OFFSET 20); END;"
    "CREATE TABLE depends(key TEXT PRIMARY KEY, base_text TEXT, paths TEXT, checksum TEXT);"
    "CREATE TABLE records(name TEXT PRIMARY KEY, value BLOB, checksum TEXT);"
    "CREATE TABLE programs(key TEXT PRIMARY KEY, size INTEGER, hash TEXT, checksum TEXT);";

enum state { READY, DAMAGED, LATER, FAILED };

/* While opening, a plain error is the file's doing, too: a table is missing, its format unknown. */
static enum state state_of(int rc)
{
    return rc == SQLITE_OK ? READY : store_is_damage(rc) || rc == SQLITE_ERROR ? DAMAGED : FAILED;
}

static char *db_path(const struct store *s, const char *suffix)
{
    return xasprintf("%s/results.db%s", s->dir, suffix);
}

static int connect_to(struct store *s, const char *path)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    int rc = sqlite3_open_v2(path, &s->db, flags, NULL);
    if (rc != SQLITE_OK)
        return rc;
    sqlite3_busy_timeout(s->db, BUSY_MS);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    /* Nothing waits for the disk: a killed build keeps all that it finished, and what a power cut
     * damages is noticed, by the pages' structure or the rows' checksums, and made again. */
    return sqlite3_exec(s->db,
                        "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
                        "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;"
                        "PRAGMA wal_autocheckpoint = 8000",
                        NULL, NULL, NULL);
}

static int read_number(sqlite3 *db, const char *sql, int *number)
{
    sqlite3_stmt *stmt;
    int rc = sqlite3_prepare_v2(db, sql, -1, &stmt, NULL);
    if (rc != SQLITE_OK)
        return rc;
    if (sqlite3_step(stmt) == SQLITE_ROW)
        *number = sqlite3_column_int(stmt, 0);
    return sqlite3_finalize(stmt);
}

static int make_tables(sqlite3 *db)
{
    char *sql = sqlite3_mprintf("BEGIN IMMEDIATE; %s PRAGMA application_id = %d;"
                                "PRAGMA user_version = %d; COMMIT",
                                tables, APPLICATION, FORMAT);
    int rc = sqlite3_exec(db, sql, NULL, NULL, NULL);
    sqlite3_free(sql);
    return rc;
}

/* Make the tables of a new file; *format is what was found. */
static enum state check_format(sqlite3 *db, int *format)
{
    int application = 0, entries = 0;
    int rc = read_number(db, "PRAGMA user_version", format);
    if (rc == SQLITE_OK)
        rc = read_number(db, "PRAGMA application_id", &application);
    if (rc == SQLITE_OK)
        rc = read_number(db, "SELECT count(*) FROM sqlite_schema", &entries);
    if (rc != SQLITE_OK)
        return state_of(rc);
    if (*format == 0 && application == 0 && entries == 0)
        return state_of(make_tables(db));
    if (application != APPLICATION || *format < FORMAT || *format > FORMATS_TO_BE)
        return DAMAGED;
    return *format > FORMAT ? LATER : READY;
}

static void disconnect(struct store *s)
{
    store_unprepare(s);
    sqlite3_close(s->db);
    s->db = NULL;
}

/* One attempt. After anything but READY there is no connection, and err says why. */
static enum state attempt(struct store *s, const char *path, struct err *err)
{
    int format = 0;
    enum state state = state_of(connect_to(s, path));
    /* a flipped byte in the header can make SQLite think that it may only read */
    if (state == READY && sqlite3_db_readonly(s->db, "main") == 1)
        state = access(path, W_OK) == 0 ? DAMAGED : FAILED;
    if (state == READY)
        state = check_format(s->db, &format);
    if (state == READY)
        state = state_of(store_prepare(s));
    if (state == LATER)
        err_set(err,
                "%s was written by a later drawloom (format %d, this one knows %d);"
                " use that one or remove the file",
                path, format, FORMAT);
    else if (state != READY)
        err_set(err, "%s cannot be used: %s", path, sqlite3_errmsg(s->db));
    if (state != READY)
        disconnect(s);
    return state;
}

static bool set_aside(const struct store *s, const char *path, struct err *err)
{
    char *damaged = db_path(s, ".damaged"), *wal = db_path(s, "-wal"), *shm = db_path(s, "-shm");
    bool ok = rename(path, damaged) == 0 || err_errno(err, "%s: cannot be renamed", path);
    if (ok) {
        unlink(wal);
        unlink(shm);
    }
    free(damaged);
    free(wal);
    free(shm);
    return ok;
}

/* Nobody else opens the store until the descriptor is closed. */
static int take_turn(const struct store *s)
{
    int fd = open(s->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    while (fd >= 0 && flock(fd, LOCK_EX) != 0 && errno == EINTR)
        ;
    return fd;
}

static enum state open_or_renew(struct store *s, struct err *err)
{
    char *path = db_path(s, "");
    enum state state = attempt(s, path, err);
    if (state == DAMAGED && set_aside(s, path, err)) {
        s->was_set_aside = true;
        state = attempt(s, path, err);
    }
    free(path);
    return state;
}

bool store_db_open(struct store *s, struct err *err)
{
    int turn = take_turn(s);
    enum state state = open_or_renew(s, err);
    if (turn >= 0)
        close(turn);
    return state == READY;
}

void store_db_close(struct store *s)
{
    disconnect(s);
}

bool store_db_renew(struct store *s, struct err *err)
{
    char *path = db_path(s, "");
    int turn = take_turn(s);
    disconnect(s);
    bool ok = set_aside(s, path, err) && attempt(s, path, err) == READY;
    s->was_set_aside = true;
    if (turn >= 0)
        close(turn);
    free(path);
    return ok;
}
