/* The holds of a timeline: who held which lock, from when to when.
 *
 * A lane holds a lock from its TAKE to the GIVE that undoes it; a recursive lock is held once. What is
 * never given is held until the process ends, also when the thread has ended before. From the first
 * record past a lane's quota on nothing is known of what it holds: what was open ends at the last one
 * that was certain.
 *
 * Then the holds of each lock are put in order, and cut where the next one begins before: then somebody
 * else gave the lock, or its memory became another one. Readers overlap each other, nothing else does. */
#include "run/timeline_private.h"

#include <stdlib.h>

/* What a lane holds at the moment. */
struct held {
    size_t hold; /* in hold_list */
    int depth;
};

struct hold_list {
    struct timeline_hold *holds;
    size_t count, room;
    struct held *held; /* the latest last */
    size_t held_count, held_room;
};

static size_t add_hold(struct derivation *d, struct hold_list *list)
{
    if (list->count == list->room) {
        size_t room = list->room ? 2 * list->room : 256;
        list->holds = arena_grow(&d->scratch, list->holds, list->room, room, sizeof *list->holds);
        list->room = room;
    }
    return list->count++;
}

static void push_held(struct derivation *d, struct hold_list *list, size_t hold)
{
    if (list->held_count == list->held_room) {
        size_t room = list->held_room ? 2 * list->held_room : 16;
        list->held = arena_grow(&d->scratch, list->held, list->held_room, room, sizeof *list->held);
        list->held_room = room;
    }
    list->held[list->held_count++] = (struct held){hold, 1};
}

static struct held *find_held(struct hold_list *list, int object)
{
    for (size_t i = list->held_count; i-- > 0;)
        if (list->holds[list->held[i].hold].object == object)
            return &list->held[i];
    return NULL;
}

static void drop_held(struct hold_list *list, struct held *held)
{
    for (struct held *end = &list->held[--list->held_count]; held < end; held++)
        held[0] = held[1];
}

static void take(struct derivation *d, struct hold_list *list, int lane, int object,
                 const struct trace_record *r)
{
    struct held *held = find_held(list, object);
    if (held) {
        held->depth++;
        return;
    }
    size_t at = add_hold(d, list);
    list->holds[at] = (struct timeline_hold){.t0 = (int64_t)r->t_ns,
                                             .object = object,
                                             .lane = lane,
                                             .line = line_of(d, lane, r),
                                             .reader = r->flags & TRACE_READER,
                                             .merged = 1};
    push_held(d, list, at);
}

static void give(struct hold_list *list, int object, const struct trace_record *r)
{
    struct held *held = find_held(list, object);
    if (!held || --held->depth > 0)
        return;
    list->holds[held->hold].t1 = (int64_t)r->t_ns;
    drop_held(list, held);
}

static bool is_lock(uint8_t what)
{
    return what == TRACE_MUTEX || what == TRACE_RWLOCK || what == TRACE_SPIN;
}

/* What the lane still holds when nothing more is known of it. A thread that did not end by itself ended with
 * its process, or because another thread executed a program: with that its locks are gone. */
static void close_held(struct derivation *d, struct hold_list *list, int lane)
{
    const struct timeline_lane *l = &d->lanes[lane];
    bool outlives = l->end != TIMELINE_KILLED && d->process_ends[l->process] > l->t1;
    int64_t end = outlives ? d->process_ends[l->process] : l->t1;
    for (size_t i = 0; i < list->held_count; i++) {
        struct timeline_hold *hold = &list->holds[list->held[i].hold];
        hold->t1 = l->past_quota ? l->quota_ns : end;
        hold->open = !l->past_quota;
    }
    list->held_count = 0;
}

/* The memory of the process is another now. */
static void close_at_exec(struct hold_list *list, const struct trace_record *r)
{
    for (size_t i = 0; i < list->held_count; i++)
        list->holds[list->held[i].hold].t1 = (int64_t)r->t_ns;
    list->held_count = 0;
}

static void follow_lane(struct derivation *d, struct hold_list *list, int lane)
{
    const struct recording_thread *thread = &d->recording->threads[lane];
    for (size_t i = 0; i < thread->count; i++) {
        const struct trace_record *r = &thread->records[i];
        if (r->flags & TRACE_LATE || r->event == TRACE_MANY)
            break;
        if (lane_is_replaced(d, (size_t)lane, i))
            close_at_exec(list, r);
        int object = is_lock(r->what) ? object_of(d, lane, r) : -1;
        if (object < 0)
            continue;
        if (r->event == TRACE_TAKE)
            take(d, list, lane, object, r);
        else if (r->event == TRACE_GIVE)
            give(list, object, r);
    }
    close_held(d, list, lane);
}

static int by_object_and_time(const void *a, const void *b)
{
    const struct timeline_hold *x = a, *y = b;
    if (x->object != y->object)
        return x->object < y->object ? -1 : 1;
    if (x->t0 != y->t0)
        return x->t0 < y->t0 ? -1 : 1;
    if (x->t1 != y->t1)
        return x->t1 < y->t1 ? -1 : 1;
    return (x->lane > y->lane) - (x->lane < y->lane);
}

static void cut(struct timeline_hold *hold, int64_t t)
{
    if (hold->t1 > t) {
        hold->t1 = t;
        hold->open = false;
    }
}

/* From the end on: `writer` and `any` are when the next hold of such a kind begins. */
static void cut_overlaps(struct timeline_hold *holds, size_t count)
{
    int64_t writer = INT64_MAX, any = INT64_MAX;
    for (size_t i = count; i-- > 0;) {
        cut(&holds[i], holds[i].reader ? writer : any);
        any = holds[i].t0;
        if (!holds[i].reader)
            writer = holds[i].t0;
    }
}

struct timeline_hold *holds_of(const struct derivation *d, int object, size_t *count)
{
    *count = d->first_hold[object + 1] - d->first_hold[object];
    return *count > 0 ? &d->timeline->whole.holds[d->first_hold[object]] : NULL;
}

static void sort_holds(struct derivation *d, struct timeline_hold *holds, size_t count)
{
    size_t objects = d->timeline->object_count;
    if (count > 1)
        qsort(holds, count, sizeof *holds, by_object_and_time);
    d->timeline->whole.holds = holds;
    d->timeline->whole.hold_count = count;
    d->first_hold = ARENA_ARRAY(&d->scratch, objects + 1, size_t);
    for (size_t i = 0; i < count; i++)
        d->first_hold[holds[i].object + 1]++;
    for (size_t i = 0; i < objects; i++)
        d->first_hold[i + 1] += d->first_hold[i];
}

/* Somebody begins or ends to wait for an object. */
struct queue_step {
    int64_t t;
    int object, change;
    bool reader;
    int length, writers; /* how many wait from here on, and of these not to read */
};

static int by_object_and_step(const void *a, const void *b)
{
    const struct queue_step *x = a, *y = b;
    if (x->object != y->object)
        return x->object < y->object ? -1 : 1;
    if (x->t != y->t)
        return x->t < y->t ? -1 : 1;
    return x->change - y->change; /* who leaves makes room for who comes */
}

static struct queue_step *queue_steps(struct derivation *d, size_t *count)
{
    struct queue_step *steps =
        ARENA_ARRAY(&d->scratch, 2 * d->first_wait[d->lane_count], struct queue_step);
    *count = 0;
    for (size_t i = 0; i < d->first_wait[d->lane_count]; i++) {
        const struct timeline_wait *waiting = &d->waits[i];
        if (waiting->object < 0 || !is_lock(waiting->begin->what))
            continue;
        bool reader = waiting->begin->flags & TRACE_READER;
        steps[(*count)++] = (struct queue_step){waiting->t0, waiting->object, 1, reader, 0, 0};
        steps[(*count)++] = (struct queue_step){waiting->t1, waiting->object, -1, reader, 0, 0};
    }
    if (*count > 1)
        qsort(steps, *count, sizeof *steps, by_object_and_step);
    for (size_t i = 0; i < *count; i++) {
        bool goes_on = i > 0 && steps[i - 1].object == steps[i].object;
        steps[i].length = steps[i].change + (goes_on ? steps[i - 1].length : 0);
        steps[i].writers =
            (steps[i].reader ? 0 : steps[i].change) + (goes_on ? steps[i - 1].writers : 0);
    }
    return steps;
}

/* Holds that overlap, those of readers, go over the same steps again; no more often than this. */
enum { MOST_STEPS = 4096 };

/* Nobody waits for a reader in order to read. */
static void count_step(struct timeline_hold *hold, const struct queue_step *step)
{
    int waiting = hold->reader ? step->writers : step->length;
    if (waiting > hold->waiting)
        hold->waiting = waiting;
}

static void count_waiting(struct timeline_hold *hold, const struct queue_step *steps, size_t count,
                          size_t *at)
{
    while (*at < count && (steps[*at].object < hold->object ||
                           (steps[*at].object == hold->object && steps[*at].t <= hold->t0)))
        (*at)++;
    if (*at > 0 && steps[*at - 1].object == hold->object)
        count_step(hold, &steps[*at - 1]);
    for (size_t i = *at; i < count && i - *at < MOST_STEPS; i++) {
        if (steps[i].object != hold->object || steps[i].t >= hold->t1)
            break;
        count_step(hold, &steps[i]);
    }
}

static void derive_waiting(struct derivation *d)
{
    struct timeline_level *whole = &d->timeline->whole;
    size_t count, at = 0;
    const struct queue_step *steps = queue_steps(d, &count);
    for (size_t i = 0; i < whole->hold_count; i++)
        count_waiting(&whole->holds[i], steps, count, &at);
}

void derive_holds(struct derivation *d)
{
    struct hold_list list = {0};
    for (size_t i = 0; i < d->lane_count; i++)
        follow_lane(d, &list, (int)i);
    sort_holds(d, list.holds, list.count);
    for (size_t i = 0; i < d->timeline->object_count; i++) {
        size_t count;
        struct timeline_hold *holds = holds_of(d, (int)i, &count);
        cut_overlaps(holds, count);
    }
    derive_waiting(d);
}
