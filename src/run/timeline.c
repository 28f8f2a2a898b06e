/* How a recording becomes a timeline
 *
 * 1. Lanes: one for each thread, in order of creation. A thread that did not end by itself lasts as
 *    long as its process.
 * 2. Objects: what records are about. An address belongs to its process, unless the object is shared.
 * 3. Waits: from a BEGIN to the END, TAKE or FAIL for the same object. The one in which a killed
 *    thread was comes from its state word, which also tells it past the quota.
 * 4. Holds: from a TAKE to its GIVE, as long as all of them were recorded.
 * 5. Bars: a wait is one bar, whole, whatever the scheduler did meanwhile: who waits for a lock is not
 *    "ready" for the moment before it gets a CPU to take it. Between waits the switches tell. A wait in
 *    which the thread never left its CPU is none: joining a thread that has ended, or twenty thousand
 *    writes into a pipe with room. Only waits for locks are kept however short they are, because one
 *    begins only where the lock was seen to be held.
 * 6. Edges and marks, the deadlock, and the levels of detail: in their files.
 *
 * Nothing here can fail. What makes no sense was dropped by the reader, and what it let pass (a lock
 * given by who did not take it, a thread that waits twice) at worst gives a wrong picture of a run that
 * wrote into its own recording; what the header promises of lanes, bars and holds holds all the same. */
#include "run/timeline.h"

#include <stdlib.h>
#include <string.h>

#include "run/timeline_private.h"

const char *timeline_state_name(enum timeline_state state)
{
    static const char *const names[TIMELINE_STATES] = {
        [TIMELINE_RUNS] = "runs",           [TIMELINE_ACTIVE] = "active",
        [TIMELINE_READY] = "ready",         [TIMELINE_UNKNOWN] = "unknown",
        [TIMELINE_LOCK] = "lock",           [TIMELINE_SPIN] = "spin",
        [TIMELINE_CONDITION] = "condition", [TIMELINE_SEMAPHORE] = "semaphore",
        [TIMELINE_BARRIER] = "barrier",     [TIMELINE_SLEEP] = "sleep",
        [TIMELINE_JOIN] = "join",           [TIMELINE_WAIT] = "wait",
        [TIMELINE_PIPE] = "pipe",           [TIMELINE_SOCKET] = "socket",
        [TIMELINE_QUEUE] = "queue",         [TIMELINE_POLL] = "poll",
        [TIMELINE_SIGNAL] = "signal",       [TIMELINE_MANY] = "many",
    };
    return names[state];
}

/* Whether the thread ends in a wait, and so did nothing more from its begin on. */
static bool is_wait_to_the_end(const struct timeline_bar *bar)
{
    return bar->open || bar->state == TIMELINE_UNKNOWN;
}

static int64_t last_deed(const struct timeline_lane *lane)
{
    if (lane->bar_count == 0)
        return lane->t0;
    const struct timeline_bar *last = &lane->bars[lane->bar_count - 1];
    bool is_quiet = lane->end == TIMELINE_KILLED && is_wait_to_the_end(last);
    return is_quiet ? last->t0 : last->t1;
}

static void derive_last(struct derivation *d)
{
    for (size_t i = 0; i < d->lane_count; i++) {
        int64_t t = last_deed(&d->lanes[i]);
        if (t > d->timeline->last_ns)
            d->timeline->last_ns = t;
    }
}

/* Who was still there when a run was killed, or died of a signal, was killed with it. Others ended before,
 * or with a process that ended as it should. */
static void tell_killed_from_cut_off(struct derivation *d)
{
    int64_t wall = d->timeline->wall_ns;
    for (size_t i = 0; i < d->lane_count; i++) {
        struct timeline_lane *lane = &d->lanes[i];
        bool is_killed = d->timeline->was_killed && lane->t1 >= wall - wall / 100;
        if (lane->end == TIMELINE_KILLED && !is_killed)
            lane->end = TIMELINE_CUT_OFF;
    }
}

void timeline_derive(const struct recording *recording, const struct timeline_run *run,
                     const struct symbol *symbols, size_t symbol_count, struct arena *a,
                     struct timeline *timeline)
{
    struct derivation d = {.recording = recording,
                           .run = run,
                           .symbols = symbols,
                           .symbol_count = symbol_count,
                           .timeline = timeline,
                           .lane_count = recording->count,
                           .a = a};
    *timeline = (struct timeline){.wall_ns = recording->wall_ns,
                                  .was_killed = run->end != END_EXITED,
                                  .cores = run->cores,
                                  .lane_count = recording->count,
                                  .why_no_switches = recording->why_no_switches,
                                  .lost = recording->lost,
                                  .unreadable = recording->unreadable};
    derive_lanes(&d);
    derive_objects(&d);
    derive_waits(&d);
    derive_holds(&d);
    derive_bars(&d);
    derive_last(&d);
    derive_edges(&d);
    derive_marks(&d);
    derive_deadlock(&d);
    tell_killed_from_cut_off(&d);
    derive_levels(&d);
    arena_release(&d.scratch);
}
