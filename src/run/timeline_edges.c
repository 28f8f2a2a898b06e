/* What goes from lane to lane in a timeline: who created whom, who handed a lock on, who woke whom,
 * whose bytes were read. An arrow stands only where the records leave no doubt about it: a signal that
 * nobody waited for, or a lock that was free before it was taken, has none. */
#include "run/timeline_private.h"

#include <stdlib.h>
#include <string.h>

#include "course/list.h"

/* Something that may end a wait of another lane. */
struct deed {
    int object, lane;
    int64_t t;
    bool for_all; /* a broadcast; anything else ends one wait */
    bool is_used;
};

struct edge_list {
    struct derivation *d;
    struct timeline_edge *edges;
    size_t count;
    struct deed *deeds; /* by object, then by time */
    size_t deed_count;
    int64_t certain_ns; /* from here on some thread's holds are not known */
};

static void add_edge(struct edge_list *list, enum timeline_edge_kind kind, int from, int to,
                     int64_t t0, int64_t t1, int object)
{
    *LIST_ADD(&list->d->scratch, list->edges, list->count) =
        (struct timeline_edge){kind, from, to, t0, t1, object};
}

/* --- creation --- */

static void add_creations(struct edge_list *list)
{
    const struct derivation *d = list->d;
    for (size_t i = 0; i < d->lane_count; i++) {
        int creator = d->lanes[i].creator;
        int64_t t0 = d->created_ns[i], t1 = d->lanes[i].t0;
        if (creator >= 0 && t0 >= 0)
            add_edge(list, TIMELINE_EDGE_CREATE, creator, (int)i, t0, t1 > t0 ? t1 : t0, -1);
    }
}

/* --- locks --- */

/* The last hold by another lane that ended while the lane waited; NULL: it took what was free. */
static const struct timeline_hold *hold_before(const struct derivation *d,
                                               const struct timeline_wait *waited)
{
    enum { BACK = 64 };
    size_t count, low = 0, high;
    const struct timeline_hold *holds = holds_of(d, waited->object, &count), *best = NULL;
    for (high = count; low < high;) {
        size_t mid = (low + high) / 2;
        if (holds[mid].t0 < waited->t1)
            low = mid + 1;
        else
            high = mid;
    }
    for (size_t i = low; i > 0 && low - i < BACK; i--) {
        const struct timeline_hold *hold = &holds[i - 1];
        bool is_before = hold->t1 <= waited->t1 && hold->t1 >= waited->t0 && !hold->open;
        bool is_in_the_way = !(hold->reader && waited->begin->flags & TRACE_READER);
        if (is_before && is_in_the_way && hold->lane != waited->lane &&
            (!best || hold->t1 > best->t1))
            best = hold;
    }
    return best;
}

/* When a lane is past its quota, it may have had any lock in between. */
static void find_certainty(struct edge_list *list)
{
    list->certain_ns = list->d->recording->wall_ns;
    for (size_t i = 0; i < list->d->lane_count; i++) {
        const struct timeline_lane *lane = &list->d->lanes[i];
        if (lane->past_quota && lane->quota_ns < list->certain_ns)
            list->certain_ns = lane->quota_ns;
    }
}

static void add_handoff(struct edge_list *list, const struct timeline_wait *waited)
{
    bool is_certain = waited->t1 <= list->certain_ns;
    const struct timeline_hold *hold = is_certain ? hold_before(list->d, waited) : NULL;
    if (hold)
        add_edge(list, TIMELINE_EDGE_HANDOFF, hold->lane, waited->lane, hold->t1, waited->t1,
                 waited->object);
}

/* --- signals and data --- */

/* Of a socket each end has a number of its own: nothing tells which two belong together. */
static bool is_stream(uint8_t what)
{
    return what == TRACE_PIPE || what == TRACE_QUEUE;
}

/* A reader may return before the writer does: so a write counts from its begin. */
static bool is_deed(const struct trace_record *r)
{
    if (r->event == TRACE_NOTIFY)
        return true;
    return r->event == TRACE_BEGIN && is_stream(r->what) && r->flags & TRACE_WRITES;
}

static int by_object_and_time(const void *a, const void *b)
{
    const struct deed *x = a, *y = b;
    if (x->object != y->object)
        return x->object < y->object ? -1 : 1;
    if (x->t != y->t)
        return x->t < y->t ? -1 : 1;
    return x->lane - y->lane;
}

static void find_deeds(struct edge_list *list)
{
    struct derivation *d = list->d;
    for (size_t i = 0; i < d->lane_count; i++) {
        const struct recording_thread *thread = &d->recording->threads[i];
        for (size_t k = 0; k < thread->count; k++) {
            const struct trace_record *r = &thread->records[k];
            int object = is_deed(r) ? object_of(d, (int)i, r) : -1;
            if (object >= 0)
                *LIST_ADD(&d->scratch, list->deeds, list->deed_count) =
                    (struct deed){object, (int)i, (int64_t)r->t_ns, r->flags & TRACE_ALL, false};
        }
    }
    if (list->deed_count > 1)
        qsort(list->deeds, list->deed_count, sizeof *list->deeds, by_object_and_time);
}

/* The last deed of another lane that this wait can have ended with; NULL: none. */
static struct deed *deed_before(struct edge_list *list, const struct timeline_wait *waited)
{
    enum { BACK = 256 };
    size_t low = 0, high = list->deed_count;
    while (low < high) {
        size_t mid = (low + high) / 2;
        const struct deed *deed = &list->deeds[mid];
        if (deed->object < waited->object ||
            (deed->object == waited->object && deed->t <= waited->t1))
            low = mid + 1;
        else
            high = mid;
    }
    for (size_t i = low; i > 0 && low - i < BACK; i--) {
        struct deed *deed = &list->deeds[i - 1];
        if (deed->object != waited->object || deed->t < waited->t0)
            return NULL;
        if (deed->lane != waited->lane && (deed->for_all || !deed->is_used))
            return deed;
    }
    return NULL;
}

static void add_waking(struct edge_list *list, const struct timeline_wait *waited,
                       enum timeline_edge_kind kind)
{
    struct deed *deed = deed_before(list, waited);
    if (!deed)
        return;
    deed->is_used = true;
    add_edge(list, kind, deed->lane, waited->lane, deed->t, waited->t1, waited->object);
}

/* Whether bytes came; the end of a stream has another cause. */
static bool has_read(const struct timeline_wait *waited)
{
    return !(waited->begin->flags & TRACE_WRITES) && waited->end->arg != 0 &&
           waited->end->arg != UINT32_MAX;
}

/* Of a condition, `arg` of the end is an error: it was not woken, but its time was over. */
static void add_wait(struct edge_list *list, const struct timeline_wait *waited)
{
    uint8_t what = waited->begin->what;
    if (!waited->end || waited->object < 0 || waited->is_folded)
        return;
    if (waited->state == TIMELINE_LOCK || waited->state == TIMELINE_SPIN) {
        if (waited->end->event == TRACE_TAKE && !(waited->end->flags & TRACE_LATE))
            add_handoff(list, waited);
    } else if (what == TRACE_CONDITION) {
        if (waited->end->arg == 0)
            add_waking(list, waited, TIMELINE_EDGE_SIGNAL);
    } else if (what == TRACE_SEMAPHORE) {
        if (waited->end->event == TRACE_TAKE)
            add_waking(list, waited, TIMELINE_EDGE_SIGNAL);
    } else if (is_stream(what) && has_read(waited)) {
        add_waking(list, waited, TIMELINE_EDGE_DATA);
    }
}

/* --- all --- */

static int by_time(const void *a, const void *b)
{
    const struct timeline_edge *x = a, *y = b;
    if (x->t0 != y->t0)
        return x->t0 < y->t0 ? -1 : 1;
    if (x->t1 != y->t1)
        return x->t1 < y->t1 ? -1 : 1;
    if (x->from != y->from)
        return x->from - y->from;
    return x->to != y->to ? x->to - y->to : x->object - y->object;
}

void derive_edges(struct derivation *d)
{
    struct timeline_level *whole = &d->timeline->whole;
    struct edge_list list = {.d = d};
    add_creations(&list);
    size_t creations = list.count;
    find_certainty(&list);
    find_deeds(&list);
    for (size_t i = 0; i < d->first_wait[d->lane_count]; i++)
        add_wait(&list, &d->waits[i]);
    if (list.count - creations > TIMELINE_EDGES) {
        whole->edges_left_out = list.count - creations;
        list.count = creations;
    }
    if (list.count > 1)
        qsort(list.edges, list.count, sizeof *list.edges, by_time);
    whole->edges = ARENA_ARRAY(d->a, list.count, struct timeline_edge);
    if (list.count > 0)
        memcpy(whole->edges, list.edges, list.count * sizeof *list.edges);
    whole->edge_count = list.count;
}

/* --- marks --- */

/* TIMELINE_MARKS: none. */
static enum timeline_mark_kind mark_of(const struct trace_record *r)
{
    if (r->event == TRACE_EXEC)
        return TIMELINE_MARK_EXEC;
    if (r->event != TRACE_NOTIFY)
        return TIMELINE_MARKS;
    if (r->what == TRACE_SEMAPHORE)
        return TIMELINE_MARK_POST;
    return r->flags & TRACE_ALL ? TIMELINE_MARK_BROADCAST : TIMELINE_MARK_SIGNAL;
}

void derive_marks(struct derivation *d)
{
    struct timeline_level *whole = &d->timeline->whole;
    for (size_t i = 0; i < d->lane_count; i++) {
        const struct recording_thread *thread = &d->recording->threads[i];
        for (size_t k = 0; k < thread->count; k++) {
            const struct trace_record *r = &thread->records[k];
            bool has_failed = r->event == TRACE_EXEC && !lane_is_replaced(d, i, k);
            if (mark_of(r) != TIMELINE_MARKS && !has_failed)
                *LIST_ADD(&d->scratch, whole->marks, whole->mark_count) =
                    (struct timeline_mark){.kind = mark_of(r),
                                           .lane = (int)i,
                                           .object = object_of(d, (int)i, r),
                                           .line = line_of(d, (int)i, r),
                                           .t = (int64_t)r->t_ns,
                                           .merged = 1};
        }
    }
}
