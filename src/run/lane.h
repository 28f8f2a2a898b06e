/* lane: what needs the machine to itself: trials, timings and recorded runs. See the essay in lane.c. */
#ifndef RUN_LANE_H
#define RUN_LANE_H

#include "run/job.h"

/* Do the trials, timings and traces of the plan that are open and wanted, one program at a time, while
 * nothing else of drawloom works; also the single runs of samples with trials, which come first. What
 * is done is stored at once. `budget_ms` bounds all of it: when it is spent, repeats stop, and what was
 * cut short is marked. Whatever fails is JOB_FAILED. False: the store can't be written, or the build
 * was interrupted. */
bool lane_do(struct job_site *site, struct plan *plan, int budget_ms, struct err *err);

#endif
