/* build_samples: bring every sample to its result: plan jobs, take from the store what it has, compile
 * and run the rest on all cores, judge. */
#ifndef RUN_BUILD_SAMPLES_H
#define RUN_BUILD_SAMPLES_H

#include "base/report.h"
#include "run/judge.h"
#include "run/result.h"
#include "run/sandbox.h"
#include "run/store.h"

struct build_options {
    int jobs; /* workers */
    const char
        *rerun; /* ids of samples, "a,b", or "all"; NULL: do nothing again that the store has */
    bool keep_compiled; /* rerun runs again, without compiling */
    bool explain;       /* tell through report_say why each job is done */
    const char *only;   /* a chapter's stem or NULL: only its samples are done */
    bool no_time;       /* what is timed is taken from the store, or left out */
    bool frozen;        /* nothing is done: all results come from content/frozen */
};

/* What the build did: for --json and the summary, never in a page. */
struct build_counts {
    size_t compiled, compile_hits, run, run_hits;
    size_t tried, timed, traced; /* samples whose trials, timed or recorded runs were made now */
    size_t measured_hits;
    size_t untimed; /* left out because of no_time */
    size_t cut;     /* of those that were tried and timed: cut short by the lane's budget */
};

/* Fill results (which takes over course->problems) for all samples. Programs that fail are results.
 * `sandbox` is NULL when the options say frozen. False: the machine failed (disk full, the store
 * broken, interrupted; no compiler is a problem of the samples, not this). */
bool build_samples(struct course *course, struct store *store, const struct sandbox *sandbox,
                   const struct build_options *options, struct report *report,
                   struct results *results, struct build_counts *counts, struct err *err);

/* Compute the `{lua} …` values, the claims and the figures of all chapters, or of the one that is named
 * `only` (in crew children with a deadline); a claim that fails is a problem. What was not computed is
 * not known (is_known). Call it while the process has one thread. */
bool values_compute(struct results *results, const char *only, int workers, struct err *err);

#endif
