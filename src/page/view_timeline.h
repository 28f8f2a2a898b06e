/* view_timeline: the timelines of traced samples, as templates see them. Part of view.h, not for others
 * but the list of the site's files. */
#ifndef PAGE_VIEW_TIMELINE_H
#define PAGE_VIEW_TIMELINE_H

#include <jansson.h>

#include "run/emit.h"
#include "run/result.h"

/* The tree of the model that is being told. Emitting may raise a Lua error in the midst of it: whoever
 * catches that drops the tree. */
struct view_tree {
    json_t *open; /* NULL: none */
};
void view_tree_drop(struct view_tree *tree);

/* Whether there is a finer drawing than that of the page, to be fetched when a reader points at it. */
bool view_timeline_is_long(const struct trace_result *trace);

/* Where in the site it is: "samples/lost.timeline.js"; in `a`. */
const char *view_timeline_path(const struct sample *sample, struct arena *a);

/* Into an open object: timeline, the model of run/timeline.h, and timeline_fine, the path of the finer
 * drawing. Neither where the result has none. */
void view_timeline(struct emit *e, const struct result *result, struct view_tree *tree,
                   struct arena *a);

/* Into an open object: timelines, what view_timeline has for each result that the figure is of, in the
 * order of shape_figure's timelines. */
void view_timelines(struct emit *e, const struct results *results, const struct figure *figure,
                    struct view_tree *tree, struct arena *a);

#endif
