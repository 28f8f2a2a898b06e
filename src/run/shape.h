/* shape: the data of results.json (schema 1, see the design), in calls of emit. */
#ifndef RUN_SHAPE_H
#define RUN_SHAPE_H

#include "run/emit.h"
#include "run/result.h"

void shape_machine(struct emit *e, const struct machine *machine); /* one object */
void shape_sample(struct emit *e, const struct result *result);    /* one object */
void shape_problem(struct emit *e, const struct problem *problem); /* one object */
/* One object: the ```compare, ```chart or ```claim block number `index` of a chapter, with its data. A
 * picture that could not be computed has no "series"; a timeline has an empty one, and "timelines". */
void shape_figure(struct emit *e, const struct results *results, size_t chapter, size_t index);
void shape_results(struct emit *e, const struct results *results); /* the whole file */

#endif
