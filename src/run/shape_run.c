/* What a compiler and a run gave, and how the output compares. */
#include <math.h>

#include "base/utf8.h"
#include "run/shape_parts.h"

void shape_number(struct emit *e, const char *key, double value)
{
    if (isfinite(value) && value == trunc(value) && fabs(value) < 0x1p53)
        emit_int(e, key, (int64_t)value);
    else
        emit_number(e, key, value);
}

void shape_output(struct emit *e, const char *key, const char *base64_key, struct str bytes)
{
    emit_str(e, key, bytes);
    if (utf8_is_valid(bytes))
        return;
    e->ops->key(e->to, base64_key);
    e->ops->base64(e->to, bytes);
}

static void shape_transcript(struct emit *e, const struct run_result *run)
{
    struct str rest[] = {run->out, run->err};
    emit_array(e, "transcript");
    for (size_t i = 0; i < run->chunk_count; i++) {
        const struct chunk *chunk = &run->chunks[i];
        struct str *stream = &rest[chunk->fd == 2];
        e->ops->object(e->to);
        emit_int(e, "fd", chunk->fd);
        emit_str(e, "text", (struct str){stream->data, chunk->len});
        e->ops->end_object(e->to);
        stream->data += chunk->len;
        stream->len -= chunk->len;
    }
    e->ops->end_array(e->to);
}

void shape_compile(struct emit *e, const struct compile_result *compile)
{
    if (!compile) {
        emit_null(e, "compile");
        return;
    }
    emit_object(e, "compile");
    emit_words(e, "command", &compile->command);
    emit_string(e, "end", result_end_name(compile->end));
    emit_int(e, "code", compile->code);
    emit_str(e, "diagnostics", compile->diagnostics);
    emit_number(e, "wall_s", compile->wall_s);
    e->ops->end_object(e->to);
}

void shape_run(struct emit *e, const struct run_result *run)
{
    if (!run) {
        emit_null(e, "run");
        return;
    }
    emit_object(e, "run");
    emit_words(e, "command", &run->command);
    emit_string(e, "end", result_end_name(run->end));
    emit_int(e, "code", run->code);
    shape_output(e, "stdout", "stdout_base64", run->out);
    shape_output(e, "stderr", "stderr_base64", run->err);
    shape_transcript(e, run);
    emit_bool(e, "truncated", run->truncated);
    emit_number(e, "wall_s", run->wall_s);
    emit_number(e, "user_s", run->user_s);
    emit_number(e, "sys_s", run->sys_s);
    emit_int(e, "max_rss_kib", (int64_t)run->max_rss_kib);
    e->ops->end_object(e->to);
}

static const char *expected_mode_name(enum expected_mode mode)
{
    static const char *const names[] = {
        [EXPECTED_EXACT] = "exact",
        [EXPECTED_UNORDERED] = "unordered",
        [EXPECTED_REGEX] = "regex",
    };
    return names[mode];
}

void shape_point(struct emit *e, const char *key, const struct sample *sample)
{
    if (sample->parameters.count == 0 || sample->values.count != sample->parameters.count) {
        emit_null(e, key);
        return;
    }
    emit_object(e, key);
    for (size_t i = 0; i < sample->parameters.count; i++)
        emit_string(e, sample->parameters.items[i], sample->values.items[i]);
    e->ops->end_object(e->to);
}

static void add_verdicts(struct emit *e, const struct result *result)
{
    for (size_t i = 0; i < result->verdict_count; i++) {
        const struct verdict *verdict = &result->verdicts[i];
        e->ops->object(e->to);
        emit_string(e, "stream", verdict->expected->fd == 2 ? "stderr" : "stdout");
        shape_point(e, "point", result->sample);
        emit_string(e, "mode", expected_mode_name(verdict->expected->mode));
        emit_bool(e, "matched", verdict->matched);
        emit_string(e, "diff", verdict->diff);
        e->ops->end_object(e->to);
    }
}

void shape_verdicts(struct emit *e, const struct result *result)
{
    emit_array(e, "expected");
    for (size_t i = 0; i < result->point_count; i++)
        add_verdicts(e, &result->points[i]);
    if (result->point_count == 0)
        add_verdicts(e, result);
    e->ops->end_array(e->to);
}
