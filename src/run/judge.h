/* judge: hold results against what their samples expect. */
#ifndef RUN_JUDGE_H
#define RUN_JUDGE_H

#include "run/result.h"

/* Judge one result, or of a sweep its points (verdicts, trials_verdict, ended_as_expected, ok); problems
 * are added for all that did not happen. May be called again. Everything lives in `a`. */
void judge(struct result *result, struct arena *a, struct problems *problems);

/* Whether the run ended as the sample must. */
bool judge_is_expected_end(const struct sample *sample, const struct run_result *run);

#endif
