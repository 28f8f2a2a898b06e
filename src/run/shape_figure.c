/* Claims, and the data behind figures. */
#include "run/shape.h"
#include "run/shape_parts.h"

static const char *figure_kind_name(enum figure_kind kind)
{
    static const char *const names[] = {
        [FIGURE_COMPARE] = "compare", [FIGURE_CHART] = "chart", [FIGURE_CLAIMS] = "claims"};
    return names[kind];
}

static const char *chart_kind_name(enum chart_kind kind)
{
    static const char *const names[] = {
        [CHART_CHOSEN] = "line",         [CHART_LINE] = "line",         [CHART_BAR] = "bar",
        [CHART_HISTOGRAM] = "histogram", [CHART_TIMELINE] = "timeline",
    };
    return names[kind];
}

static void shape_claim(struct emit *e, const struct chapter *chapter, const struct claim *claim,
                        const struct claim_result *result)
{
    bool known = result && result->is_known;
    e->ops->object(e->to);
    emit_string(e, "chapter", chapter->name);
    emit_int(e, "line", claim->place.line);
    emit_string(e, "text", claim->text);
    emit_string(e, "verdict", known ? claim_verdict_name(result->verdict) : NULL);
    emit_string(e, "reason", known ? result->reason : NULL);
    emit_string(e, "left", known ? result->left : NULL);
    emit_string(e, "right", known ? result->right : NULL);
    if (claim->cores > 0)
        emit_int(e, "needs_cores", claim->cores);
    else
        emit_null(e, "needs_cores");
    e->ops->end_object(e->to);
}

static const struct claim_result *claim_result(const struct chapter_values *values, size_t i)
{
    return values && values->claims ? &values->claims[i] : NULL;
}

static const struct chapter_values *values_of(const struct results *results, size_t chapter)
{
    return results->chapters ? &results->chapters[chapter] : NULL;
}

void shape_claims(struct emit *e, const struct results *results)
{
    emit_array(e, "claims");
    for (size_t c = 0; c < results->course->chapter_count; c++) {
        const struct chapter *chapter = results->course->chapters[c];
        for (size_t i = 0; i < chapter->claim_count; i++)
            shape_claim(e, chapter, &chapter->claims[i], claim_result(values_of(results, c), i));
    }
    e->ops->end_array(e->to);
}

static void shape_series_point(struct emit *e, const struct series_point *point)
{
    e->ops->object(e->to);
    shape_number(e, "x", point->x);
    emit_string(e, "label", point->label);
    shape_number(e, "y", point->y);
    if (point->has_interval) {
        shape_number(e, "low", point->low);
        shape_number(e, "high", point->high);
    }
    emit_bool(e, "noisy", point->noisy);
    e->ops->end_object(e->to);
}

static void shape_series(struct emit *e, const struct figure_result *result)
{
    emit_array(e, "series");
    for (size_t i = 0; i < result->series_count; i++) {
        const struct series *series = &result->series[i];
        e->ops->object(e->to);
        emit_string(e, "name", series->name);
        emit_array(e, "points");
        for (size_t k = 0; k < series->count; k++)
            shape_series_point(e, &series->points[k]);
        e->ops->end_array(e->to);
        e->ops->end_object(e->to);
    }
    e->ops->end_array(e->to);
}

static void shape_timeline(struct emit *e, const struct result *result)
{
    e->ops->object(e->to);
    emit_string(e, "sample", result->sample->id);
    shape_point(e, "point", result->sample);
    shape_events(e, result);
    e->ops->end_object(e->to);
}

/* One for each sample, or point of one that is a sweep, that the figure is of. */
static void shape_timelines(struct emit *e, const struct results *results,
                            const struct figure *figure)
{
    emit_array(e, "timelines");
    for (size_t i = 0; i < figure->of.count; i++) {
        const struct result *result = results_sample(results, figure->of.items[i]);
        for (size_t k = 0; result && k < result->point_count; k++)
            shape_timeline(e, &result->points[k]);
        if (result && result->point_count == 0)
            shape_timeline(e, result);
    }
    e->ops->end_array(e->to);
}

static void shape_picture(struct emit *e, const struct results *results,
                          const struct figure *figure, const struct figure_result *result)
{
    emit_string(e, "chart", chart_kind_name(result->kind));
    emit_string(e, "x_label", result->x_label);
    emit_string(e, "y_label", result->y_label);
    emit_string(e, "y_unit", result->y_unit);
    emit_string(e, "story", result->story);
    if (result->kind == CHART_TIMELINE)
        shape_timelines(e, results, figure);
    shape_series(e, result);
}

static void shape_own_claims(struct emit *e, const struct results *results, size_t chapter,
                             const struct figure *figure)
{
    const struct chapter *c = results->course->chapters[chapter];
    emit_array(e, "claims");
    for (size_t i = figure->first_claim; i < figure->first_claim + figure->claim_count; i++)
        shape_claim(e, c, &c->claims[i], claim_result(values_of(results, chapter), i));
    e->ops->end_array(e->to);
}

void shape_figure(struct emit *e, const struct results *results, size_t chapter, size_t index)
{
    const struct chapter *c = results->course->chapters[chapter];
    const struct figure *figure = &c->figures[index];
    const struct chapter_values *values = values_of(results, chapter);
    const struct figure_result *result = values && values->figures ? &values->figures[index] : NULL;
    e->ops->object(e->to);
    emit_string(e, "chapter", c->name);
    emit_int(e, "line", figure->place.line);
    emit_string(e, "kind", figure_kind_name(figure->kind));
    emit_string(e, "id", *figure->id ? figure->id : NULL);
    emit_string(e, "caption", *figure->caption ? figure->caption : NULL);
    emit_words(e, "of", &figure->of);
    if (figure->kind == FIGURE_CLAIMS)
        shape_own_claims(e, results, chapter, figure);
    else if (result && result->is_known)
        shape_picture(e, results, figure, result);
    e->ops->end_object(e->to);
}

void shape_figures(struct emit *e, const struct results *results)
{
    emit_array(e, "figures");
    for (size_t c = 0; c < results->course->chapter_count; c++) {
        const struct chapter *chapter = results->course->chapters[c];
        for (size_t i = 0; i < chapter->figure_count; i++)
            if (chapter->figures[i].kind != FIGURE_CLAIMS) /* those are in "claims" */
                shape_figure(e, results, c, i);
    }
    e->ops->end_array(e->to);
}
