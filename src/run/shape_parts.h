/* shape_parts: what the parts of shape.c share. Each function emits a key and its value. Not for
 * others. */
#ifndef RUN_SHAPE_PARTS_H
#define RUN_SHAPE_PARTS_H

#include "run/emit.h"
#include "run/result.h"

/* A number that is whole is written as one. */
void shape_number(struct emit *e, const char *key, double value);
/* Bytes that JSON cannot hold as they are stand beside the repaired text in base64. */
void shape_output(struct emit *e, const char *key, const char *base64_key, struct str bytes);

/* The values of a sweep's point by name; null for a sample that is none. */
void shape_point(struct emit *e, const char *key, const struct sample *sample);
void shape_compile(struct emit *e, const struct compile_result *compile);
void shape_run(struct emit *e, const struct run_result *run);
/* Of a sweep: those of all its points, each with its point. */
void shape_verdicts(struct emit *e, const struct result *result);

void shape_trials(struct emit *e, const struct result *result);
void shape_time(struct emit *e, const struct time_result *time);
/* "events": where they are in the site; null where nothing was recorded. */
void shape_events(struct emit *e, const struct result *result);
void shape_trace(struct emit *e, const struct result *result);
void shape_checks(struct emit *e, const struct result *result);
void shape_sweep(struct emit *e, const struct result *result);
void shape_assembly(struct emit *e, const struct asm_result *assembly);

/* "claims" and "figures" of the whole course. */
void shape_claims(struct emit *e, const struct results *results);
void shape_figures(struct emit *e, const struct results *results);

#endif
