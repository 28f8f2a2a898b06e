/* store_private: what the files of the store share: store.c (the folder, the lock), store_db.c (the
 * database as a whole), store_rows.c (one row), store_jobs.c (compiles and runs),
 * store_measurements.c (trials and timings), store_history.c (what is kept of earlier ones),
 * store_files.c (programs, working folders, records). */
#ifndef RUN_STORE_PRIVATE_H
#define RUN_STORE_PRIVATE_H

#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>

#include "run/store.h"

enum store_statement {
    STORE_GET_JOB,
    STORE_LAST_JOB,
    STORE_PUT_JOB,
    STORE_GET_MEASUREMENT,
    STORE_LAST_MEASUREMENT,
    STORE_PUT_MEASUREMENT,
    STORE_GET_DEPENDS,
    STORE_PUT_DEPENDS,
    STORE_GET_RECORD,
    STORE_PUT_RECORD,
    STORE_GET_PROGRAM,
    STORE_PUT_PROGRAM,
    STORE_STATEMENTS,
};

/* The key of a key text: its hash. */
struct store_key {
    char hex[HASH_HEX_LEN + 1];
};

struct store {
    char *dir;   /* absolute path of .drawloom */
    int lock_fd; /* -1: not opened to be alone */
    atomic_uint work_dirs;
    /* what follows is guarded by mutex */
    pthread_mutex_t mutex;
    sqlite3 *db;    /* NULL when there is none that can be used */
    bool unwritten; /* it is only read, and SQLite knows that nobody writes; see store_db_write */
    sqlite3_stmt *statements[STORE_STATEMENTS];
    size_t damaged_rows;
    struct store_key *used; /* of all results that were found or put; the last ones are unsorted */
    size_t used_count, used_room;
    bool has_put;      /* results */
    const char *aside; /* what the name of a file that was set aside ends in; NULL: none was */
};

/* A value to bind; text and bytes are borrowed. */
struct store_value {
    enum { STORE_TEXT, STORE_BYTES, STORE_INTEGER, STORE_REAL } type;
    struct str bytes;
    int64_t integer;
    double real;
};
struct store_value store_text(const char *s); /* NULL gives "" */
struct store_value store_bytes(struct str bytes);
struct store_value store_integer(int64_t n);
struct store_value store_real(double x);

/* Open the database, set one aside that is damaged or of another format, make a new one where there is
 * none. */
bool store_db_open(struct store *s, struct err *err);
void store_db_close(struct store *s);
/* Before the first write. Until then a build that is alone needs neither SQLite's locks nor its files,
 * and one that changes nothing leaves the folder as it was. The mutex is held. */
bool store_db_write(struct store *s, struct err *err);
/* The open database has turned out to be damaged: set it aside, too. The mutex is held. */
bool store_db_renew(struct store *s, struct err *err);

/* Whether SQLite's result means that the file's structure is damaged. */
bool store_is_damage(int rc);
/* Fill *err: the database's file, and why SQLite gave this result. */
bool store_failed(const struct store *s, int rc, struct err *err);
/* Make the statements; the result is SQLite's. */
int store_prepare(struct store *s);
void store_unprepare(struct store *s);

/* Bind the values in order and hand the first row, if it is intact, to `take`; its own columns begin
 * at STORE_FIRST. False: no such row, or take said that it is not the right one. */
enum { STORE_FIRST = 2 };
typedef bool store_take(sqlite3_stmt *row, void *ctx);
bool store_read(struct store *s, enum store_statement which, const struct store_value *values,
                size_t count, store_take *take, void *ctx);
bool store_write(struct store *s, enum store_statement which, const struct store_value *values,
                 size_t count, struct err *err);

/* A column of a row, borrowed until the row is left. */
struct str store_column(sqlite3_stmt *row, int column);

struct store_key store_key(const char *text);
/* The key is one that this build needs. Always true. */
bool store_use(struct store *s, const struct store_key *key);
/* "compile", "run", "trials", "time" */
const char *store_kind_name(enum store_kind kind);

/* Remove the working folders that earlier builds left behind. The lock is held. */
void store_sweep_work(const struct store *s);

#endif
