/* build_samples: bring every sample to its result: plan jobs, take from the store what it has, compile
 * and run the rest on all cores, judge. */
#ifndef RUN_BUILD_SAMPLES_H
#define RUN_BUILD_SAMPLES_H

#include "base/report.h"
#include "run/result.h"
#include "run/sandbox.h"
#include "run/store.h"

struct build_options {
    int jobs;           /* workers */
    const char *rerun;  /* a sample's id, "all", or NULL: do again what the store has */
    bool keep_compiled; /* rerun runs again, without compiling */
    bool explain;       /* tell through report_say why each job is done */
    const char *only;   /* a chapter's stem or NULL: only its samples are done */
};

/* What the build did: for --json and the summary, never in a page. */
struct build_counts {
    size_t compiled, compile_hits, run, run_hits;
};

/* Fill results (which takes over course->problems) for all samples. Programs that fail are results.
 * False: the machine failed (no compiler is a problem of the samples, not this): disk full, the
 * store broken, interrupted. */
bool build_samples(struct course *course, struct store *store, const struct sandbox *sandbox,
                   const struct build_options *options, struct report *report,
                   struct results *results, struct build_counts *counts, struct err *err);

/* Judge one result again against what its sample expects (verdicts, ended_as_expected, ok); problems
 * are added for all that did not happen. Everything lives in `a`. */
void judge(struct result *result, struct arena *a, struct problems *problems);

/* Compute the `{lua} …` values of all chapters (in crew children with a deadline). Call it while the
 * process has one thread. */
bool values_compute(struct results *results, int workers, struct err *err);

#endif
