/* check: samples under tools that find what a plain run does not show: sanitizers of gcc and clang,
 * which are further builds, and Valgrind's tools, which are further runs. */
#ifndef RUN_CHECK_H
#define RUN_CHECK_H

#include "run/result.h"

/* The sample as it is built and run under the tool; in `a`, and nothing of it belongs to the original
 * but what it borrows. It has no checks, trials or timings itself. */
struct sample *check_variant(const struct sample *sample, enum check_tool tool, struct arena *a);

/* The tool's verdict on a run of the variant, from what that printed. `compile` (NULL: none) and `run`
 * (NULL: it did not come to that; `failure` says why, or NULL) are results of the variant. Says nothing
 * about whether it is as expected. Reads hostile text: only what looks like a report of this tool, in a
 * run that ended as it does after one, is a finding. Everything lives in `a`. */
void check_read(const struct sample *variant, enum check_tool tool,
                const struct compile_result *compile, const struct run_result *run,
                const char *failure, struct arena *a, struct check_result *check);

/* Hold the verdicts of one sample (or point) against what it expects: sets each check's `ok`, and adds
 * a problem, at the sample's place, for what was found but not expected, expected but not found, and
 * for what could not be told (unless the sample did not compile or end as it must, by
 * result->ended_as_expected: that has been said). Whether all are as expected. */
bool check_judge(struct result *result, struct arena *a, struct problems *problems);

#endif
