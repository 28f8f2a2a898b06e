/* The recorded waits of a timeline's lanes. They follow each other: one that is still open when the
 * next begins, because a signal handler waited or a record is missing, ends there. */
#include "run/timeline_private.h"

/* TIMELINE_STATES: no wait. */
static enum timeline_state state_of(uint8_t what)
{
    static const enum timeline_state states[TRACE_WHATS] = {
        [TRACE_NOTHING] = TIMELINE_STATES,      [TRACE_THREAD] = TIMELINE_JOIN,
        [TRACE_PROCESS] = TIMELINE_WAIT,        [TRACE_MUTEX] = TIMELINE_LOCK,
        [TRACE_RWLOCK] = TIMELINE_LOCK,         [TRACE_SPIN] = TIMELINE_SPIN,
        [TRACE_CONDITION] = TIMELINE_CONDITION, [TRACE_SEMAPHORE] = TIMELINE_SEMAPHORE,
        [TRACE_BARRIER] = TIMELINE_BARRIER,     [TRACE_SLEEP] = TIMELINE_SLEEP,
        [TRACE_PIPE] = TIMELINE_PIPE,           [TRACE_SOCKET] = TIMELINE_SOCKET,
        [TRACE_QUEUE] = TIMELINE_QUEUE,         [TRACE_POLL] = TIMELINE_POLL,
        [TRACE_SIGNAL] = TIMELINE_SIGNAL,
    };
    return what < TRACE_WHATS ? states[what] : TIMELINE_STATES;
}

/* The last switches of a killed thread may be those of the kill: it is woken only to end. */
size_t lane_switches(const struct derivation *d, size_t lane)
{
    const struct recording_thread *thread = &d->recording->threads[lane];
    size_t n = thread->switch_count;
    int64_t moment = d->recording->wall_ns / 100;
    bool was_woken = d->lanes[lane].end == TIMELINE_KILLED && n >= 3 &&
                     thread->switches[n - 1].kind == SWITCH_EXIT &&
                     thread->switches[n - 2].kind == SWITCH_IN &&
                     thread->switches[n - 3].kind == SWITCH_OUT &&
                     thread->switches[n - 1].t_ns - thread->switches[n - 2].t_ns < moment;
    return was_woken ? n - 2 : n;
}

static bool ends(const struct trace_record *r, const struct timeline_wait *waiting)
{
    bool is_end = r->event == TRACE_END || r->event == TRACE_TAKE || r->event == TRACE_FAIL;
    bool is_at_address = r->what >= TRACE_MUTEX && r->what <= TRACE_BARRIER;
    return is_end && r->what == waiting->begin->what &&
           (!is_at_address || r->object == waiting->begin->object);
}

struct wait_list {
    struct timeline_wait *waits; /* of the lane */
    size_t count;
    struct timeline_wait *pending; /* the last one, begun and not yet ended; NULL: none */
};

static void begin(const struct derivation *d, struct wait_list *list, int lane,
                  const struct trace_record *r)
{
    if (state_of(r->what) == TIMELINE_STATES)
        return;
    if (list->pending)
        list->pending->t1 = (int64_t)r->t_ns;
    list->pending = &list->waits[list->count++];
    *list->pending = (struct timeline_wait){.begin = r,
                                            .t0 = (int64_t)r->t_ns,
                                            .t1 = d->lanes[lane].t1,
                                            .lane = lane,
                                            .object = object_of(d, lane, r),
                                            .state = state_of(r->what)};
}

static void follow(const struct derivation *d, struct wait_list *list, int lane,
                   const struct trace_record *r)
{
    if (r->event == TRACE_BEGIN) {
        begin(d, list, lane, r);
    } else if (list->pending && ends(r, list->pending)) {
        list->pending->end = r;
        list->pending->t1 = (int64_t)r->t_ns;
        list->pending = NULL;
    }
}

/* What it was doing when it was killed. The state word is taken back after the record of the end was
 * written: it may speak of a wait that is over. */
static void follow_state(struct derivation *d, struct wait_list *list, int lane)
{
    const struct recording_thread *thread = &d->recording->threads[lane];
    const struct trace_slot *slot = &thread->slot;
    const struct timeline_wait *last = list->count ? &list->waits[list->count - 1] : NULL;
    int64_t since = (int64_t)slot->state_since_ns;
    if (slot->state != TRACE_BEGIN || (!list->pending && last && last->t1 > since))
        return;
    if (thread->count > 0 && since < (int64_t)thread->records[thread->count - 1].t_ns)
        since = (int64_t)thread->records[thread->count - 1].t_ns;
    if (list->pending && list->pending->begin->what == slot->state_what)
        since = list->pending->t0;
    if (since > d->lanes[lane].t1)
        since = d->lanes[lane].t1;
    struct trace_record *r = ARENA_NEW(&d->scratch, struct trace_record);
    *r = (struct trace_record){.t_ns = (uint64_t)since,
                               .object = slot->state_object,
                               .arg = slot->state_arg,
                               .pc = slot->state_pc,
                               .event = TRACE_BEGIN,
                               .what = slot->state_what,
                               .flags = slot->state_flags,
                               .spare = (uint8_t)slot->state_spare};
    begin(d, list, lane, r);
}

/* Whether the thread left its CPU of its own will. */
static bool has_left(const struct derivation *d, size_t lane, int64_t t0, int64_t t1)
{
    const struct switch_record *switches = d->recording->threads[lane].switches;
    size_t count = lane_switches(d, lane), low = 0, high = count;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (switches[mid].t_ns < t0)
            low = mid + 1;
        else
            high = mid;
    }
    while (low < count && switches[low].t_ns <= t1 && switches[low].kind != SWITCH_OUT)
        low++;
    return low < count && switches[low].t_ns <= t1;
}

/* Where the switches can't tell, a call that only may wait is believed to have waited if it was seen
 * that it would, or was long. */
static bool is_folded(const struct derivation *d, const struct timeline_wait *waiting)
{
    bool may_wait = waiting->state == TIMELINE_PIPE || waiting->state == TIMELINE_SOCKET ||
                    waiting->state == TIMELINE_QUEUE;
    bool is_long = waiting->t1 - waiting->t0 >= TRACE_LONG_NS;
    if (waiting->t0 == waiting->t1)
        return true;
    if (waiting->open || waiting->state == TIMELINE_LOCK || waiting->state == TIMELINE_SPIN)
        return false;
    bool can_tell = d->recording->threads[waiting->lane].switch_count > 0 &&
                    (d->recording->lost_switches == 0 || !is_long);
    if (can_tell)
        return !has_left(d, (size_t)waiting->lane, waiting->t0, waiting->t1);
    return may_wait && !is_long && !(waiting->begin->flags & TRACE_WOULD);
}

static size_t derive_lane_waits(struct derivation *d, int lane, struct timeline_wait *waits)
{
    const struct recording_thread *thread = &d->recording->threads[lane];
    struct wait_list list = {.waits = waits};
    for (size_t i = 0; i < thread->count; i++)
        follow(d, &list, lane, &thread->records[i]);
    if (d->lanes[lane].end == TIMELINE_KILLED) {
        follow_state(d, &list, lane);
        if (list.pending)
            list.pending->open = true;
    }
    for (size_t i = 0; i < list.count; i++)
        waits[i].is_folded = is_folded(d, &waits[i]);
    return list.count;
}

void derive_waits(struct derivation *d)
{
    size_t room = d->lane_count; /* one for each state word */
    for (size_t i = 0; i < d->lane_count; i++)
        for (size_t k = 0; k < d->recording->threads[i].count; k++)
            room += d->recording->threads[i].records[k].event == TRACE_BEGIN;
    d->waits = ARENA_ARRAY(&d->scratch, room, struct timeline_wait);
    d->first_wait = ARENA_ARRAY(&d->scratch, d->lane_count + 1, size_t);
    for (size_t i = 0; i < d->lane_count; i++)
        d->first_wait[i + 1] =
            d->first_wait[i] + derive_lane_waits(d, (int)i, &d->waits[d->first_wait[i]]);
}
