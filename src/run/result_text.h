/* result_text: results as lines (run/lines.h) that a person can review in a diff, and that read back to
 * the same result:
 *
 *     trials
 *     runs 100
 *     stop count
 *     measured_at 2026-11-23T12:00:00Z
 *     machine_id 0123456789abcdef
 *     outcome 63 exited 0
 *     stdout
 *     | 1000
 *     outcome 37 exited 0
 *     stdout
 *     | 998
 *
 * A text that is NULL is written as an empty one, but for noisy_why, and why and deadlock of a trace,
 * which have no line then. */
#ifndef RUN_RESULT_TEXT_H
#define RUN_RESULT_TEXT_H

#include "run/lines.h"
#include "run/result.h"

void result_text_compile(const struct compile_result *r, struct buf *out);
void result_text_run(const struct run_result *r, struct buf *out);
void result_text_trials(const struct trials_result *r, struct buf *out);
void result_text_time(const struct time_result *r, struct buf *out);
void result_text_trace(const struct trace_result *r, struct buf *out);

/* Read one result, with the lines that belong to it; it lives in in->arena. Errors: not such a result,
 * or one that cannot be (more outcomes than runs, a model that is no JSON object as json_replay.h takes
 * them), with the line. */
bool result_text_read_compile(struct lines *in, struct compile_result *r);
bool result_text_read_run(struct lines *in, struct run_result *r);
bool result_text_read_trials(struct lines *in, struct trials_result *r);
bool result_text_read_time(struct lines *in, struct time_result *r);
bool result_text_read_trace(struct lines *in, struct trace_result *r);

/* The order of a run's output: "FD:LENGTH FD:LENGTH …". False when the text is not of such a run, whose
 * streams are there already. */
void result_text_chunks(const struct run_result *r, struct buf *out);
bool result_text_read_chunks(struct str text, struct arena *a, struct run_result *r);
/* False when there is no such end. */
bool result_text_read_end(struct str name, enum result_end *end);

#endif
