/* trials: the distinct outcomes of a program that is run again and again, and whether that is enough.
 * Runs nothing itself. */
#ifndef RUN_TRIALS_H
#define RUN_TRIALS_H

#include "run/result.h"

enum {
    TRIALS_AUTO_LEAST = 30,
    TRIALS_AUTO_MOST = 1000,
    TRIALS_AUTO_MS = 3000,
    TRIALS_AUTO_OTHERS =
        5, /* runs that differ from the most common outcome: the picture is clear */
    TRIALS_MOST_BYTES = 4 << 20, /* of outcomes; the pages have them all */
};

struct trials;

/* `wanted`: the number of runs, or SAMPLE_TRIALS_AUTO. */
struct trials *trials_new(int wanted);
void trials_free(struct trials *trials); /* accepts NULL */

/* Count one more run; what it printed is copied if nothing like it was seen before. */
void trials_add(struct trials *trials, const struct run_result *run);
size_t trials_runs(const struct trials *trials);
/* The most that there will be. */
size_t trials_most(const struct trials *trials);

/* Whether the runs so far, which took `spent_ms`, are enough; *stop is then why. */
bool trials_are_enough(const struct trials *trials, int64_t spent_ms, enum trials_stop *stop);

/* The outcomes, as the result has them; their texts are valid as long as the trials. The rest of the
 * result is the caller's. */
void trials_tell(const struct trials *trials, struct arena *a, struct trials_result *result);

#endif
