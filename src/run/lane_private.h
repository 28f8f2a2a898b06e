/* lane_private: what lane.c (order, trials) and lane_times.c share. */
#ifndef RUN_LANE_PRIVATE_H
#define RUN_LANE_PRIVATE_H

#include "run/lane.h"

struct lane {
    struct job_site *site;
    struct plan *plan;
    int64_t deadline_ns; /* of clock_ns */
    int64_t told_ns;     /* when progress was last shown */
};

/* Whether it is time to show progress again. A terminal that draws is a bystander, too. */
bool lane_may_tell(struct lane *lane);

/* False, with err, when the build shall stop. What ended meanwhile may have been killed with it. */
bool lane_goes_on(const struct lane *lane, struct err *err);

/* Whether a recorded run is to be made. */
bool lane_wants_trace(const struct trace_job *job);
/* Make them all. */
bool lane_do_traces(struct lane *lane, struct err *err);

/* How many samples are to be timed, as far as their runs are known. */
size_t lane_count_times(const struct plan *plan);
/* Time them all. */
bool lane_do_times(struct lane *lane, struct err *err);

#endif
