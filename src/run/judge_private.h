/* judge_private: what judge.c (compiles, runs, outputs), judge_measured.c (trials, times) and
 * check_judge.c share. */
#ifndef RUN_JUDGE_PRIVATE_H
#define RUN_JUDGE_PRIVATE_H

#include "run/judge.h"

/* What all of judging needs. */
struct court {
    struct result *result;
    const struct sample *sample;
    struct arena *arena;
    struct problems *problems;
};

/* Add a problem of the sample; its message names the point of a sweep. */
struct problem *court_complain(const struct court *court, enum problem_severity severity,
                               const struct place *place, const char *message);

/* What happened to a run that should have ended otherwise, and what to write if it is right, as in
 * "it …": "ended with exit code 1, not 0 (write exit=1 if that is meant)". */
const char *court_wrong_end(const struct court *court, const struct run_result *run);

/* Fill the verdict on trials, if there are some; whether they are as expected. */
bool court_judge_trials(const struct court *court);
/* Whether all timed runs ended as they must. */
bool court_judge_time(const struct court *court);

/* Whether there is a recording, of a run that ended as it must. */
bool court_judge_trace(const struct court *court);

#endif
