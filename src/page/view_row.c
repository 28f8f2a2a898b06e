/* A sample as lists of all samples need it: a line's worth of each of its parts. */
#include "page/view.h"
#include "run/statistics.h"
#include "run/timing.h"

static void end(struct emit *e)
{
    e->ops->end_object(e->to);
}

static size_t matched(const struct result *result)
{
    size_t n = 0;
    for (size_t i = 0; i < result->verdict_count; i++)
        n += result->verdicts[i].matched;
    return n;
}

static void add_limits(struct emit *e, const struct limits *limits)
{
    emit_object(e, "limits");
    emit_number(e, "timeout_s", limits->timeout_ms / 1000.0);
    emit_int(e, "memory_bytes", (int64_t)limits->memory_bytes);
    emit_int(e, "processes", limits->processes);
    emit_int(e, "output_bytes", (int64_t)limits->output_bytes);
    end(e);
}

static void add_compile(struct emit *e, const struct compile_result *compile)
{
    if (!compile)
        return;
    emit_object(e, "compile");
    emit_string(e, "end", result_end_name(compile->end));
    emit_int(e, "code", compile->code);
    emit_number(e, "wall_s", compile->wall_s);
    end(e);
}

static void add_run(struct emit *e, const struct run_result *run)
{
    if (!run)
        return;
    emit_object(e, "run");
    emit_string(e, "end", result_end_name(run->end));
    emit_int(e, "code", run->code);
    emit_number(e, "wall_s", run->wall_s);
    emit_int(e, "max_rss_kib", (int64_t)run->max_rss_kib);
    end(e);
    emit_string(e, "measured_at", run->measured_at);
}

static void add_trials(struct emit *e, const struct result *result)
{
    if (!result->trials)
        return;
    emit_object(e, "trials");
    emit_int(e, "count", (int64_t)result->trials->runs);
    emit_int(e, "distinct", (int64_t)result->trials->outcome_count);
    emit_int(e, "right", (int64_t)result->trials_verdict.right);
    end(e);
}

static void add_time(struct emit *e, const struct time_result *time)
{
    double low, high;
    if (!time)
        return;
    emit_object(e, "time");
    emit_bool(e, "ok", time->status == TIME_OK && time->reps > 0);
    emit_bool(e, "noisy", time->noisy_why != NULL);
    emit_int(e, "reps", (int64_t)time->reps);
    if (time->status == TIME_OK && time->reps > 0) {
        emit_number(e, "median_s", statistics_median(time->wall_s, time->reps));
        emit_number(e, "cpu_median_s", statistics_median(time->cpu_s, time->reps));
        if (timing_interval(time->wall_s, time->reps, &low, &high)) {
            emit_number(e, "low_s", low);
            emit_number(e, "high_s", high);
        }
    }
    end(e);
}

static void add_checks(struct emit *e, const struct result *result)
{
    emit_array(e, "checks");
    for (size_t i = 0; i < result->check_count; i++) {
        const struct check_result *check = &result->checks[i];
        e->ops->object(e->to);
        emit_string(e, "title", check_tool_title(check->tool));
        emit_string(e, "finds", check->finds);
        emit_bool(e, "ok", check->ok);
        end(e);
    }
    e->ops->end_array(e->to);
}

static void add_evidence(struct emit *e, const struct result *result)
{
    add_compile(e, result->compile);
    add_run(e, result->run);
    add_trials(e, result);
    add_time(e, result->time);
    add_checks(e, result);
}

static void add_points(struct emit *e, const struct result *result)
{
    emit_words(e, "parameters", &result->sample->parameters);
    emit_array(e, "points");
    for (size_t i = 0; i < result->point_count; i++) {
        e->ops->object(e->to);
        emit_words(e, "values", &result->points[i].sample->values);
        emit_string(e, "compiler", result->points[i].compiler);
        add_evidence(e, &result->points[i]);
        end(e);
    }
    e->ops->end_array(e->to);
}

void view_row(struct emit *e, const struct result *result, size_t chapter)
{
    const struct sample *sample = result->sample;
    e->ops->object(e->to);
    emit_string(e, "id", sample->id);
    emit_string(e, "number", sample->number);
    emit_string(e, "title", view_title(sample));
    emit_int(e, "chapter", (int64_t)chapter + 1);
    emit_string(e, "language", sample->language->title);
    emit_bool(e, "ok", result->ok);
    emit_int(e, "checked", sample->trials ? 0 : (int64_t)matched(result));
    emit_string(e, "compiler", result->compiler);
    add_limits(e, &sample->limits);
    add_evidence(e, result);
    if (result->point_count > 0)
        add_points(e, result);
    end(e);
}
