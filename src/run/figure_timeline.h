/* figure_timeline: a ```chart {kind=timeline}. What it shows are the recordings themselves, of a sweep
 * those of all its points; so there is no more to be known of it than whether it can be shown, and as
 * what. */
#ifndef RUN_FIGURE_TIMELINE_H
#define RUN_FIGURE_TIMELINE_H

#include "run/result.h"

/* The figure without series; its story lives in `a`. False: one of its samples has a problem of its own,
 * or is not traced, which is one. */
bool figure_timeline(const struct results *results, const struct figure *figure, struct arena *a,
                     struct figure_result *result);

#endif
