#include "run/store.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/pool.h"
#include "test.h"

/* A course of its own for each test; `arena` and `problems` are emptied with it. */
struct fixture {
    char root[64];
    struct arena arena;
    struct problems problems;
    struct store *store;
};

static void reopen(struct fixture *f)
{
    struct err err = {0};
    store_close(f->store);
    f->problems = (struct problems){0};
    if (!CHECK(store_open(f->root, &f->arena, &f->problems, &f->store, &err)))
        printf("#   %s\n", err.message);
}

/* In memory if possible: stores are opened by the hundred here, and each one that closes syncs. */
static void make_root(struct fixture *f)
{
    const char *dir = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    *f = (struct fixture){0};
    snprintf(f->root, sizeof f->root, "%s/drawloom-store-XXXXXX", dir);
    CHECK(mkdtemp(f->root) != NULL);
}

static void set_up(struct fixture *f)
{
    make_root(f);
    reopen(f);
}

static void tear_down(struct fixture *f)
{
    struct err err;
    store_close(f->store);
    CHECK(file_remove_tree(f->root, &err));
    arena_release(&f->arena);
}

static char *file_in(struct fixture *f, const char *name)
{
    return arena_printf(&f->arena, "%s/.drawloom/%s", f->root, name);
}

static size_t warning_count(const struct fixture *f)
{
    size_t n = 0;
    for (const struct problem *p = f->problems.first; p; p = p->next)
        n += CHECK(p->severity == PROBLEM_WARNING);
    return n;
}

static const char *const odd_words[] = {"gcc",  "-O2",  "two words", "",
                                        "it's", "a\nb", "\"q\"\\",   "$x"};
static const char odd_bytes[] = "a\0b\xff\x1b[1m\n";
static struct chunk odd_chunks[] = {{1, 4}, {2, 3}, {1, 5}};

static struct run_result odd_run(void)
{
    return (struct run_result){
        .command = {(const char **)odd_words, sizeof odd_words / sizeof *odd_words},
        .end = END_SIGNALED,
        .code = 11,
        .out = {odd_bytes, sizeof odd_bytes - 1},
        .err = STR("err"),
        .chunks = odd_chunks,
        .chunk_count = 3,
        .truncated = true,
        .wall_s = 0.1 + 0.2,
        .user_s = 1.0,
        .sys_s = 1e-6,
        .max_rss_kib = 1500,
        .measured_at = "2026-11-23T12:00:00Z",
        .machine_id = "0123456789abcdef",
    };
}

static void check_odd_run(const struct run_result *r)
{
    CHECK_INT(r->command.count, sizeof odd_words / sizeof *odd_words);
    for (size_t i = 0; i < r->command.count; i++)
        CHECK_STR(r->command.items[i], odd_words[i]);
    CHECK_INT(r->end, END_SIGNALED);
    CHECK_INT(r->code, 11);
    CHECK(str_equal(r->out, (struct str){odd_bytes, sizeof odd_bytes - 1}));
    CHECK(str_is(r->err, "err"));
    CHECK_INT(r->chunk_count, 3);
    for (size_t i = 0; i < r->chunk_count; i++)
        CHECK(r->chunks[i].fd == odd_chunks[i].fd && r->chunks[i].len == odd_chunks[i].len);
    CHECK(r->truncated);
    CHECK(r->wall_s == 0.1 + 0.2 && r->user_s == 1.0 && r->sys_s == 1e-6);
    CHECK_INT(r->max_rss_kib, 1500);
    CHECK_STR(r->measured_at, "2026-11-23T12:00:00Z");
    CHECK_STR(r->machine_id, "0123456789abcdef");
}

static struct run_result printing(const char *text)
{
    return (struct run_result){.out = str_of(text), .measured_at = "", .machine_id = ""};
}

static void put_run(struct fixture *f, const char *key, const char *out)
{
    struct err err = {0};
    struct run_result r = printing(out);
    if (!CHECK(store_put_run(f->store, key, "s", &r, &err)))
        printf("#   %s\n", err.message);
}

/* What the run with this key printed; NULL when the store has none. */
static const char *get_run(struct fixture *f, const char *key)
{
    struct run_result r;
    return store_get_run(f->store, key, &f->arena, &r) ? r.out.data : NULL;
}

static void results_come_back_whole(void)
{
    struct fixture f;
    struct err err;
    struct run_result run = odd_run(), got;
    struct compile_result compile = {.command = run.command,
                                     .end = END_COMPILE_LIMIT,
                                     .code = 1,
                                     .diagnostics = STR("x.c:1:1: error\n"),
                                     .wall_s = 0.05,
                                     .measured_at = "2026-11-23T12:00:01Z"},
                          compiled;
    set_up(&f);
    for (int round = 0; round < 2; round++) {
        CHECK(store_put_run(f.store, "key\ntext", "lost", &run, &err));
        CHECK(store_put_compile(f.store, "key\ntext", "lost", &compile, &err));
        if (round == 1)
            reopen(&f);
        CHECK(store_get_run(f.store, "key\ntext", &f.arena, &got));
        check_odd_run(&got);
        CHECK(store_get_compile(f.store, "key\ntext", &f.arena, &compiled));
        CHECK_INT(compiled.end, END_COMPILE_LIMIT);
        CHECK_INT(compiled.code, 1);
        CHECK(str_is(compiled.diagnostics, "x.c:1:1: error\n"));
        CHECK(!compiled.truncated && compiled.wall_s == 0.05);
        CHECK_STR(compiled.measured_at, "2026-11-23T12:00:01Z");
        CHECK_INT(compiled.command.count, run.command.count);
    }
    CHECK(!store_get_run(f.store, "key\ntext2", &f.arena, &got));
    CHECK(!store_get_compile(f.store, "", &f.arena, &compiled));
    CHECK_INT(warning_count(&f), 0);
    tear_down(&f);
}

static int number_in_db(struct fixture *f, const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *stmt = NULL;
    int number = -1;
    if (CHECK(sqlite3_open(file_in(f, "results.db"), &db) == SQLITE_OK) &&
        CHECK(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK) &&
        sqlite3_step(stmt) == SQLITE_ROW)
        number = sqlite3_column_int(stmt, 0);
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return number;
}

static void newest_result_counts_and_some_are_kept(void)
{
    struct fixture f;
    char out[16];
    set_up(&f);
    put_run(&f, "other", "other");
    for (int i = 0; i < 30; i++) {
        snprintf(out, sizeof out, "%d", i);
        put_run(&f, "key", out);
    }
    CHECK_STR(get_run(&f, "key"), "29");
    CHECK_STR(get_run(&f, "other"), "other");
    CHECK_INT(number_in_db(&f, "SELECT count(*) FROM jobs"), 21);
    CHECK_INT(
        number_in_db(&f, "SELECT min(CAST(stdout AS INTEGER)) FROM jobs WHERE key_text = 'key'"),
        10);
    tear_down(&f);
}

static void last_key_is_of_sample_and_kind(void)
{
    struct fixture f;
    struct err err;
    struct run_result run = printing("");
    struct compile_result compile = {.measured_at = ""};
    set_up(&f);
    CHECK_STR(store_last_key(f.store, STORE_RUN, "a", &f.arena), NULL);
    CHECK(store_put_run(f.store, "run a 1", "a", &run, &err));
    CHECK(store_put_run(f.store, "run a 2", "a", &run, &err));
    CHECK(store_put_run(f.store, "run b", "b", &run, &err));
    CHECK(store_put_compile(f.store, "compile a", "a", &compile, &err));
    CHECK_STR(store_last_key(f.store, STORE_RUN, "a", &f.arena), "run a 2");
    CHECK_STR(store_last_key(f.store, STORE_COMPILE, "a", &f.arena), "compile a");
    CHECK_STR(store_last_key(f.store, STORE_COMPILE, "b", &f.arena), NULL);
    tear_down(&f);
}

static void run_sql(struct fixture *f, const char *sql)
{
    sqlite3 *db = NULL;
    CHECK(sqlite3_open(file_in(f, "results.db"), &db) == SQLITE_OK);
    CHECK(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK);
    sqlite3_close(db);
}

/* --- measurements --- */

static struct outcome both[] = {{STR("1000\n"), STR(""), END_EXITED, 0, 60},
                                {STR("9\xff\n"), STR("e"), END_SIGNALED, 6, 40}};
static const struct trials_result some_trials = {both, 2, 100, TRIALS_CLEAR, "now", "id"};
static double walls[] = {0.1 + 0.2, 1.0 / 3}, cpus[] = {0, 1e-6};
static const struct time_result some_times = {TIME_OK, 1,      2,    walls, cpus,
                                              3,       "busy", NULL, "now", "id"};

static void measurements_come_back_whole(void)
{
    struct fixture f;
    struct err err;
    struct trials_result trials;
    struct time_result time;
    set_up(&f);
    CHECK(store_put_trials(f.store, "key", "s", &some_trials, &err));
    CHECK(store_put_time(f.store, "key", "s", &some_times, &err));
    reopen(&f);
    CHECK(!store_get_trials(f.store, "other", &f.arena, &trials));
    CHECK(store_get_trials(f.store, "key", &f.arena, &trials));
    CHECK(trials.runs == 100 && trials.outcome_count == 2 && trials.stop == TRIALS_CLEAR);
    CHECK(str_equal(trials.outcomes[1].out, both[1].out) && trials.outcomes[1].code == 6);
    CHECK(store_get_time(f.store, "key", &f.arena, &time));
    CHECK(time.reps == 2 && time.wall_s[0] == 0.1 + 0.2 && time.wall_s[1] == 1.0 / 3);
    CHECK(time.cpu_s[1] == 1e-6 && time.discarded == 3);
    CHECK_STR(time.noisy_why, "busy");
    CHECK_STR(store_last_key(f.store, STORE_TRIALS, "s", &f.arena), "key");
    CHECK_STR(store_last_key(f.store, STORE_TIME, "s", &f.arena), "key");
    CHECK_STR(store_last_key(f.store, STORE_RUN, "s", &f.arena), NULL);
    CHECK_INT(warning_count(&f), 0);
    tear_down(&f);
}

static const struct trace_result some_trace = {.end = END_SIGNALED,
                                               .code = 6,
                                               .wall_s = 1.0 / 3,
                                               .model = STR("{\"lanes\":[],\"name\":\"\xC3\xBC\"}"),
                                               .lanes = 3,
                                               .deadlock = "T1 waits",
                                               .noisy_why = "busy",
                                               .measured_at = "now",
                                               .machine_id = "id"};

static void traces_come_back_whole(void)
{
    struct fixture f;
    struct err err;
    struct trace_result is;
    struct time_result time;
    const struct trace_result none = {.why = "it is static", .measured_at = "", .machine_id = ""};
    set_up(&f);
    CHECK(store_put_trace(f.store, "key", "s", &some_trace, &err));
    CHECK(store_put_trace(f.store, "none", "t", &none, &err));
    reopen(&f);
    CHECK(!store_get_trace(f.store, "other", &f.arena, &is));
    CHECK(!store_get_time(f.store, "key", &f.arena, &time));
    CHECK(store_get_trace(f.store, "key", &f.arena, &is));
    CHECK(is.end == END_SIGNALED && is.code == 6 && is.wall_s == 1.0 / 3 && is.lanes == 3);
    CHECK(str_equal(is.model, some_trace.model) && !is.why);
    CHECK_STR(is.deadlock, "T1 waits");
    CHECK_STR(is.noisy_why, "busy");
    CHECK_STR(is.machine_id, "id");
    CHECK(store_get_trace(f.store, "none", &f.arena, &is) && is.model.len == 0);
    CHECK_STR(is.why, "it is static");
    CHECK_STR(store_last_key(f.store, STORE_TRACE, "s", &f.arena), "key");
    CHECK_STR(store_last_key(f.store, STORE_TIME, "s", &f.arena), NULL);
    CHECK_INT(warning_count(&f), 0);
    tear_down(&f);
}

/* A row that is whole, but whose model no version of ours writes, counts as missing. */
static void odd_trace_is_not_taken(void)
{
    static const struct str models[] = {STR("[]"), STR("{"), STR("{\"a\":\"\xFF\"}"), STR("")};
    for (size_t i = 0; i < sizeof models / sizeof *models; i++) {
        struct fixture f;
        struct err err;
        struct trace_result trace = some_trace;
        trace.model = models[i];
        set_up(&f);
        CHECK(store_put_trace(f.store, "key", "s", &trace, &err));
        CHECK(!store_get_trace(f.store, "key", &f.arena, &trace));
        tear_down(&f);
    }
}

static void changed_measurement_is_dropped(void)
{
    static const char *const changes[] = {"payload = replace(payload, '60', '61')",
                                          "machine_id = 'x'", "payload = CAST(payload AS BLOB)",
                                          "kind = 'time'"};
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct fixture f;
        struct err err;
        struct trials_result trials;
        struct time_result time;
        set_up(&f);
        CHECK(store_put_trials(f.store, "key", "s", &some_trials, &err));
        run_sql(&f, arena_printf(&f.arena, "UPDATE measurements SET %s", changes[i]));
        CHECK(!store_get_trials(f.store, "key", &f.arena, &trials));
        CHECK(!store_get_time(f.store, "key", &f.arena, &time));
        CHECK_INT(number_in_db(&f, "SELECT count(*) FROM measurements"), 0);
        store_warn(f.store, &f.arena, &f.problems);
        CHECK_INT(warning_count(&f), 1);
        tear_down(&f);
    }
}

/* A row that is whole, but whose text no version of ours writes, counts as missing. */
static void odd_measurement_is_not_taken(void)
{
    struct fixture f;
    struct err err;
    struct trials_result trials;
    const struct trials_result none = {.measured_at = "", .machine_id = ""};
    set_up(&f);
    CHECK(store_put_trials(f.store, "key", "s", &none, &err));
    CHECK(!store_get_trials(f.store, "key", &f.arena, &trials));
    tear_down(&f);
}

/* --- what is forgotten --- */

static void old_results_are_forgotten_but_for_those_in_use(void)
{
    struct fixture f;
    struct err err;
    struct time_result time;
    set_up(&f);
    for (int i = 0; i < 50; i++) {
        put_run(&f, arena_printf(&f.arena, "run %d", i), "out");
        CHECK(
            store_put_time(f.store, arena_printf(&f.arena, "time %d", i), "s", &some_times, &err));
    }
    CHECK(store_trim(f.store, &err));
    CHECK_INT(number_in_db(&f, "SELECT count(*) FROM jobs"), 50);
    reopen(&f);
    CHECK_STR(get_run(&f, "run 3"), "out");
    CHECK(store_get_time(f.store, "time 4", &f.arena, &time));
    CHECK(store_trim(f.store, &err));
    CHECK_INT(number_in_db(&f, "SELECT count(*) FROM jobs"), 50); /* nothing was put */
    put_run(&f, "run 50", "out");
    CHECK(store_trim(f.store, &err));
    CHECK_INT(number_in_db(&f, "SELECT count(*) FROM jobs"), 21);
    CHECK_INT(number_in_db(&f, "SELECT count(*) FROM measurements"), 21);
    CHECK_STR(get_run(&f, "run 3"), "out");
    CHECK_STR(get_run(&f, "run 31"), "out");
    CHECK_STR(get_run(&f, "run 30"), NULL);
    CHECK(store_get_time(f.store, "time 4", &f.arena, &time));
    CHECK(!store_get_time(f.store, "time 5", &f.arena, &time));
    tear_down(&f);
}

static void depends_and_records_are_replaced(void)
{
    struct fixture f;
    struct err err;
    struct buf value = BUF_INIT;
    set_up(&f);
    CHECK_STR(store_get_depends(f.store, "base", &f.arena), NULL);
    CHECK(store_put_depends(f.store, "base", "a.h\nb.h\n", &err));
    CHECK(store_put_depends(f.store, "base", "c.h\n", &err));
    CHECK_STR(store_get_depends(f.store, "base", &f.arena), "c.h\n");
    CHECK(!store_get_record(f.store, "build", &value));
    CHECK(store_put_record(f.store, "build", STR("one"), &err));
    CHECK(store_put_record(f.store, "build", STR("t\0o"), &err));
    CHECK(store_get_record(f.store, "build", &value));
    CHECK(value.len == 3 && memcmp(value.data, "t\0o", 3) == 0);
    buf_release(&value);
    tear_down(&f);
}

static off_t wal_size(struct fixture *f)
{
    struct stat st;
    return stat(file_in(f, "results.db-wal"), &st) == 0 ? st.st_size : -1;
}

static void what_is_there_is_not_written_again(void)
{
    struct fixture f;
    struct err err;
    set_up(&f);
    CHECK(store_put_depends(f.store, "base", "a.h\n", &err));
    CHECK(store_put_record(f.store, "build", STR("one"), &err));
    off_t before = wal_size(&f);
    CHECK(before > 0);
    CHECK(store_put_depends(f.store, "base", "a.h\n", &err));
    CHECK(store_put_record(f.store, "build", STR("one"), &err));
    CHECK_INT(wal_size(&f), before);
    CHECK(store_put_record(f.store, "build", STR("two"), &err));
    CHECK(wal_size(&f) > before);
    tear_down(&f);
}

static void folder_stays_out_of_git(void)
{
    struct fixture f;
    struct buf text = BUF_INIT;
    struct err err;
    set_up(&f);
    CHECK(file_read(file_in(&f, ".gitignore"), &text, &err));
    CHECK_STR(text.data, "*\n");
    buf_release(&text);
    tear_down(&f);
}

/* Whoever reads the streams by their chunks must not be led behind the end. */
static void chunks_lie_in_their_streams(void)
{
    struct chunk chunks[][2] = {{{1, 4}, {2, 0}},
                                {{1, 2}, {1, 2}},
                                {{1, 3}, {3, 0}},
                                {{1, 0}, {2, 1}},
                                {{1, 3}, {2, SIZE_MAX}}};
    struct fixture f;
    struct err err = {0};
    set_up(&f);
    for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
        struct run_result r = printing("out");
        r.chunks = chunks[i];
        r.chunk_count = 2;
        CHECK(store_put_run(f.store, "key", "s", &r, &err));
        CHECK_STR(get_run(&f, "key"), NULL);
    }
    tear_down(&f);
}

static void changed_row_is_dropped(void)
{
    static const char *const changes[] = {
        "stdout = 'changed'", "code = 1",
        "wall_s = 9.0",       "truncated = 1",
        "ended = 'memory'",   "key_text = 'keys'",
        "checksum = 'abc'",   "stdout = CAST(stdout AS TEXT)",
    };
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct fixture f;
        set_up(&f);
        put_run(&f, "key", "out");
        put_run(&f, "whole", "whole");
        run_sql(&f,
                arena_printf(&f.arena, "UPDATE jobs SET %s WHERE key_text = 'key'", changes[i]));
        CHECK_STR(get_run(&f, "key"), NULL);
        CHECK_STR(get_run(&f, "whole"), "whole");
        CHECK_INT(number_in_db(&f, "SELECT count(*) FROM jobs"), 1);
        store_warn(f.store, &f.arena, &f.problems);
        store_warn(f.store, &f.arena, &f.problems);
        CHECK_INT(warning_count(&f), 1);
        tear_down(&f);
    }
}

static void write_file(const char *path, struct str text)
{
    struct err err;
    CHECK(file_write(path, text, &err));
}

static void what_is_no_store_is_set_aside(void)
{
    static const char *const other_db[] = {
        "CREATE TABLE other(x); PRAGMA application_id = 77",
        "PRAGMA user_version = 16777217; CREATE TABLE other(x)",
    };
    for (int i = 0; i < 4; i++) {
        struct fixture f;
        set_up(&f);
        store_close(f.store);
        f.store = NULL;
        const char *path = file_in(&f, "results.db");
        if (i < 2)
            write_file(path, i ? STR("SQLite format 3") : STR("this is not a database at all\n"));
        else
            unlink(path), run_sql(&f, other_db[i - 2]);
        reopen(&f);
        CHECK_INT(warning_count(&f), 1);
        CHECK(file_exists(file_in(&f, "results.db.damaged")));
        put_run(&f, "key", "out");
        CHECK_STR(get_run(&f, "key"), "out");
        reopen(&f);
        CHECK_INT(warning_count(&f), 0);
        tear_down(&f);
    }
}

static void another_format_is_set_aside(void)
{
    struct fixture f;
    set_up(&f);
    put_run(&f, "key", "out");
    store_close(f.store);
    f.store = NULL;
    run_sql(&f, "PRAGMA user_version = 7");
    reopen(&f);
    CHECK_INT(warning_count(&f), 1);
    CHECK(file_exists(file_in(&f, "results.db.foreign")));
    CHECK(get_run(&f, "key") == NULL);
    put_run(&f, "key", "new");
    CHECK_STR(get_run(&f, "key"), "new");
    tear_down(&f);
}

static void what_cannot_be_made_is_an_error(void)
{
    struct fixture f;
    struct err err = {0};
    struct store *store;
    set_up(&f);
    CHECK(!store_open(file_in(&f, "missing"), &f.arena, &f.problems, &store, &err));
    CHECK(strstr(err.message, "missing: No such file") != NULL);
    const char *blocked = arena_printf(&f.arena, "%s/blocked", f.root);
    CHECK(file_make_dirs(blocked, &err));
    write_file(arena_printf(&f.arena, "%s/.drawloom", blocked), STR(""));
    CHECK(!store_open(blocked, &f.arena, &f.problems, &store, &err));
    CHECK(store == NULL);
    tear_down(&f);
}

enum { FLIP_ROWS = 12 };

/* Some rows in all tables, the database as bytes. */
static void fill_for_flips(struct fixture *f, struct buf *bytes)
{
    struct err err;
    char key[16], *out = xmalloc(2001);
    memset(out, 'x', 2000);
    out[2000] = '\0';
    set_up(f);
    for (int i = 0; i < FLIP_ROWS; i++) {
        snprintf(key, sizeof key, "key %d", i);
        out[0] = (char)('a' + i);
        put_run(f, key, out);
    }
    CHECK(store_put_depends(f->store, "base", "a.h\n", &err));
    CHECK(store_put_record(f->store, "build", STR("one"), &err));
    store_close(f->store);
    f->store = NULL;
    CHECK(file_read(file_in(f, "results.db"), bytes, &err));
    free(out);
}

/* What is read is right or missing, and the store can be written to. */
static void check_after_flip(struct fixture *f, size_t at)
{
    char key[16];
    int failed_before = test_failed_checks;
    struct err err = {0};
    if (!CHECK(store_open(f->root, &f->arena, &f->problems, &f->store, &err))) {
        printf("#   with byte %zu flipped: %s\n", at, err.message);
        return;
    }
    for (int i = 0; i < FLIP_ROWS; i++) {
        snprintf(key, sizeof key, "key %d", i);
        const char *out = get_run(f, key);
        CHECK(!out || (strlen(out) == 2000 && out[0] == 'a' + i && strspn(out + 1, "x") == 1999));
    }
    const char *paths = store_get_depends(f->store, "base", &f->arena);
    CHECK(!paths || strcmp(paths, "a.h\n") == 0);
    put_run(f, "new", "new");
    CHECK_STR(get_run(f, "new"), "new");
    if (test_failed_checks > failed_before)
        printf("#   with byte %zu flipped\n", at);
}

static void flipped_bytes_never_mislead(void)
{
    struct fixture f;
    struct buf bytes = BUF_INIT;
    fill_for_flips(&f, &bytes);
    for (size_t at = 0; at < bytes.len; at += at < 120 ? 1 : 97) {
        bytes.data[at] = (char)~bytes.data[at];
        unlink(file_in(&f, "results.db-wal"));
        write_file(file_in(&f, "results.db"), buf_view(&bytes));
        check_after_flip(&f, at);
        store_close(f.store);
        f.store = NULL;
        bytes.data[at] = (char)~bytes.data[at];
    }
    CHECK(bytes.len > 30000);
    buf_release(&bytes);
    tear_down(&f);
}

/* --- damage of all kinds --- */

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* A byte, a stretch of zeros, a page that stands in another's place (so that trees become rings), or a
 * cut. */
static void damage(struct buf *bytes, uint32_t *random)
{
    uint32_t kind = next_random(random) % 4, pages = (uint32_t)(bytes->len / 4096);
    size_t at = next_random(random) % bytes->len;
    if (kind == 0)
        bytes->data[at] = (char)next_random(random);
    else if (kind == 1 && pages > 1)
        memcpy(bytes->data + next_random(random) % pages * 4096,
               bytes->data + next_random(random) % pages * 4096, 4096);
    else if (kind == 2)
        memset(bytes->data + at, 0, bytes->len - at < 512 ? bytes->len - at : 512);
    else if (next_random(random) % 8 == 0)
        bytes->len = at + 1;
}

static void damage_file(struct fixture *f, const char *name, const struct buf *whole,
                        uint32_t *random)
{
    struct buf bytes = BUF_INIT;
    buf_str(&bytes, buf_view(whole));
    for (uint32_t n = 1 + next_random(random) % 6; n > 0 && whole->len > 0; n--)
        damage(&bytes, random);
    write_file(file_in(f, name), buf_view(&bytes));
    buf_release(&bytes);
}

static void use_damaged_store(struct fixture *f, uint32_t seed)
{
    struct err err = {0};
    struct buf record = BUF_INIT;
    int failed_before = test_failed_checks;
    bool opened =
        seed % 2 ? store_open(f->root, &f->arena, &f->problems, &f->store, &err)
                 : store_open_alone(f->root, NULL, NULL, &f->arena, &f->problems, &f->store, &err);
    if (CHECK(opened)) {
        for (int i = 0; i < FLIP_ROWS; i++) {
            const char *out = get_run(f, arena_printf(&f->arena, "key %d", i));
            CHECK(!out || (strlen(out) == 2000 && out[0] == 'a' + i));
        }
        if (store_get_record(f->store, "build", &record))
            CHECK_STR(record.data, "one");
        put_run(f, "new", "new");
        const char *new = get_run(f, "new"); /* an index that led elsewhere: it is done again */
        CHECK(!new || strcmp(new, "new") == 0);
    }
    if (test_failed_checks > failed_before)
        printf("#   with damage %u: %s\n", seed, err.message);
    buf_release(&record);
    store_close(f->store);
    f->store = NULL;
}

/* The log beside the database, as a killed build leaves it. */
static void read_store(struct fixture *f, struct buf *db, struct buf *wal)
{
    struct err err = {0};
    fill_for_flips(f, db);
    reopen(f);
    put_run(f, "key 0", arena_printf(&f->arena, "a%01999d", 0));
    CHECK(store_put_record(f->store, "build", STR("one"), &err));
    CHECK(file_read(file_in(f, "results.db-wal"), wal, &err));
    store_close(f->store);
    f->store = NULL;
}

/* An endless loop is ended by the alarm. DAMAGES=N in the environment: so many rounds. */
static void no_damage_leads_astray(void)
{
    struct fixture f;
    struct buf db = BUF_INIT, wal = BUF_INIT;
    const char *wanted = getenv("DAMAGES");
    read_store(&f, &db, &wal);
    for (uint32_t seed = 0; seed < (wanted ? strtoul(wanted, NULL, 10) : 200); seed++) {
        uint32_t random = seed;
        unlink(file_in(&f, "results.db-shm"));
        unlink(file_in(&f, "results.db-wal"));
        damage_file(&f, "results.db", &db, &random);
        if (seed % 4 == 0)
            damage_file(&f, "results.db-wal", &wal, &random);
        if (seed % 16 == 0)
            damage_file(&f, "results.db-shm", &db, &random);
        alarm(60);
        use_damaged_store(&f, seed);
        alarm(0);
    }
    buf_release(&db);
    buf_release(&wal);
    tear_down(&f);
}

/* All pages but the first, which is read at opening. */
static void destroy_pages(struct fixture *f)
{
    int fd = open(file_in(f, "results.db"), O_WRONLY | O_CLOEXEC);
    char junk[4096];
    memset(junk, 0xA5, sizeof junk);
    off_t size = lseek(fd, 0, SEEK_END);
    for (off_t at = 4096; at < size; at += 4096)
        CHECK(pwrite(fd, junk, sizeof junk, at) == sizeof junk);
    close(fd);
}

static void damage_during_a_build_begins_anew(void)
{
    for (int write_first = 0; write_first < 2; write_first++) {
        struct fixture f;
        set_up(&f);
        put_run(&f, "key", "out");
        reopen(&f);
        destroy_pages(&f);
        if (!write_first)
            CHECK_STR(get_run(&f, "key"), NULL);
        put_run(&f, "new", "new");
        CHECK_STR(get_run(&f, "new"), "new");
        store_warn(f.store, &f.arena, &f.problems);
        CHECK_INT(warning_count(&f), 1);
        CHECK(file_exists(file_in(&f, "results.db.damaged")));
        reopen(&f);
        CHECK_STR(get_run(&f, "new"), "new");
        tear_down(&f);
    }
}

static const char *put_program(struct fixture *f, const char *key)
{
    struct err err = {0};
    const char *from = arena_printf(&f->arena, "%s/a.out", f->root);
    write_file(from, STR("#!/bin/sh\nexit 0\n"));
    if (!CHECK(store_put_program(f->store, key, from, &err)))
        printf("#   %s\n", err.message);
    CHECK(!file_exists(from));
    return store_program_path(f->store, key, &f->arena);
}

static void programs_are_kept_whole(void)
{
    struct fixture f;
    struct stat st;
    struct err err = {0};
    set_up(&f);
    CHECK(!store_has_program(f.store, "key"));
    const char *path = put_program(&f, "key");
    CHECK(path[0] == '/' && stat(path, &st) == 0 && (st.st_mode & 0777) == 0755);
    CHECK(store_has_program(f.store, "key"));
    CHECK(!store_has_program(f.store, "other"));
    reopen(&f);
    CHECK(store_has_program(f.store, "key"));
    write_file(path, STR("#!/bin/sh\nexit 1\n")); /* of equal size */
    CHECK(!store_has_program(f.store, "key"));
    put_program(&f, "key");
    CHECK(store_has_program(f.store, "key"));
    unlink(path);
    CHECK(!store_has_program(f.store, "key"));
    CHECK(!store_put_program(f.store, "key", "/no/such/file", &err));
    CHECK(strstr(err.message, "/no/such/file") != NULL);
    tear_down(&f);
}

/* As a build opens it. */
static void reopen_alone(struct fixture *f)
{
    struct err err = {0};
    store_close(f->store);
    f->problems = (struct problems){0};
    if (!CHECK(store_open_alone(f->root, NULL, NULL, &f->arena, &f->problems, &f->store, &err)))
        printf("#   %s\n", err.message);
}

/* While the lock is held, nothing of another process can be in use, whatever lives with its number. */
static void work_folders_are_fresh_and_swept(void)
{
    struct fixture f;
    struct err err;
    set_up(&f);
    const char *one = store_work_dir(f.store, &f.arena, &err);
    const char *two = store_work_dir(f.store, &f.arena, &err);
    CHECK(one && two && strcmp(one, two) != 0);
    CHECK(one[0] == '/' && file_is_dir(one) && file_is_dir(two));
    const char *of_init = file_in(&f, "work/1-0/deep"), *foreign = file_in(&f, "work/mine");
    const char *temporary = file_in(&f, arena_printf(&f.arena, ".drawloom-tmp.%d.0", getpid()));
    CHECK(file_make_dirs(of_init, &err) && file_make_dirs(foreign, &err));
    write_file(temporary, STR(""));
    reopen(&f);
    CHECK(file_is_dir(one) && file_is_dir(of_init));
    reopen_alone(&f);
    CHECK(!file_is_dir(one) && !file_is_dir(file_in(&f, "work/1-0")) && !file_exists(temporary));
    CHECK(file_is_dir(foreign));
    const char *three = store_work_dir(f.store, &f.arena, &err);
    CHECK(three && file_is_dir(three));
    tear_down(&f);
}

/* A build that changes nothing makes no file, not even for a moment: the folder's date tells. */
static void looking_leaves_the_folder_alone(void)
{
    struct fixture f;
    struct stat before, after;
    const struct timespec long_ago[] = {{1000, 0}, {1000, 0}};
    set_up(&f);
    put_run(&f, "key", "out");
    store_close(f.store);
    f.store = NULL;
    CHECK(utimensat(AT_FDCWD, file_in(&f, ""), long_ago, 0) == 0);
    struct err err = {0};
    CHECK(!store_open_alone(file_in(&f, "missing"), NULL, NULL, &f.arena, &f.problems, &f.store,
                            &err));
    write_file(file_in(&f, "lock"), STR(""));
    CHECK(utimensat(AT_FDCWD, file_in(&f, ""), long_ago, 0) == 0);
    CHECK(stat(file_in(&f, ""), &before) == 0);
    reopen_alone(&f);
    CHECK_STR(get_run(&f, "key"), "out");
    store_close(f.store);
    f.store = NULL;
    CHECK(stat(file_in(&f, ""), &after) == 0 && after.st_mtime == before.st_mtime);
    reopen_alone(&f);
    CHECK_STR(get_run(&f, "key"), "out");
    put_run(&f, "key", "newer");
    CHECK_STR(get_run(&f, "key"), "newer");
    reopen(&f);
    CHECK_STR(get_run(&f, "key"), "newer");
    CHECK_INT(warning_count(&f), 0);
    tear_down(&f);
}

/* What another process has written to the log, and not yet to the database, is seen. */
static void a_log_is_not_overlooked(void)
{
    struct fixture f;
    struct store *other;
    struct err err = {0};
    set_up(&f);
    put_run(&f, "key", "out");
    other = f.store;
    f.store = NULL;
    reopen_alone(&f);
    CHECK_STR(get_run(&f, "key"), "out");
    store_close(other);
    CHECK(store_put_record(f.store, "a", STR("b"), &err));
    tear_down(&f);
}

static void damaged_row_is_dropped_by_a_build(void)
{
    struct fixture f;
    set_up(&f);
    put_run(&f, "key", "out");
    run_sql(&f, "UPDATE jobs SET code = 1");
    store_close(f.store);
    f.store = NULL;
    reopen_alone(&f);
    CHECK_STR(get_run(&f, "key"), NULL);
    CHECK_INT(number_in_db(&f, "SELECT count(*) FROM jobs"), 0);
    tear_down(&f);
}

/* Nothing of ours is written or removed where a link leads. */
static void links_are_refused(void)
{
    static const char *const links[] = {".drawloom", ".drawloom/bin", ".drawloom/work",
                                        ".drawloom/lock", ".drawloom/results.db"};
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        struct fixture f;
        struct err err = {0};
        struct file_list list;
        make_root(&f);
        const char *elsewhere = path_join(&f.arena, f.root, "elsewhere");
        const char *link = path_join(&f.arena, f.root, links[i]);
        CHECK(file_make_dirs(elsewhere, &err));
        CHECK(file_make_dirs(path_dir(&f.arena, link), &err));
        bool to_file = strstr(links[i], "lock") || strstr(links[i], "db");
        const char *target = to_file ? path_join(&f.arena, elsewhere, "new") : elsewhere;
        CHECK(symlink(target, link) == 0);
        if (!CHECK(!store_open_alone(f.root, NULL, NULL, &f.arena, &f.problems, &f.store, &err) &&
                   strstr(err.message, links[i])))
            printf("#   %s: %s\n", links[i], err.message);
        CHECK(file_list(elsewhere, &f.arena, &list, &err) && list.count == 0);
        tear_down(&f);
    }
}

struct holder {
    struct store *store;
    const char *folder;
    int calls;
};

static void let_go(void *ctx)
{
    struct holder *h = ctx;
    h->calls++;
    store_close(h->store);
}

static void lock_waits_for_the_other(void)
{
    struct fixture f;
    struct err err;
    struct holder holder = {0};
    make_root(&f);
    CHECK(store_open_alone(f.root, NULL, NULL, &f.arena, &f.problems, &holder.store, &err));
    CHECK(store_open_alone(f.root, let_go, &holder, &f.arena, &f.problems, &f.store, &err));
    CHECK_INT(holder.calls, 1);
    tear_down(&f);
}

/* `clean` removes the lock with the rest while another build waits for it. */
static void remove_all(void *ctx)
{
    struct holder *h = ctx;
    struct err err;
    h->calls++;
    CHECK(file_remove_tree(h->folder, &err));
    store_close(h->store);
}

static void a_removed_lock_is_not_held(void)
{
    struct fixture f;
    struct err err = {0};
    make_root(&f);
    struct holder holder = {.folder = file_in(&f, "")};
    struct store *third;
    CHECK(store_open_alone(f.root, NULL, NULL, &f.arena, &f.problems, &holder.store, &err));
    CHECK(store_open_alone(f.root, remove_all, &holder, &f.arena, &f.problems, &f.store, &err));
    CHECK(file_exists(file_in(&f, "lock")));
    put_run(&f, "key", "out");
    holder = (struct holder){.store = f.store};
    f.store = NULL;
    CHECK(store_open_alone(f.root, let_go, &holder, &f.arena, &f.problems, &third, &err));
    CHECK_INT(holder.calls, 1);
    f.store = third;
    CHECK_STR(get_run(&f, "key"), "out");
    tear_down(&f);
}

static void on_alarm(int number)
{
    (void)number;
}

/* Again and again: one alarm might come before the wait begins. */
static void start_alarms(void *ctx)
{
    const struct itimerval often = {{0, 5000}, {0, 5000}};
    *(bool *)ctx = true;
    setitimer(ITIMER_REAL, &often, NULL);
}

static void signal_ends_the_wait_for_the_lock(void)
{
    struct fixture f;
    struct err err = {0};
    struct store *holder;
    bool waited = false;
    const struct sigaction action = {.sa_handler = on_alarm};
    sigaction(SIGALRM, &action, NULL);
    make_root(&f);
    CHECK(store_open_alone(f.root, NULL, NULL, &f.arena, &f.problems, &holder, &err));
    CHECK(!store_open_alone(f.root, start_alarms, &waited, &f.arena, &f.problems, &f.store, &err));
    setitimer(ITIMER_REAL, &(struct itimerval){0}, NULL);
    CHECK(waited);
    CHECK_STR(err.message, "interrupted");
    store_close(holder);
    reopen_alone(&f);
    tear_down(&f);
}

static void put_and_get(void *ctx, size_t i)
{
    struct fixture *f = ctx;
    struct arena a = {0};
    struct err err;
    struct run_result got, r = printing("out");
    char key[32];
    snprintf(key, sizeof key, "thread %zu", i);
    if (!store_put_run(f->store, key, key, &r, &err) || !store_get_run(f->store, key, &a, &got))
        abort();
    arena_release(&a);
}

static void threads_share_a_store(void)
{
    struct fixture f;
    set_up(&f);
    pool_each(60, 6, put_and_get, &f);
    for (int i = 0; i < 60; i++)
        CHECK_STR(get_run(&f, arena_printf(&f.arena, "thread %d", i)), "out");
    tear_down(&f);
}

enum { PROCESSES = 6 };

static int child_of_many(struct fixture *f, int i)
{
    struct err err = {0};
    struct run_result r = printing("out");
    if (!store_open(f->root, &f->arena, &f->problems, &f->store, &err) || f->problems.first ||
        !store_put_run(f->store, arena_printf(&f->arena, "process %d", i), "s", &r, &err)) {
        printf("# child %d: %s\n", i, err.message);
        fflush(stdout);
        return 1;
    }
    store_close(f->store);
    return 0;
}

static int status_of(pid_t pid)
{
    int status = -1;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return status;
}

static void processes_open_a_new_store_at_once(void)
{
    struct fixture f;
    pid_t pids[PROCESSES];
    make_root(&f);
    fflush(stdout);
    for (int i = 0; i < PROCESSES; i++) {
        pids[i] = fork();
        if (pids[i] == 0)
            _exit(child_of_many(&f, i));
    }
    for (int i = 0; i < PROCESSES; i++)
        CHECK_INT(status_of(pids[i]), 0);
    reopen(&f);
    for (int i = 0; i < PROCESSES; i++)
        CHECK_STR(get_run(&f, arena_printf(&f.arena, "process %d", i)), "out");
    tear_down(&f);
}

/* A limit on the size of files stands for a full disk. */
static int child_with_full_disk(struct fixture *f)
{
    struct err err = {0};
    char *big = xcalloc(1, 1 << 20);
    memset(big, 'x', (1 << 20) - 1);
    struct run_result r = printing(big);
    const struct rlimit limit = {512 << 10, 512 << 10};
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
    bool refused =
        !store_put_run(f->store, "big", "s", &r, &err) && strstr(err.message, "results.db: ");
    return refused && !get_run(f, "big") && get_run(f, "key") ? 0 : 1;
}

static void full_disk_is_an_error(void)
{
    struct fixture f;
    set_up(&f);
    store_close(f.store);
    f.store = NULL;
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0) {
        reopen(&f);
        put_run(&f, "key", "out");
        _exit(child_with_full_disk(&f));
    }
    CHECK_INT(status_of(pid), 0);
    reopen(&f);
    CHECK_STR(get_run(&f, "key"), "out");
    tear_down(&f);
}

int main(void)
{
    RUN(results_come_back_whole);
    RUN(newest_result_counts_and_some_are_kept);
    RUN(last_key_is_of_sample_and_kind);
    RUN(measurements_come_back_whole);
    RUN(traces_come_back_whole);
    RUN(odd_trace_is_not_taken);
    RUN(changed_measurement_is_dropped);
    RUN(odd_measurement_is_not_taken);
    RUN(old_results_are_forgotten_but_for_those_in_use);
    RUN(depends_and_records_are_replaced);
    RUN(what_is_there_is_not_written_again);
    RUN(folder_stays_out_of_git);
    RUN(chunks_lie_in_their_streams);
    RUN(changed_row_is_dropped);
    RUN(what_is_no_store_is_set_aside);
    RUN(another_format_is_set_aside);
    RUN(what_cannot_be_made_is_an_error);
    RUN(flipped_bytes_never_mislead);
    RUN(no_damage_leads_astray);
    RUN(damage_during_a_build_begins_anew);
    RUN(programs_are_kept_whole);
    RUN(work_folders_are_fresh_and_swept);
    RUN(looking_leaves_the_folder_alone);
    RUN(a_log_is_not_overlooked);
    RUN(damaged_row_is_dropped_by_a_build);
    RUN(links_are_refused);
    RUN(lock_waits_for_the_other);
    RUN(a_removed_lock_is_not_held);
    RUN(signal_ends_the_wait_for_the_lock);
    RUN(threads_share_a_store);
    RUN(processes_open_a_new_store_at_once);
    RUN(full_disk_is_an_error);
    return test_summary();
}
