/* history: what the samples did in the build before, and what is otherwise now, as the page on the
 * build lists it. The store keeps two small records:
 *
 *   facts     of each sample (or point of a sweep) its end, a hash of what it printed, how its trials
 *             came out, its median time with the interval, the verdicts of its checks; and the verdicts
 *             of all claims. A fact stays as it is until it changes notably, so that a slow drift of
 *             times shows, too.
 *   changes   what was found to be otherwise when facts last changed. A build without changes leaves
 *             both as they are, and so the page.
 *
 * struct change.what is one of: "new" and "gone" (a sample), "end", "output" (of a run; with trials
 * there is none), "trials" (one outcome or several; all runs right or not), "time" (the intervals of
 * the medians, or without one the ranges, are apart: run/drift.h), "check TOOL", "claim TEXT". */
#ifndef SITE_HISTORY_H
#define SITE_HISTORY_H

#include "run/store.h"

struct history {
    struct buf facts, changes; /* records that are to be kept */
    bool is_new;               /* there is something to keep */
};

#define HISTORY_INIT                                                                               \
    {                                                                                              \
        .facts = BUF_INIT, .changes = BUF_INIT                                                     \
    }

/* Compare the results with the record, and fill results->changes with what is otherwise, or with what
 * was so when something last was. The history is empty; history_release must be called. */
void history_compare(struct store *store, struct results *results, struct history *history);

/* Keep it: once the site shows it. */
bool history_keep(const struct history *history, struct store *store, struct err *err);

void history_release(struct history *history);

#endif
