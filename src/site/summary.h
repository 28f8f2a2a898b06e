/* summary: what a build tells at its end: one line for the person, or one JSON object for programs. */
#ifndef SITE_SUMMARY_H
#define SITE_SUMMARY_H

#include "site/ledger.h"
#include "site/stage.h"

struct summary {
    enum site_status status;
    bool unchanged;          /* nothing had to be done */
    bool frozen;             /* all results come from content/frozen */
    struct course_size size; /* zero when the course could not be read */
    struct build_counts jobs;
    size_t unsettled; /* claims */
    struct stage_counts files;
    const struct problems *problems;
    double seconds;
};

/* "12 chapters, 40 samples: 3 compiled, 5 run, 1 timed, 32 from the store; 1 unsettled claim; 2 errors
 * (1.2 s)" */
void summary_line(const struct summary *summary, struct buf *out);
void summary_json(const struct summary *summary, struct buf *out);

#endif
