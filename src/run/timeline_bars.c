/* The bars of a timeline's lanes: its waits, and between them what the scheduler did. */
#include "run/timeline_private.h"

#include <string.h>

/* Writes the bars of one lane. */
struct bar_writer {
    struct derivation *d;
    int lane;
    struct timeline_bar *bars;
    size_t count;
    const struct switch_record *switches;
    size_t switch_count, next; /* those before `next` have made the state */
    enum timeline_state state;
    int cpu;
    int *seen; /* of each lane: the last wait, plus one, whose holder it was found to be */
};

static void put(struct bar_writer *w, const struct timeline_bar *bar)
{
    if (bar->t0 < bar->t1)
        w->bars[w->count++] = *bar;
}

/* What the scheduler did from t0 to t1. */
static void put_stretch(struct bar_writer *w, int64_t t0, int64_t t1)
{
    struct timeline_bar *last = w->count > 0 ? &w->bars[w->count - 1] : NULL;
    int cpu = w->state == TIMELINE_RUNS ? w->cpu : -1;
    if (last && last->state == w->state && last->cpu == cpu && last->t1 == t0)
        last->t1 = t1;
    else
        put(w, &(struct timeline_bar){
                   .t0 = t0, .t1 = t1, .state = w->state, .object = -1, .peer = -1, .cpu = cpu});
}

static void follow_switch(struct bar_writer *w)
{
    const struct switch_record *s = &w->switches[w->next++];
    if (s->kind == SWITCH_EXIT)
        return;
    w->state = s->kind == SWITCH_IN    ? TIMELINE_RUNS
               : s->kind == SWITCH_OUT ? TIMELINE_UNKNOWN
                                       : TIMELINE_READY;
    w->cpu = s->kind == SWITCH_IN ? (int)s->cpu : -1;
}

static void put_gap(struct bar_writer *w, int64_t t0, int64_t t1)
{
    while (w->next < w->switch_count && w->switches[w->next].t_ns <= t0)
        follow_switch(w);
    int64_t at = t0;
    while (w->next < w->switch_count && w->switches[w->next].t_ns < t1) {
        put_stretch(w, at, w->switches[w->next].t_ns);
        at = w->switches[w->next].t_ns;
        follow_switch(w);
    }
    put_stretch(w, at, t1);
}

/* A record is proof that its thread was on a CPU, should the switch have been lost that says so. */
static void prove_running(struct bar_writer *w, int64_t t)
{
    while (w->next < w->switch_count && w->switches[w->next].t_ns <= t)
        follow_switch(w);
    if (w->switch_count > 0 && w->state != TIMELINE_RUNS) {
        w->state = TIMELINE_RUNS;
        w->cpu = -1;
    }
}

static void add_holder(struct bar_writer *w, struct timeline_bar *bar, int lane, int waiting)
{
    if (w->seen[lane] == waiting + 1)
        return;
    w->seen[lane] = waiting + 1;
    if (bar->holder_count < TIMELINE_HOLDERS)
        bar->holders[bar->holder_count] = lane;
    bar->holder_count++;
}

/* The first hold that lasts beyond t. Holds are in order of begin, and but for readers also of end: so
 * look a little further back than where they would be if all were in order. */
static size_t first_beyond(const struct timeline_hold *holds, size_t count, int64_t t)
{
    enum { BACK = 64 };
    size_t low = 0, high = count;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (holds[mid].t0 <= t)
            low = mid + 1;
        else
            high = mid;
    }
    size_t first = low;
    for (size_t i = low; i > 0 && low - i < BACK; i--)
        if (holds[i - 1].t1 > t)
            first = i - 1;
    return first;
}

/* A reader does not wait for readers. The thread itself is a holder only if it waits for what it holds;
 * its hold that ends the wait begins with the wait's end. */
static void add_holders(struct bar_writer *w, struct timeline_bar *bar,
                        const struct timeline_wait *waiting, int number)
{
    enum { MOST = 1024 };
    size_t count;
    const struct timeline_hold *holds = holds_of(w->d, waiting->object, &count);
    size_t first = first_beyond(holds, count, waiting->t0);
    for (size_t i = first; i < count && i - first < MOST && holds[i].t0 < waiting->t1; i++) {
        bool is_in_the_way = !(holds[i].reader && waiting->begin->flags & TRACE_READER);
        if (holds[i].t1 > waiting->t0 && is_in_the_way)
            add_holder(w, bar, holds[i].lane, number);
    }
}

/* Whether what the lane holds was not recorded at t. */
static bool is_uncertain(const struct derivation *d, int lane, int64_t t)
{
    return d->lanes[lane].past_quota && t >= d->lanes[lane].quota_ns;
}

/* Where holds don't tell, the lock itself told who owned it when the wait began. */
static void add_owner(struct bar_writer *w, struct timeline_bar *bar,
                      const struct timeline_wait *waiting, int number)
{
    if (waiting->begin->what == TRACE_SPIN)
        return;
    int owner = lane_of_tid(w->d, waiting->begin->arg, waiting->t0);
    if (owner < 0 || w->seen[owner] == number + 1)
        return;
    if (bar->holder_count > 0 && !is_uncertain(w->d, owner, waiting->t0))
        return;
    if (bar->holder_count > 0)
        memmove(bar->holders + 1, bar->holders, (TIMELINE_HOLDERS - 1) * sizeof *bar->holders);
    w->seen[owner] = number + 1;
    bar->holders[0] = owner;
    bar->holder_count++;
}

static int peer_of(const struct derivation *d, const struct timeline_wait *waiting)
{
    const struct trace_record *r =
        waiting->end && waiting->end->arg ? waiting->end : waiting->begin;
    if (waiting->state == TIMELINE_WAIT)
        return lane_of_pid(d, r->arg);
    bool is_join = waiting->state == TIMELINE_JOIN && waiting->begin->arg < d->lane_count;
    return is_join ? (int)waiting->begin->arg : -1;
}

static void put_wait(struct bar_writer *w, const struct timeline_wait *waiting)
{
    const struct trace_record *r = waiting->begin;
    struct timeline_bar bar = {.t0 = waiting->t0,
                               .t1 = waiting->t1,
                               .state = waiting->state,
                               .object = waiting->object,
                               .peer = peer_of(w->d, waiting),
                               .line = line_of(w->d, w->lane, r),
                               .writes = r->flags & TRACE_WRITES,
                               .open = waiting->open,
                               .cpu = -1};
    int number = (int)(waiting - w->d->waits);
    if (waiting->state == TIMELINE_SLEEP && r->arg != UINT32_MAX)
        bar.asked_us = r->arg;
    if (waiting->state == TIMELINE_LOCK || waiting->state == TIMELINE_SPIN) {
        if (waiting->object >= 0)
            add_holders(w, &bar, waiting, number);
        add_owner(w, &bar, waiting, number);
    }
    put(w, &bar);
}

static void derive_lane_bars(struct bar_writer *w)
{
    struct derivation *d = w->d;
    struct timeline_lane *lane = &d->lanes[w->lane];
    const struct timeline_wait *waits = &d->waits[d->first_wait[w->lane]];
    size_t wait_count = d->first_wait[w->lane + 1] - d->first_wait[w->lane];
    w->bars = ARENA_ARRAY(&d->scratch, 2 * wait_count + w->switch_count + 1, struct timeline_bar);
    int64_t at = lane->t0;
    for (size_t i = 0; i < wait_count; i++) {
        if (waits[i].is_folded)
            continue;
        put_gap(w, at, waits[i].t0);
        put_wait(w, &waits[i]);
        if (waits[i].end)
            prove_running(w, waits[i].t1);
        at = waits[i].t1;
    }
    put_gap(w, at, lane->t1);
    lane->bars = w->bars;
    lane->bar_count = w->count;
}

void derive_bars(struct derivation *d)
{
    int *seen = ARENA_ARRAY(&d->scratch, d->lane_count, int);
    for (size_t i = 0; i < d->lane_count; i++) {
        const struct recording_thread *thread = &d->recording->threads[i];
        struct bar_writer w = {.d = d,
                               .lane = (int)i,
                               .switches = thread->switches,
                               .switch_count = lane_switches(d, i),
                               .state = thread->switch_count ? TIMELINE_READY : TIMELINE_ACTIVE,
                               .cpu = -1,
                               .seen = seen};
        if (d->lanes[i].end != TIMELINE_NEVER_RAN)
            derive_lane_bars(&w);
    }
}
