#include "run/shape.h"

#include <string.h>

#include "base/utf8.h"

/* What a later version fills in; the keys are there from the start, so that readers can rely on
 * them. */
static void emit_nulls(struct emit *e, const char *const *keys, size_t count)
{
    for (size_t i = 0; i < count; i++)
        emit_null(e, keys[i]);
}

void shape_machine(struct emit *e, const struct machine *machine)
{
    e->ops->object(e->to);
    emit_string(e, "id", machine->id);
    emit_string(e, "cpu", machine->cpu);
    emit_int(e, "cores", machine->cores);
    emit_int(e, "usable_cores", machine->usable_cores);
    emit_int(e, "memory_bytes", (int64_t)machine->memory_bytes);
    emit_string(e, "kernel", machine->kernel);
    e->ops->end_object(e->to);
}

/* Bytes that JSON cannot hold as they are stand beside the repaired text in base64. */
static void shape_output(struct emit *e, const char *key, const char *base64_key, struct str bytes)
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

static void shape_compile(struct emit *e, const struct compile_result *compile)
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

static void shape_run(struct emit *e, const struct run_result *run)
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

static void shape_limits(struct emit *e, const struct limits *limits)
{
    emit_object(e, "limits");
    emit_number(e, "timeout_s", limits->timeout_ms / 1000.0);
    emit_int(e, "memory_bytes", (int64_t)limits->memory_bytes);
    emit_int(e, "processes", limits->processes);
    emit_int(e, "nofile", limits->nofile);
    emit_int(e, "output_bytes", (int64_t)limits->output_bytes);
    e->ops->end_object(e->to);
}

static void shape_files(struct emit *e, const struct sample *sample)
{
    emit_array(e, "files");
    for (size_t i = 0; i < sample->file_count; i++)
        e->ops->str(e->to, str_of(sample->files[i].name));
    e->ops->end_array(e->to);
    emit_str(e, "source", sample->file_count ? sample->files[0].text : STR(""));
}

/* The words of the compile command that say how, not what: `-o NAME` and `-c` are left out. */
static void shape_flags(struct emit *e, const struct compile_result *compile)
{
    emit_array(e, "flags");
    for (size_t i = 1; compile && i < compile->command.count; i++) {
        const char *word = compile->command.items[i];
        if (word[0] == '-' && strcmp(word, "-o") != 0 && strcmp(word, "-c") != 0)
            e->ops->str(e->to, str_of(word));
    }
    e->ops->end_array(e->to);
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

static void shape_verdicts(struct emit *e, const struct result *result)
{
    emit_array(e, "expected");
    for (size_t i = 0; i < result->verdict_count; i++) {
        const struct verdict *verdict = &result->verdicts[i];
        e->ops->object(e->to);
        emit_string(e, "stream", verdict->expected->fd == 2 ? "stderr" : "stdout");
        emit_null(e, "point");
        emit_string(e, "mode", expected_mode_name(verdict->expected->mode));
        emit_bool(e, "matched", verdict->matched);
        emit_string(e, "diff", verdict->diff);
        e->ops->end_object(e->to);
    }
    e->ops->end_array(e->to);
}

static const char *measured_at(const struct result *result)
{
    if (result->run)
        return result->run->measured_at;
    return result->compile ? result->compile->measured_at : NULL;
}

static void shape_identity(struct emit *e, const struct sample *sample)
{
    emit_string(e, "id", sample->id);
    emit_string(e, "chapter", sample->chapter);
    emit_int(e, "line", sample->place.line);
    emit_string(e, "language", sample->language->name);
    shape_files(e, sample);
}

void shape_sample(struct emit *e, const struct result *result)
{
    static const char *const before_checks[] = {"trials", "time", "sweep"};
    static const char *const after_expected[] = {"trace", "asm"};
    e->ops->object(e->to);
    shape_identity(e, result->sample);
    emit_bool(e, "ok", result->ok);
    emit_string(e, "compiler", result->compiler);
    shape_flags(e, result->compile);
    shape_limits(e, &result->sample->limits);
    emit_string(e, "measured_at", measured_at(result));
    emit_string(e, "machine_id", result->run ? result->run->machine_id : NULL);
    shape_compile(e, result->compile);
    shape_run(e, result->run);
    emit_nulls(e, before_checks, 3);
    emit_array(e, "checks");
    e->ops->end_array(e->to);
    shape_verdicts(e, result);
    emit_nulls(e, after_expected, 2);
    e->ops->end_object(e->to);
}

void shape_problem(struct emit *e, const struct problem *problem)
{
    bool warning = problem->severity == PROBLEM_WARNING;
    e->ops->object(e->to);
    emit_string(e, "severity", warning ? "warning" : "error");
    emit_string(e, "file", problem->file);
    emit_int(e, "line", problem->line);
    emit_int(e, "column", problem->column);
    emit_string(e, "sample", problem->sample);
    emit_string(e, "message", problem->message);
    emit_string(e, "diff", problem->diff);
    e->ops->end_object(e->to);
}

static void shape_values(struct emit *e, const struct results *results)
{
    emit_array(e, "values");
    for (size_t c = 0; results->chapters && c < results->course->chapter_count; c++) {
        const struct chapter *chapter = results->course->chapters[c];
        const struct value_result *values = results->chapters[c].values;
        for (size_t i = 0; values && i < chapter->value_count; i++) {
            e->ops->object(e->to);
            emit_string(e, "chapter", chapter->name);
            emit_int(e, "line", chapter->values[i].place.line);
            emit_string(e, "text", chapter->values[i].text);
            emit_string(e, "value", values[i].text);
            e->ops->end_object(e->to);
        }
    }
    e->ops->end_array(e->to);
}

static void shape_head(struct emit *e, const struct results *results)
{
    emit_int(e, "schema", 1);
    emit_object(e, "generator");
    emit_string(e, "name", "drawloom");
    emit_string(e, "version", DRAWLOOM_VERSION);
    e->ops->end_object(e->to);
    emit_object(e, "course");
    emit_string(e, "title", results->course->config.title);
    e->ops->end_object(e->to);
    emit_string(e, "sandbox", results->sandbox);
    emit_bool(e, "frozen", false);
    e->ops->key(e->to, "machine");
    shape_machine(e, &results->machine);
}

void shape_results(struct emit *e, const struct results *results)
{
    e->ops->object(e->to);
    shape_head(e, results);
    emit_array(e, "samples");
    for (size_t i = 0; i < results->course->sample_count; i++)
        shape_sample(e, &results->samples[i]);
    e->ops->end_array(e->to);
    shape_values(e, results);
    emit_array(e, "claims");
    e->ops->end_array(e->to);
    emit_array(e, "problems");
    for (const struct problem *p = results->problems.first; p; p = p->next)
        shape_problem(e, p);
    e->ops->end_array(e->to);
    e->ops->end_object(e->to);
}
