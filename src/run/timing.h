/* timing: the timed runs of one sample: which of them count, and how many more it takes. Runs nothing
 * itself. */
#ifndef RUN_TIMING_H
#define RUN_TIMING_H

#include "run/machine.h"
#include "run/result.h"
#include "run/statistics.h"

/* One timed run, and what happened beside it. */
struct timing_run {
    double wall_s, cpu_s;
    double delay_s;    /* of its first thread: ready, but without a CPU */
    uint64_t switches; /* involuntary ones, of all its threads */
    double foreign;    /* cores that others used meanwhile */
    double stolen;     /* cores that the host of a virtual machine took meanwhile */
};

enum {
    TIMING_REPS = 10,
    TIMING_REPS_LONG = STATISTICS_LEAST, /* when a run takes more than a second */
    TIMING_REPS_WIDE = 20,               /* when they are far apart */
    TIMING_TRIES = 3,                    /* times as many runs are made at most */
};

/* How far the median of a quiet machine's runs moves from one moment to the next, at 95 %: runs that
 * were made in the same minute don't show it. Measured by `make truth`. */
#define TIMING_DRIFT 0.02

/* The 95 % interval in which the median of such runs lies, today or in the next build: that of the
 * order statistics (statistics.h), wider by TIMING_DRIFT at both ends. False: there are too few. */
bool timing_interval(const double *seconds, size_t n, double *low, double *high);
/* `count` medians that there might have been instead, by the bootstrap, with that drift. */
void timing_replicates(const double *seconds, size_t n, uint64_t seed, double *medians,
                       size_t count);

struct timing {
    int reps; /* as in struct sample: 0: as many as it takes */
    const struct machine *machine;
    struct timing_run *runs;
    size_t count;
};

void timing_release(struct timing *timing); /* frees runs */
void timing_add(struct timing *timing, const struct timing_run *run);

/* How many undisturbed runs there shall be, as far as it can be told from those so far. */
size_t timing_goal(const struct timing *timing);
/* Whether there shall be another run; not when they turn out too short to be timed. */
bool timing_wants_more(const struct timing *timing);
/* Status, reps, times, discarded, noisy_why; in `a`. There is at least one run. Where undisturbed ones
 * are missing, disturbed ones fill up, and noisy_why says so; also when there are too few of both. Not
 * noisy_why of those that are too short. */
void timing_tell(const struct timing *timing, struct arena *a, struct time_result *result);

#endif
