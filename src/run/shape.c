#include "run/shape.h"

#include <string.h>

#include "run/shape_parts.h"

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

/* What tells with what, when and where the sample was made: of a sweep, its first point. */
static const struct result *representative(const struct result *result)
{
    return result->point_count ? &result->points[0] : result;
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
    const struct result *made = representative(result);
    e->ops->object(e->to);
    shape_identity(e, result->sample);
    emit_bool(e, "ok", result->ok);
    emit_string(e, "compiler", made->compiler);
    shape_flags(e, made->compile);
    shape_limits(e, &result->sample->limits);
    emit_string(e, "measured_at", measured_at(made));
    emit_string(e, "machine_id", made->run ? made->run->machine_id : NULL);
    shape_compile(e, result->compile);
    shape_run(e, result->run);
    shape_trials(e, result);
    shape_time(e, result->time);
    shape_sweep(e, result);
    shape_checks(e, result);
    shape_verdicts(e, result);
    shape_trace(e, result);
    shape_assembly(e, result->assembly);
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
    emit_bool(e, "frozen", results->frozen);
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
    shape_claims(e, results);
    shape_figures(e, results);
    emit_array(e, "problems");
    for (const struct problem *p = results->problems.first; p; p = p->next)
        shape_problem(e, p);
    e->ops->end_array(e->to);
    e->ops->end_object(e->to);
}
