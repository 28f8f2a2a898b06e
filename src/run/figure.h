/* figure: the data behind a ```compare or ```chart block, which figure.lua gathers. */
#ifndef RUN_FIGURE_H
#define RUN_FIGURE_H

#include "run/expression.h"

/* Compute what the figure shows; it lives in `a`. False when it can't be: *err says why, its line being
 * that of the figure or of its Lua body in the chapter, or is empty where the reason is a problem
 * elsewhere. */
bool figure_compute(struct expression *e, const struct figure *figure, struct arena *a,
                    struct figure_result *result, struct err *err);

#endif
