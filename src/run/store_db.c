/* How the database is kept whole.
 *
 * Every row carries a checksum (store_rows.c). Damage to SQLite's own structure shows as
 * SQLITE_CORRUPT or SQLITE_NOTADB, or as tables that our statements don't fit; then the whole file is
 * set aside and a new one begun, also in the middle of a build. No check goes through the whole file:
 * a build that changes nothing has no time for it, and each row that is used is checked anyway.
 *
 * A build that is alone opens the file at first for reading only, and as one that nobody writes to,
 * which is so while it holds the lock and there is no log: then SQLite takes no locks and makes no
 * files. The first write opens it again as usual.
 *
 * Two processes that open the store at once take turns by flock on the folder, so that neither makes
 * tables or sets a file aside under the other's hands. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "run/store_private.h"

enum {
    FORMAT = 2,               /* user_version: other tables or columns get another number */
    APPLICATION = 0x646c6f6f, /* application_id: "dloo" */
    BUSY_MS = 10000,
};

static const int open_flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW;

/* No more than 20 rows of one key; see also store_trim. */
#define TRIM(table)                                                                                \
    "CREATE TRIGGER " table "_trim AFTER INSERT ON " table " BEGIN"                                \
    "  DELETE FROM " table " WHERE key = new.key AND seq <="                                       \
    "    (SELECT seq FROM " table                                                                  \
    " WHERE key = new.key ORDER BY seq DESC LIMIT 1 OFFSET 20); END;"

/* Readable with the sqlite3 shell. A key may have several rows: the newest counts, the others are
 * its history. A compile has what it printed in stdout; a payload is lines (result_text.h). */
static const char tables[] =
    "CREATE TABLE jobs(seq INTEGER PRIMARY KEY, key TEXT, kind TEXT, sample TEXT,"
    "  key_text TEXT, ended TEXT, code INTEGER, stdout BLOB, stderr BLOB, chunks TEXT,"
    "  truncated INTEGER, wall_s REAL, user_s REAL, sys_s REAL, max_rss_kib INTEGER, command TEXT,"
    "  measured_at TEXT, machine_id TEXT, checksum TEXT);"
    "CREATE INDEX jobs_by_key ON jobs(key);"
    "CREATE INDEX jobs_by_sample ON jobs(sample, kind, seq, key);" TRIM(
        "jobs") "CREATE TABLE measurements(seq INTEGER PRIMARY KEY, key TEXT, kind TEXT, sample "
                "TEXT,"
                "  key_text TEXT, payload TEXT, measured_at TEXT, machine_id TEXT, checksum TEXT);"
                "CREATE INDEX measurements_by_key ON measurements(key);"
                "CREATE INDEX measurements_by_sample ON measurements(sample, kind, seq, key);" TRIM(
                    "measurements") "CREATE TABLE depends(key TEXT PRIMARY KEY, base_text TEXT, "
                                    "paths TEXT, checksum TEXT);"
                                    "CREATE TABLE records(name TEXT PRIMARY KEY, value BLOB, "
                                    "checksum TEXT);"
                                    "CREATE TABLE programs(key TEXT PRIMARY KEY, size INTEGER, "
                                    "hash TEXT, checksum TEXT);";

enum state { READY, DAMAGED, FOREIGN, FAILED }; /* FOREIGN: another version's */

/* While opening, a plain error is the file's doing, too: a table is missing, its format unknown. */
static enum state state_of(int rc)
{
    return rc == SQLITE_OK ? READY : store_is_damage(rc) || rc == SQLITE_ERROR ? DAMAGED : FAILED;
}

static char *db_path(const struct store *s, const char *suffix)
{
    return xasprintf("%s/results.db%s", s->dir, suffix);
}

/* By a URI, because only there SQLite can be told that nobody writes to the file. */
static int open_unwritten(struct store *s, const char *path)
{
    struct buf uri = BUF_INIT;
    buf_puts(&uri, "file:");
    for (; *path; path++)
        strchr("%?#", *path) ? buf_printf(&uri, "%%%02x", *path) : buf_putc(&uri, *path);
    buf_puts(&uri, "?immutable=1");
    int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
    int rc = sqlite3_open_v2(uri.data, &s->db, flags | open_flags, NULL);
    buf_release(&uri);
    return rc;
}

static int connect_to(struct store *s, const char *path)
{
    if (s->unwritten)
        return open_unwritten(s, path);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    int rc = sqlite3_open_v2(path, &s->db, flags | open_flags, NULL);
    if (rc != SQLITE_OK)
        return rc;
    sqlite3_busy_timeout(s->db, BUSY_MS);
    /* In WAL mode NORMAL waits for the disk only when the log is copied into the database, once a
     * build. That costs a build that runs something less than 1 %, and no power cut can tear the
     * database, which is also a history that cannot be made again. */
    return sqlite3_exec(s->db,
                        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                        "PRAGMA wal_autocheckpoint = 8000",
                        NULL, NULL, NULL);
}

static int connect_safely(struct store *s, const char *path)
{
    int rc = connect_to(s, path);
    if (rc != SQLITE_OK)
        return rc;
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return sqlite3_exec(s->db, "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON", NULL,
                        NULL, NULL);
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

/* Make the tables of a new file. */
static enum state check_format(sqlite3 *db)
{
    int format = 0, application = 0, entries = 0;
    int rc = read_number(db, "PRAGMA user_version", &format);
    if (rc == SQLITE_OK)
        rc = read_number(db, "PRAGMA application_id", &application);
    if (rc == SQLITE_OK)
        rc = read_number(db, "SELECT count(*) FROM sqlite_schema", &entries);
    if (rc != SQLITE_OK)
        return state_of(rc);
    if (format == 0 && application == 0 && entries == 0)
        return state_of(make_tables(db));
    if (application != APPLICATION)
        return DAMAGED;
    return format == FORMAT ? READY : FOREIGN;
}

static void disconnect(struct store *s)
{
    store_unprepare(s);
    sqlite3_close(s->db);
    s->db = NULL;
}

bool store_failed(const struct store *s, int rc, struct err *err)
{
    const char *path = "results.db";
    if (!s->db)
        return err_set(err, "%s/%s: is not open", s->dir, path);
    if (sqlite3_extended_errcode(s->db) == SQLITE_CANTOPEN_SYMLINK)
        return err_set(err, "%s/%s: is a link: drawloom keeps no results there", s->dir, path);
    return err_set(err, "%s/%s: %s", s->dir, path, sqlite3_errstr(rc));
}

/* One attempt. After anything but READY there is no connection, and err says why. */
static enum state attempt(struct store *s, const char *path, struct err *err)
{
    /* SQLite would open it for reading, and leave a log that nobody can write to either */
    if (!s->unwritten && access(path, W_OK) < 0 && errno != ENOENT) {
        err_errno(err, "%s: cannot be written to", path);
        return FAILED;
    }
    enum state state = state_of(connect_safely(s, path));
    /* a flipped byte in the header can make SQLite think that it may only read */
    if (state == READY && !s->unwritten && sqlite3_db_readonly(s->db, "main") == 1)
        state = DAMAGED;
    if (state == READY)
        state = check_format(s->db);
    if (state == READY)
        state = state_of(store_prepare(s));
    if (state != READY)
        store_failed(s, sqlite3_errcode(s->db), err);
    if (state != READY)
        disconnect(s);
    return state;
}

/* Under a name that says why. */
static bool set_aside(struct store *s, const char *path, enum state state, struct err *err)
{
    s->aside = state == FOREIGN ? ".foreign" : ".damaged";
    char *aside = db_path(s, s->aside), *wal = db_path(s, "-wal"), *shm = db_path(s, "-shm");
    bool ok = rename(path, aside) == 0 || err_errno(err, "%s: cannot be renamed", path);
    if (ok) {
        unlink(wal);
        unlink(shm);
    }
    free(aside);
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

static enum state open_or_renew(struct store *s, const char *path, struct err *err)
{
    enum state state = attempt(s, path, err);
    if ((state == DAMAGED || state == FOREIGN) && set_aside(s, path, state, err))
        state = attempt(s, path, err);
    return state;
}

/* Whether nobody but us can be writing, and all that was written has arrived in the one file. */
static bool is_unwritten(const struct store *s, const char *path)
{
    struct stat st;
    char *wal = db_path(s, "-wal");
    bool is = s->lock_fd >= 0 && access(wal, F_OK) < 0 && lstat(path, &st) == 0 &&
              S_ISREG(st.st_mode) && st.st_size > 0;
    free(wal);
    return is;
}

/* What is wrong with the file shows again when it is opened for writing, and is dealt with then. */
static bool open_for(struct store *s, bool unwritten, struct err *err)
{
    char *path = db_path(s, "");
    int turn = take_turn(s);
    s->unwritten = unwritten && is_unwritten(s, path);
    bool ok = s->unwritten && attempt(s, path, err) == READY;
    if (!ok) {
        s->unwritten = false;
        ok = open_or_renew(s, path, err) == READY;
    }
    if (turn >= 0)
        close(turn);
    free(path);
    return ok;
}

bool store_db_open(struct store *s, struct err *err)
{
    return open_for(s, true, err);
}

bool store_db_write(struct store *s, struct err *err)
{
    if (!s->unwritten)
        return true;
    disconnect(s);
    return open_for(s, false, err);
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
    s->unwritten = false;
    bool ok = set_aside(s, path, DAMAGED, err) && attempt(s, path, err) == READY;
    if (turn >= 0)
        close(turn);
    free(path);
    return ok;
}
