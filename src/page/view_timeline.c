#include "page/view_timeline.h"

#include <string.h>

#include "run/json_replay.h"
#include "run/trace_download.h"

void view_tree_drop(struct view_tree *tree)
{
    json_decref(tree->open);
    tree->open = NULL;
}

/* Bytes of a model that is drawn with all details on the page itself. */
enum { SHORT_MODEL = 4000 };

/* Each level begins with its columns. A quote inside of a string has a backslash before it, so these
 * words stand nowhere else. */
static bool has_levels(struct str model)
{
    static const char key[] = "\"columns\":";
    const char *end = model.data + model.len;
    const char *first = memmem(model.data, model.len, key, sizeof key - 1);
    return first && memmem(first + 1, (size_t)(end - first) - 1, key, sizeof key - 1);
}

bool view_timeline_is_long(const struct trace_result *trace)
{
    return trace->model.len > SHORT_MODEL || has_levels(trace->model);
}

const char *view_timeline_path(const struct sample *sample, struct arena *a)
{
    static const char ending[] = ".trace.json";
    const char *path = trace_download(sample, a);
    size_t len = strlen(path), tail = sizeof ending - 1;
    if (len > tail && strcmp(path + len - tail, ending) == 0)
        len -= tail;
    return arena_printf(a, "%.*s.timeline.js", (int)len, path);
}

void view_timeline(struct emit *e, const struct result *result, struct view_tree *tree,
                   struct arena *a)
{
    const struct trace_result *trace = result->trace;
    struct err ignored = {0}; /* whoever put the model into the store has checked it */
    if (!trace || trace->model.len == 0)
        return;
    tree->open = json_replay_load(trace->model, &ignored);
    if (!tree->open)
        return;
    e->ops->key(e->to, "timeline");
    json_replay_tree(tree->open, e);
    view_tree_drop(tree);
    if (view_timeline_is_long(trace))
        emit_string(e, "timeline_fine", view_timeline_path(result->sample, a));
}

static void add_timeline(struct emit *e, const struct result *result, struct view_tree *tree,
                         struct arena *a)
{
    e->ops->object(e->to);
    view_timeline(e, result, tree, a);
    e->ops->end_object(e->to);
}

void view_timelines(struct emit *e, const struct results *results, const struct figure *figure,
                    struct view_tree *tree, struct arena *a)
{
    emit_array(e, "timelines");
    for (size_t i = 0; i < figure->of.count; i++) {
        const struct result *result = results_sample(results, figure->of.items[i]);
        for (size_t k = 0; result && k < result->point_count; k++)
            add_timeline(e, &result->points[k], tree, a);
        if (result && result->point_count == 0)
            add_timeline(e, result, tree, a);
    }
    e->ops->end_array(e->to);
}
