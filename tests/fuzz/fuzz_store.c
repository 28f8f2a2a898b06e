/* Rows of the store. What the fuzzer makes up is put into the tables with a checksum that is right, so
 * that only the decoding stands between it and the build; and results come back as they were put.
 * Everything happens in a transaction that is never committed. */
#include "folder.h"

#include "run/json_replay.h"
#include "run/store_private.h"

enum { COLUMNS = 17, MEASUREMENT_COLUMNS = 7 };

static struct store *store(void)
{
    static struct store *s;
    static struct arena a;
    struct problems warnings = {0};
    struct err err = {0};
    if (!s)
        FUZZ_CHECK(store_open_alone(folder(), NULL, NULL, &a, &warnings, &s, &err) &&
                   store_put_record(s, "first write", STR(""), &err));
    return s;
}

static void execute(const char *sql)
{
    FUZZ_CHECK(sqlite3_exec(store()->db, sql, NULL, NULL, NULL) == SQLITE_OK);
}

/* A value of any type: a byte that says which, and the part behind it. */
static struct store_value read_value(struct str *rest)
{
    unsigned type = fuzz_byte(rest);
    struct str part = fuzz_part(rest);
    int64_t integer = 0;
    double real = 0;
    memcpy(&integer, part.data, part.len < sizeof integer ? part.len : sizeof integer);
    memcpy(&real, part.data, part.len < sizeof real ? part.len : sizeof real);
    switch (type % 4) {
    case 0:
        return store_integer(integer);
    case 1:
        return store_real(real);
    case 2:
        return store_bytes(part);
    default:
        return (struct store_value){.type = STORE_TEXT, .bytes = part};
    }
}

static void check_run(const struct run_result *r)
{
    size_t sums[2] = {0};
    FUZZ_CHECK(result_end_name(r->end) && r->measured_at && r->machine_id);
    for (size_t i = 0; i < r->chunk_count; i++) {
        FUZZ_CHECK(r->chunks[i].fd == 1 || r->chunks[i].fd == 2);
        sums[r->chunks[i].fd - 1] += r->chunks[i].len;
    }
    FUZZ_CHECK(sums[0] <= r->out.len && sums[1] <= r->err.len);
    for (size_t i = 0; i < r->command.count; i++)
        FUZZ_CHECK(strlen(r->command.items[i]) < 1 << 20);
}

/* A job whose first columns are right, so that it is found, and the others are anything. */
static void read_hostile_job(struct str rest, struct arena *a)
{
    static const char text[] = "key";
    struct store_key key = store_key(text);
    struct store_value values[COLUMNS] = {store_text(key.hex), store_text("run"), store_text("id"),
                                          store_text(text)};
    struct run_result run;
    struct compile_result compile;
    struct err err = {0};
    bool is_compile = fuzz_byte(&rest) % 2;
    for (size_t i = 4; i < COLUMNS; i++)
        values[i] = read_value(&rest);
    if (is_compile)
        values[1] = store_text("compile");
    FUZZ_CHECK(store_write(store(), STORE_PUT_JOB, values, COLUMNS, &err));
    if (is_compile)
        store_get_compile(store(), text, a, &compile);
    else if (store_get_run(store(), text, a, &run))
        check_run(&run);
    store_last_key(store(), is_compile ? STORE_COMPILE : STORE_RUN, "id", a);
}

/* What is found is what can be shown, and comes back as it is. */
static void check_trace(const struct trace_result *r, struct arena *a)
{
    struct trace_result back;
    struct err err = {0};
    FUZZ_CHECK(result_end_name(r->end) && r->measured_at && r->machine_id);
    FUZZ_CHECK(r->model.len > 0 ? json_replay_check(r->model, &err) : r->why != NULL);
    FUZZ_CHECK(store_put_trace(store(), "other key", "id", r, &err));
    FUZZ_CHECK(store_get_trace(store(), "other key", a, &back));
    FUZZ_CHECK(back.end == r->end && back.code == r->code && back.wall_s == r->wall_s);
    FUZZ_CHECK(str_equal(back.model, r->model) && back.lanes == r->lanes);
    FUZZ_CHECK(!back.deadlock == !r->deadlock && !back.why == !r->why);
}

/* A measurement of the right key, with any payload. */
static void read_hostile_measurement(struct str rest, struct arena *a)
{
    static const enum store_kind kinds[] = {STORE_TRIALS, STORE_TIME, STORE_TRACE};
    static const char text[] = "key";
    enum store_kind kind = kinds[fuzz_byte(&rest) % 3];
    struct store_key key = store_key(text);
    struct store_value values[MEASUREMENT_COLUMNS] = {
        store_text(key.hex), store_text(store_kind_name(kind)), store_text("id"), store_text(text)};
    struct trials_result trials;
    struct time_result time;
    struct trace_result trace;
    struct err err = {0};
    for (size_t i = 4; i < MEASUREMENT_COLUMNS; i++)
        values[i] = read_value(&rest);
    FUZZ_CHECK(store_write(store(), STORE_PUT_MEASUREMENT, values, MEASUREMENT_COLUMNS, &err));
    if (kind == STORE_TRIALS)
        store_get_trials(store(), text, a, &trials);
    else if (kind == STORE_TIME)
        store_get_time(store(), text, a, &time);
    else if (store_get_trace(store(), text, a, &trace))
        check_trace(&trace, a);
    store_last_key(store(), kind, "id", a);
}

static void read_hostile_rows(struct str rest, struct arena *a)
{
    struct store_key key = store_key("key");
    struct buf record = BUF_INIT;
    struct err err = {0};
    struct store_value paths[] = {store_text(key.hex), read_value(&rest), read_value(&rest)};
    struct store_value value[] = {store_text("name"), read_value(&rest)};
    FUZZ_CHECK(store_write(store(), STORE_PUT_DEPENDS, paths, 3, &err));
    FUZZ_CHECK(store_write(store(), STORE_PUT_RECORD, value, 2, &err));
    store_get_depends(store(), "key", a);
    FUZZ_CHECK(store_get_record(store(), "name", &record));
    buf_release(&record);
}

static void check_same(const struct run_result *x, const struct run_result *y)
{
    FUZZ_CHECK(x->end == y->end && x->code == y->code && x->truncated == y->truncated);
    FUZZ_CHECK(str_equal(x->out, y->out) && str_equal(x->err, y->err));
    FUZZ_CHECK(x->command.count == y->command.count && x->chunk_count == y->chunk_count);
    for (size_t i = 0; i < x->command.count; i++)
        FUZZ_CHECK(strcmp(x->command.items[i], y->command.items[i]) == 0);
    for (size_t i = 0; i < x->chunk_count; i++)
        FUZZ_CHECK(x->chunks[i].fd == y->chunks[i].fd && x->chunks[i].len == y->chunks[i].len);
    FUZZ_CHECK(strcmp(x->measured_at, y->measured_at) == 0);
}

/* A program whose output is of any bytes, with any arguments. */
static void put_and_get(struct str rest, struct arena *a)
{
    struct chunk chunks[2] = {{1, 0}, {2, 0}};
    struct run_result run = {.chunks = chunks, .chunk_count = 2, .machine_id = "m"}, back;
    struct err err = {0};
    run.end = (enum result_end)(fuzz_byte(&rest) % (END_COMPILE_LIMIT + 1));
    run.code = (int)fuzz_byte(&rest);
    run.out = fuzz_part(&rest);
    run.err = fuzz_part(&rest);
    run.measured_at = fuzz_string(a, fuzz_part(&rest));
    while (rest.len > 0)
        words_add(&run.command, a, fuzz_string(a, fuzz_part(&rest)));
    chunks[0].len = run.out.len;
    chunks[1].len = run.err.len;
    FUZZ_CHECK(store_put_run(store(), "other key", "id", &run, &err));
    FUZZ_CHECK(store_get_run(store(), "other key", a, &back));
    check_same(&run, &back);
}

FUZZ(input)
{
    struct arena a = {0};
    store();
    execute("BEGIN");
    switch (fuzz_byte(&input) % 4) {
    case 0:
        read_hostile_job(input, &a);
        break;
    case 1:
        read_hostile_rows(input, &a);
        break;
    case 3:
        read_hostile_measurement(input, &a);
        break;
    default:
        put_and_get(input, &a);
    }
    execute("ROLLBACK");
    arena_release(&a);
}
