#include "run/result_text.h"

#include <limits.h>
#include <string.h>

#include "course/list.h"
#include "run/json_replay.h"

static const char *text_or_empty(const char *s)
{
    return s ? s : "";
}

/* --- what results have in common --- */

bool result_text_read_end(struct str name, enum result_end *end)
{
    for (int e = END_EXITED; e <= END_COMPILE_LIMIT; e++)
        if (str_is(name, result_end_name((enum result_end)e))) {
            *end = (enum result_end)e;
            return true;
        }
    return false;
}

/* "exited 0" */
static bool read_end_and_code(struct str text, enum result_end *end, int *code)
{
    struct str name, number;
    int64_t value;
    if (!lines_word(&text, &name) || !result_text_read_end(name, end) ||
        !lines_word(&text, &number) || !lines_number(number, INT_MIN, INT_MAX, &value))
        return false;
    *code = (int)value;
    return text.len == 0;
}

static void put_end(struct buf *out, enum result_end end, int code)
{
    buf_printf(out, "end %s %d\n", result_end_name(end), code);
}

static bool take_end(struct lines *in, enum result_end *end, int *code)
{
    struct str text;
    return lines_take_raw(in, "end", &text) &&
           (read_end_and_code(text, end, code) ||
            lines_fail(in, "no such end: \"exited 0\" would be one"));
}

/* A line that is there or not, and says nothing but that. */
static void put_flag(struct buf *out, const char *label, bool value)
{
    if (value)
        lines_put(out, label, "");
}

static bool take_flag(struct lines *in, const char *label, bool *value)
{
    const char *rest;
    *value = lines_next_is(in, label);
    return !*value || (lines_take(in, label, &rest) &&
                       (!*rest || lines_fail(in, "\"%s\" takes no value", label)));
}

static bool take_one_ms(struct lines *in, const char *label, double *seconds)
{
    double *all;
    size_t count;
    if (!lines_take_ms(in, label, &all, &count))
        return false;
    if (count != 1)
        return lines_fail(in, "\"%s\" takes one number", label);
    *seconds = all[0];
    return true;
}

static bool take_size(struct lines *in, const char *label, size_t *size)
{
    int64_t value;
    if (!lines_take_integer(in, label, 0, INT64_MAX, &value))
        return false;
    *size = (size_t)value;
    return true;
}

static bool take_kind(struct lines *in, const char *kind)
{
    bool is;
    return take_flag(in, kind, &is) && (is || lines_fail(in, "no result: \"%s\" is missing", kind));
}

/* A line that is only there where something is to be said. */
static void put_why(struct buf *out, const char *label, const char *value)
{
    if (value)
        lines_put(out, label, value);
}

static bool take_why(struct lines *in, const char *label, const char **value)
{
    return !lines_next_is(in, label) || lines_take(in, label, value);
}

/* --- a compile --- */

void result_text_compile(const struct compile_result *r, struct buf *out)
{
    lines_put(out, "compile", "");
    lines_put_words(out, "command", &r->command);
    put_end(out, r->end, r->code);
    lines_put_ms(out, "wall_ms", &r->wall_s, 1);
    lines_put(out, "measured_at", text_or_empty(r->measured_at));
    put_flag(out, "truncated", r->truncated);
    lines_put_text(out, "diagnostics", r->diagnostics);
}

bool result_text_read_compile(struct lines *in, struct compile_result *r)
{
    *r = (struct compile_result){0};
    return take_kind(in, "compile") && lines_take_words(in, "command", &r->command) &&
           take_end(in, &r->end, &r->code) && take_one_ms(in, "wall_ms", &r->wall_s) &&
           lines_take(in, "measured_at", &r->measured_at) &&
           take_flag(in, "truncated", &r->truncated) &&
           lines_take_text(in, "diagnostics", &r->diagnostics);
}

/* --- a run --- */

void result_text_chunks(const struct run_result *r, struct buf *out)
{
    for (size_t i = 0; i < r->chunk_count; i++)
        buf_printf(out, "%s%d:%zu", i ? " " : "", r->chunks[i].fd, r->chunks[i].len);
}

static bool read_chunk(struct str word, size_t left[2], struct chunk *chunk)
{
    int64_t len;
    if (word.len < 3 || (word.data[0] != '1' && word.data[0] != '2') || word.data[1] != ':')
        return false;
    chunk->fd = word.data[0] - '0';
    size_t *rest = &left[chunk->fd - 1];
    if (!lines_number((struct str){word.data + 2, word.len - 2}, 0, (int64_t)*rest, &len))
        return false;
    chunk->len = (size_t)len;
    *rest -= chunk->len;
    return true;
}

bool result_text_read_chunks(struct str text, struct arena *a, struct run_result *r)
{
    size_t left[] = {r->out.len, r->err.len};
    struct str word;
    while (lines_word(&text, &word))
        if (!read_chunk(word, left, LIST_ADD(a, r->chunks, r->chunk_count)))
            return false;
    return true;
}

/* Where a program uses one stream only, there is nothing to be said about order. */
static bool is_one_stream(const struct run_result *r)
{
    return r->out.len == 0 || r->err.len == 0;
}

static bool is_whole(const struct run_result *r)
{
    size_t len = r->out.len + r->err.len;
    return r->chunk_count == (len > 0) &&
           (len == 0 || (r->chunks[0].len == len && r->chunks[0].fd == (r->out.len ? 1 : 2)));
}

static void put_chunks(const struct run_result *r, struct buf *out)
{
    struct buf order = BUF_INIT;
    result_text_chunks(r, &order);
    if (!is_one_stream(r) || !is_whole(r))
        lines_put(out, "order", order.data);
    buf_release(&order);
}

static bool take_chunks(struct lines *in, struct run_result *r)
{
    struct str text;
    if (!lines_next_is(in, "order")) {
        if (is_one_stream(r) && r->out.len + r->err.len > 0)
            *LIST_ADD(in->arena, r->chunks, r->chunk_count) =
                (struct chunk){r->out.len ? 1 : 2, r->out.len + r->err.len};
        return true;
    }
    return lines_take_raw(in, "order", &text) &&
           (result_text_read_chunks(text, in->arena, r) ||
            lines_fail(in, "not the order in which these streams were read"));
}

void result_text_run(const struct run_result *r, struct buf *out)
{
    lines_put(out, "run", "");
    lines_put_words(out, "command", &r->command);
    put_end(out, r->end, r->code);
    lines_put_ms(out, "wall_ms", &r->wall_s, 1);
    lines_put_ms(out, "user_ms", &r->user_s, 1);
    lines_put_ms(out, "sys_ms", &r->sys_s, 1);
    lines_put_integer(out, "max_rss_kib", (int64_t)r->max_rss_kib);
    lines_put(out, "measured_at", text_or_empty(r->measured_at));
    lines_put(out, "machine_id", text_or_empty(r->machine_id));
    put_flag(out, "truncated", r->truncated);
    lines_put_text(out, "stdout", r->out);
    lines_put_text(out, "stderr", r->err);
    put_chunks(r, out);
}

bool result_text_read_run(struct lines *in, struct run_result *r)
{
    int64_t rss = 0;
    *r = (struct run_result){0};
    bool ok = take_kind(in, "run") && lines_take_words(in, "command", &r->command) &&
              take_end(in, &r->end, &r->code) && take_one_ms(in, "wall_ms", &r->wall_s) &&
              take_one_ms(in, "user_ms", &r->user_s) && take_one_ms(in, "sys_ms", &r->sys_s) &&
              lines_take_integer(in, "max_rss_kib", 0, INT64_MAX, &rss) &&
              lines_take(in, "measured_at", &r->measured_at) &&
              lines_take(in, "machine_id", &r->machine_id) &&
              take_flag(in, "truncated", &r->truncated) && lines_take_text(in, "stdout", &r->out) &&
              lines_take_text(in, "stderr", &r->err) && take_chunks(in, r);
    r->max_rss_kib = (uint64_t)rss;
    return ok;
}

/* --- trials --- */

static void put_outcome(const struct outcome *o, struct buf *out)
{
    buf_printf(out, "outcome %zu %s %d\n", o->count, result_end_name(o->end), o->code);
    lines_put_text(out, "stdout", o->out);
    lines_put_text(out, "stderr", o->err);
}

void result_text_trials(const struct trials_result *r, struct buf *out)
{
    lines_put(out, "trials", "");
    lines_put_integer(out, "runs", (int64_t)r->runs);
    lines_put(out, "stop", trials_stop_name(r->stop));
    lines_put(out, "measured_at", text_or_empty(r->measured_at));
    lines_put(out, "machine_id", text_or_empty(r->machine_id));
    for (size_t i = 0; i < r->outcome_count; i++)
        put_outcome(&r->outcomes[i], out);
}

static bool take_stop(struct lines *in, enum trials_stop *stop)
{
    struct str name;
    if (!lines_take_raw(in, "stop", &name))
        return false;
    for (int s = TRIALS_COUNT; s <= TRIALS_TIME; s++)
        if (str_is(name, trials_stop_name((enum trials_stop)s))) {
            *stop = (enum trials_stop)s;
            return true;
        }
    return lines_fail(in, "\"stop\" takes count, clear, full or time");
}

/* `left`: runs that are not in an outcome yet. */
static bool take_outcome(struct lines *in, size_t *left, struct outcome *o)
{
    struct str text, number;
    int64_t count = 0;
    if (!lines_take_raw(in, "outcome", &text))
        return false;
    if (!lines_word(&text, &number) || !lines_number(number, 1, INT64_MAX, &count) ||
        !read_end_and_code(text, &o->end, &o->code))
        return lines_fail(in, "no such outcome: \"outcome 63 exited 0\" would be one");
    if ((size_t)count > *left)
        return lines_fail(in, "more outcomes than runs");
    o->count = (size_t)count;
    *left -= o->count;
    return lines_take_text(in, "stdout", &o->out) && lines_take_text(in, "stderr", &o->err);
}

bool result_text_read_trials(struct lines *in, struct trials_result *r)
{
    *r = (struct trials_result){0};
    bool ok = take_kind(in, "trials") && take_size(in, "runs", &r->runs) &&
              take_stop(in, &r->stop) && lines_take(in, "measured_at", &r->measured_at) &&
              lines_take(in, "machine_id", &r->machine_id);
    size_t left = r->runs;
    while (ok && lines_next_is(in, "outcome"))
        ok = take_outcome(in, &left, LIST_ADD(in->arena, r->outcomes, r->outcome_count));
    return ok && (r->outcome_count > 0 || lines_fail(in, "trials without an outcome"));
}

/* --- times --- */

void result_text_time(const struct time_result *r, struct buf *out)
{
    lines_put(out, "time", "");
    lines_put(out, "status", time_status_name(r->status));
    lines_put_integer(out, "warmup", r->warmup);
    lines_put_integer(out, "discarded", (int64_t)r->discarded);
    lines_put_ms(out, "wall_ms", r->wall_s, r->reps);
    lines_put_ms(out, "cpu_ms", r->cpu_s, r->reps);
    lines_put(out, "measured_at", text_or_empty(r->measured_at));
    lines_put(out, "machine_id", text_or_empty(r->machine_id));
    put_why(out, "noisy", r->noisy_why);
    if (r->failed)
        result_text_run(r->failed, out);
}

static bool take_status(struct lines *in, enum time_status *status)
{
    struct str name;
    if (!lines_take_raw(in, "status", &name))
        return false;
    for (int s = TIME_OK; s <= TIME_FAILED; s++)
        if (str_is(name, time_status_name((enum time_status)s))) {
            *status = (enum time_status)s;
            return true;
        }
    return lines_fail(in, "\"status\" takes ok, too-short or failed");
}

/* As many times of one kind as of the other. */
static bool take_times(struct lines *in, struct time_result *r)
{
    size_t count;
    return lines_take_ms(in, "wall_ms", &r->wall_s, &r->reps) &&
           lines_take_ms(in, "cpu_ms", &r->cpu_s, &count) &&
           (count == r->reps || lines_fail(in, "not as many times as there are of \"wall_ms\"")) &&
           (count > 0 || r->status != TIME_OK || lines_fail(in, "times without a number"));
}

static bool take_failed(struct lines *in, struct time_result *r)
{
    if (r->status != TIME_FAILED && !lines_next_is(in, "run"))
        return true;
    r->failed = ARENA_NEW(in->arena, struct run_result);
    return result_text_read_run(in, r->failed);
}

bool result_text_read_time(struct lines *in, struct time_result *r)
{
    int64_t warmup = 0;
    *r = (struct time_result){0};
    bool ok = take_kind(in, "time") && take_status(in, &r->status) &&
              lines_take_integer(in, "warmup", 0, INT_MAX, &warmup) &&
              take_size(in, "discarded", &r->discarded) && take_times(in, r) &&
              lines_take(in, "measured_at", &r->measured_at) &&
              lines_take(in, "machine_id", &r->machine_id) &&
              take_why(in, "noisy", &r->noisy_why) && take_failed(in, r);
    r->warmup = (int)warmup;
    return ok;
}

/* --- a traced run --- */

void result_text_trace(const struct trace_result *r, struct buf *out)
{
    lines_put(out, "trace", "");
    put_end(out, r->end, r->code);
    lines_put_ms(out, "wall_ms", &r->wall_s, 1);
    lines_put_integer(out, "lanes", (int64_t)r->lanes);
    lines_put(out, "measured_at", text_or_empty(r->measured_at));
    lines_put(out, "machine_id", text_or_empty(r->machine_id));
    put_why(out, "noisy", r->noisy_why);
    put_why(out, "why", r->why);
    put_why(out, "deadlock", r->deadlock);
    lines_put_text(out, "model", r->model);
}

/* Templates and Chrome's form are made from it: only its outermost layer is checked here, they mind the
 * rest. */
static bool take_model(struct lines *in, struct trace_result *r)
{
    struct err err = {0};
    if (!lines_take_text(in, "model", &r->model))
        return false;
    if (r->model.len == 0)
        return r->why || lines_fail(in, "neither a model, nor why there is none");
    json_t *tree = json_replay_load(r->model, &err);
    bool is_object = json_is_object(tree);
    json_decref(tree);
    return is_object || lines_fail(in, "\"model\" is %s", tree ? "no object" : err.message);
}

bool result_text_read_trace(struct lines *in, struct trace_result *r)
{
    *r = (struct trace_result){0};
    return take_kind(in, "trace") && take_end(in, &r->end, &r->code) &&
           take_one_ms(in, "wall_ms", &r->wall_s) && take_size(in, "lanes", &r->lanes) &&
           lines_take(in, "measured_at", &r->measured_at) &&
           lines_take(in, "machine_id", &r->machine_id) && take_why(in, "noisy", &r->noisy_why) &&
           take_why(in, "why", &r->why) && take_why(in, "deadlock", &r->deadlock) &&
           take_model(in, r);
}
