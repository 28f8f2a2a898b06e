/* settle: give each sample the results that its jobs came to, and judge them. */
#ifndef RUN_SETTLE_H
#define RUN_SETTLE_H

#include "run/job.h"

/* Fill results->samples, entries and problems. `plan` and `tools` are of settle_units. */
void settle(struct job_site *site, const struct plan *plan, const struct tools *tools,
            struct results *results);

/* The samples for which there is something to do, in the order of the course: a sweep's points instead
 * of itself; NULL for one that is only shown. In `a`. */
const struct sample **settle_units(const struct course *course, struct arena *a, size_t *count);

#endif
