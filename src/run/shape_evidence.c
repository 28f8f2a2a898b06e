/* What many runs gave: trials, times, sweeps; what was recorded; and what tools said. */
#include "run/shape_parts.h"
#include "run/statistics.h"
#include "run/timing.h"
#include "run/trace_download.h"

static void shape_requested(struct emit *e, const struct sample *sample)
{
    if (sample->trials == SAMPLE_TRIALS_AUTO)
        emit_string(e, "requested", "auto");
    else
        emit_int(e, "requested", sample->trials);
}

static void shape_outcome(struct emit *e, const struct result *result, size_t i)
{
    const struct outcome *outcome = &result->trials->outcomes[i];
    const struct trials_verdict *verdict = &result->trials_verdict;
    e->ops->object(e->to);
    shape_output(e, "stdout", "stdout_base64", outcome->out);
    shape_output(e, "stderr", "stderr_base64", outcome->err);
    if (verdict->numeric)
        shape_number(e, "value", verdict->values[i]);
    else
        emit_null(e, "value");
    emit_string(e, "end", result_end_name(outcome->end));
    emit_int(e, "code", outcome->code);
    emit_int(e, "count", (int64_t)outcome->count);
    emit_bool(e, "right", verdict->is_right && verdict->is_right[i]);
    e->ops->end_object(e->to);
}

static void shape_bound(struct emit *e, double bound)
{
    if (bound > 0)
        emit_number(e, "bound", bound);
    else
        emit_null(e, "bound");
}

void shape_trials(struct emit *e, const struct result *result)
{
    const struct trials_result *trials = result->trials;
    const struct trials_verdict *verdict = &result->trials_verdict;
    if (!trials) {
        emit_null(e, "trials");
        return;
    }
    emit_object(e, "trials");
    shape_requested(e, result->sample);
    emit_int(e, "count", (int64_t)trials->runs);
    emit_string(e, "stop", trials_stop_name(trials->stop));
    emit_int(e, "right", (int64_t)verdict->right);
    shape_bound(e, verdict->bound);
    emit_bool(e, "numeric", verdict->numeric);
    if (verdict->numeric && verdict->has_expected)
        shape_number(e, "expected_value", verdict->expected_value);
    else
        emit_null(e, "expected_value");
    emit_array(e, "outcomes");
    for (size_t i = 0; i < trials->outcome_count; i++)
        shape_outcome(e, result, i);
    e->ops->end_array(e->to);
    emit_string(e, "measured_at", trials->measured_at);
    emit_string(e, "machine_id", trials->machine_id);
    e->ops->end_object(e->to);
}

static void shape_seconds(struct emit *e, const char *key, const double *seconds, size_t count)
{
    emit_array(e, key);
    for (size_t i = 0; i < count; i++)
        e->ops->number(e->to, seconds[i]);
    e->ops->end_array(e->to);
}

static void shape_interval(struct emit *e, const double *seconds, size_t count)
{
    double interval[2];
    if (timing_interval(seconds, count, &interval[0], &interval[1]))
        shape_seconds(e, "ci95_s", interval, 2);
    else
        emit_null(e, "ci95_s");
}

static void shape_statistics(struct emit *e, const struct time_result *time)
{
    static const char *const keys[] = {"min_s", "median_s", "mad_s", "ci95_s", "cpu_median_s"};
    if (time->status != TIME_OK || time->reps == 0) {
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
            emit_null(e, keys[i]);
        return;
    }
    emit_number(e, "min_s", statistics_min(time->wall_s, time->reps));
    emit_number(e, "median_s", statistics_median(time->wall_s, time->reps));
    emit_number(e, "mad_s", statistics_mad(time->wall_s, time->reps));
    shape_interval(e, time->wall_s, time->reps);
    emit_number(e, "cpu_median_s", statistics_median(time->cpu_s, time->reps));
}

static void shape_failed(struct emit *e, const struct run_result *run)
{
    if (!run) {
        emit_null(e, "failed");
        return;
    }
    emit_object(e, "failed");
    emit_string(e, "end", result_end_name(run->end));
    emit_int(e, "code", run->code);
    e->ops->end_object(e->to);
}

void shape_time(struct emit *e, const struct time_result *time)
{
    if (!time) {
        emit_null(e, "time");
        return;
    }
    emit_object(e, "time");
    emit_string(e, "status", time_status_name(time->status));
    emit_int(e, "reps", (int64_t)time->reps);
    emit_int(e, "warmup", time->warmup);
    emit_int(e, "discarded", (int64_t)time->discarded);
    shape_seconds(e, "wall_s", time->wall_s, time->reps);
    shape_seconds(e, "cpu_s", time->cpu_s, time->reps);
    shape_statistics(e, time);
    emit_bool(e, "noisy", time->noisy_why != NULL);
    emit_string(e, "noisy_why", time->noisy_why);
    shape_failed(e, time->failed);
    emit_string(e, "measured_at", time->measured_at);
    emit_string(e, "machine_id", time->machine_id);
    e->ops->end_object(e->to);
}

void shape_events(struct emit *e, const struct result *result)
{
    struct arena a = {0};
    bool any = result->trace && result->trace->model.len > 0;
    emit_string(e, "events", any ? trace_download(result->sample, &a) : NULL);
    arena_release(&a);
}

void shape_trace(struct emit *e, const struct result *result)
{
    const struct trace_result *trace = result->trace;
    if (!trace) {
        emit_null(e, "trace");
        return;
    }
    emit_object(e, "trace");
    shape_events(e, result);
    emit_int(e, "lanes", (int64_t)trace->lanes);
    emit_string(e, "deadlock", trace->deadlock);
    emit_string(e, "end", result_end_name(trace->end));
    emit_int(e, "code", trace->code);
    emit_number(e, "wall_s", trace->wall_s);
    emit_string(e, "why", trace->why);
    emit_string(e, "noisy_why", trace->noisy_why);
    emit_string(e, "measured_at", trace->measured_at);
    emit_string(e, "machine_id", trace->machine_id);
    e->ops->end_object(e->to);
}

static void shape_locations(struct emit *e, const struct check_result *check)
{
    emit_array(e, "locations");
    for (size_t i = 0; i < check->location_count; i++) {
        e->ops->object(e->to);
        emit_string(e, "file", check->locations[i].file);
        emit_int(e, "line", check->locations[i].line);
        emit_string(e, "what", check->locations[i].what);
        e->ops->end_object(e->to);
    }
    e->ops->end_array(e->to);
}

static const char *check_verdict_name(const struct check_result *check)
{
    if (!check->is_known)
        return "unknown";
    return check->finds ? "found" : "clean";
}

static void shape_check(struct emit *e, const struct check_result *check)
{
    e->ops->object(e->to);
    emit_string(e, "tool", check_tool_name(check->tool));
    emit_string(e, "title", check_tool_title(check->tool));
    emit_string(e, "verdict", check_verdict_name(check));
    emit_string(e, "finds", check->finds);
    emit_bool(e, "ok", check->ok);
    emit_string(e, "why", check->why);
    emit_str(e, "brief", check->brief);
    emit_str(e, "report", check->report);
    shape_locations(e, check);
    emit_words(e, "command", &check->command);
    e->ops->end_object(e->to);
}

void shape_checks(struct emit *e, const struct result *result)
{
    emit_array(e, "checks");
    for (size_t i = 0; i < result->check_count; i++)
        shape_check(e, &result->checks[i]);
    e->ops->end_array(e->to);
}

static void shape_sweep_point(struct emit *e, const struct result *point)
{
    e->ops->object(e->to);
    shape_point(e, "values", point->sample);
    emit_bool(e, "ok", point->ok);
    shape_compile(e, point->compile);
    shape_run(e, point->run);
    shape_trials(e, point);
    shape_time(e, point->time);
    shape_checks(e, point);
    shape_verdicts(e, point);
    shape_trace(e, point);
    shape_assembly(e, point->assembly);
    e->ops->end_object(e->to);
}

void shape_sweep(struct emit *e, const struct result *result)
{
    if (result->point_count == 0) {
        emit_null(e, "sweep");
        return;
    }
    emit_object(e, "sweep");
    emit_words(e, "parameters", &result->sample->parameters);
    emit_array(e, "points");
    for (size_t i = 0; i < result->point_count; i++)
        shape_sweep_point(e, &result->points[i]);
    e->ops->end_array(e->to);
    e->ops->end_object(e->to);
}

/* Text, as an assembler's listing; the lines with what they come from are in the page. */
void shape_assembly(struct emit *e, const struct asm_result *assembly)
{
    struct buf text = BUF_INIT;
    if (!assembly || assembly->count == 0) {
        emit_null(e, "asm");
        return;
    }
    for (size_t i = 0; i < assembly->count; i++)
        buf_printf(&text, "%s\n", assembly->lines[i].text);
    emit_str(e, "asm", buf_view(&text));
    buf_release(&text);
}
