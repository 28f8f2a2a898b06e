/* drift: where frozen results are no longer what the programs do. `drawloom check` tells it. */
#ifndef RUN_DRIFT_H
#define RUN_DRIFT_H

#include "run/frozen.h"

/* Compare the results with the frozen ones and add a warning at the sample's place for each that
 * differs in what matters:
 *
 *   a compile   another end, or other diagnostics
 *   a run       another end; or another output, unless the sample has an ```output block of that stream
 *               which both fit (so a line "..." or .regex covers what may change), or has trials
 *   trials      one outcome where there were several, or the other way round; not all runs right where
 *               they were, or all of them where they were not
 *   times       intervals of the medians that are apart (drift_is_apart), of one machine: others are
 *               not compared; a program that has become too short for a time, or no longer is
 *   a trace     another end; a deadlock where there was none, or the other way round
 *   a check     another finding
 *   assembly    another text
 *
 * also for a sample without frozen results, and for one whose program is another, though it does the
 * same. Everything lives in results->arena. */
void drift_find(const struct frozen *frozen, struct results *results, struct problems *problems);

/* Whether two intervals (low, high) of times are apart by more than 5 %: less is what a machine does
 * from one hour to the next. */
bool drift_is_apart(const double a[2], const double b[2]);

#endif
