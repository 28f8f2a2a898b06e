/* store_measurements: trials, times, traces and formulas as rows. The result is one text, which only ever is read
 * and written as a whole. */
#include "run/result_text.h"
#include "run/store_private.h"

enum column { KEY, KIND, SAMPLE, KEY_TEXT, PAYLOAD, MEASURED_AT, MACHINE_ID, COLUMNS };

struct wanted {
    const char *key_text;
    struct arena *a;
    bool (*read)(struct lines *in, void *result);
    void *result;
};

static bool read_trials(struct lines *in, void *result)
{
    return result_text_read_trials(in, result);
}

static bool read_time(struct lines *in, void *result)
{
    return result_text_read_time(in, result);
}

static bool read_trace(struct lines *in, void *result)
{
    return result_text_read_trace(in, result);
}

/* Texts of different keys may have one hash: the text itself decides. */
static bool take_measurement(sqlite3_stmt *row, void *ctx)
{
    struct wanted *w = ctx;
    struct err ignored;
    struct lines in = {.file = "", .arena = w->a, .err = &ignored};
    if (!str_is(store_column(row, STORE_FIRST + KEY_TEXT), w->key_text))
        return false;
    in.rest = store_column(row, STORE_FIRST + PAYLOAD);
    return w->read(&in, w->result) && lines_take_end(&in);
}

static bool get(struct store *s, enum store_kind kind, struct wanted *wanted)
{
    struct store_key key = store_key(wanted->key_text);
    const struct store_value values[] = {store_text(key.hex), store_text(store_kind_name(kind))};
    return store_read(s, STORE_GET_MEASUREMENT, values, 2, take_measurement, wanted) &&
           store_use(s, &key);
}

bool store_get_trials(struct store *s, const char *key_text, struct arena *a,
                      struct trials_result *result)
{
    return get(s, STORE_TRIALS, &(struct wanted){key_text, a, read_trials, result});
}

bool store_get_time(struct store *s, const char *key_text, struct arena *a,
                    struct time_result *result)
{
    return get(s, STORE_TIME, &(struct wanted){key_text, a, read_time, result});
}

bool store_get_trace(struct store *s, const char *key_text, struct arena *a,
                     struct trace_result *result)
{
    return get(s, STORE_TRACE, &(struct wanted){key_text, a, read_trace, result});
}

struct formula_wanted {
    const char *key_text;
    struct arena *a;
    const char *mathml;
};

static bool take_formula(sqlite3_stmt *row, void *ctx)
{
    struct formula_wanted *w = ctx;
    if (!str_is(store_column(row, STORE_FIRST + KEY_TEXT), w->key_text))
        return false;
    w->mathml = arena_str(w->a, store_column(row, STORE_FIRST + PAYLOAD)).data;
    return true;
}

const char *store_get_formula(struct store *s, const char *key_text, struct arena *a)
{
    struct store_key key = store_key(key_text);
    struct formula_wanted wanted = {key_text, a, NULL};
    const struct store_value values[] = {store_text(key.hex),
                                         store_text(store_kind_name(STORE_FORMULA))};
    if (store_read(s, STORE_GET_MEASUREMENT, values, 2, take_formula, &wanted))
        store_use(s, &key);
    return wanted.mathml;
}

/* What rows of all kinds have besides their payload. */
struct measurement {
    enum store_kind kind;
    const char *key_text, *sample, *measured_at, *machine_id;
};

/* Takes the payload over. */
static bool put(struct store *s, const struct measurement *m, struct buf *payload, struct err *err)
{
    struct store_key key = store_key(m->key_text);
    const struct store_value values[COLUMNS] = {
        [KEY] = store_text(key.hex),
        [KIND] = store_text(store_kind_name(m->kind)),
        [SAMPLE] = store_text(m->sample),
        [KEY_TEXT] = store_text(m->key_text),
        [PAYLOAD] = store_text(payload->data),
        [MEASURED_AT] = store_text(m->measured_at),
        [MACHINE_ID] = store_text(m->machine_id),
    };
    bool ok = store_write(s, STORE_PUT_MEASUREMENT, values, COLUMNS, err) && store_use(s, &key);
    buf_release(payload);
    return ok;
}

bool store_put_trials(struct store *s, const char *key_text, const char *sample,
                      const struct trials_result *result, struct err *err)
{
    const struct measurement m = {STORE_TRIALS, key_text, sample, result->measured_at,
                                  result->machine_id};
    struct buf payload = BUF_INIT;
    result_text_trials(result, &payload);
    return put(s, &m, &payload, err);
}

bool store_put_time(struct store *s, const char *key_text, const char *sample,
                    const struct time_result *result, struct err *err)
{
    const struct measurement m = {STORE_TIME, key_text, sample, result->measured_at,
                                  result->machine_id};
    struct buf payload = BUF_INIT;
    result_text_time(result, &payload);
    return put(s, &m, &payload, err);
}

bool store_put_trace(struct store *s, const char *key_text, const char *sample,
                     const struct trace_result *result, struct err *err)
{
    const struct measurement m = {STORE_TRACE, key_text, sample, result->measured_at,
                                  result->machine_id};
    struct buf payload = BUF_INIT;
    result_text_trace(result, &payload);
    return put(s, &m, &payload, err);
}

/* It belongs to no sample and to no machine. */
bool store_put_formula(struct store *s, const char *key_text, const char *mathml,
                       const char *measured_at, struct err *err)
{
    const struct measurement m = {STORE_FORMULA, key_text, "", measured_at, ""};
    struct buf payload = BUF_INIT;
    buf_puts(&payload, mathml);
    return put(s, &m, &payload, err);
}
