/* Who waits for whom when a timeline ends, and whether that is a circle.
 *
 * From each lane that was killed in a wait without an end of its own, arrows lead to those that would
 * have to do something first: whoever holds the lock, or the thread that is to be joined. A lock that
 * several readers hold needs all of them. So each arrow alone is reason enough to wait for ever, and
 * any circle is a deadlock. Those who wait into it from outside are not part of it. */
#include "run/timeline_private.h"

#include "base/buf.h"

struct search {
    struct derivation *d;
    const struct timeline_wait **waits; /* of each lane: the one in which it ended; NULL: none */
    int *path;                          /* lanes, each waits for the next one */
    size_t length;
    int *place; /* of each lane in the path, plus one; 0: not seen, -1: leads to no circle */
};

/* A wait that ends by itself is no deadlock, whatever it is for; nor can one be told about a lock that
 * was left out. */
static bool is_for_ever(const struct timeline_wait *waited)
{
    bool is_for_end = waited->state == TIMELINE_JOIN || waited->state == TIMELINE_WAIT;
    bool is_for_lock = waited->state == TIMELINE_LOCK || waited->state == TIMELINE_SPIN;
    return waited->open && !(waited->begin->flags & TRACE_TIMED) &&
           (is_for_end || (is_for_lock && waited->object >= 0));
}

static void find_waits(struct search *s)
{
    const struct derivation *d = s->d;
    for (size_t i = 0; i < d->lane_count; i++) {
        size_t end = d->first_wait[i + 1];
        const struct timeline_wait *last = end > d->first_wait[i] ? &d->waits[end - 1] : NULL;
        if (last && is_for_ever(last))
            s->waits[i] = last;
    }
}

static bool visit(struct search *s, int lane);

/* The owner that the lock itself named when the wait began may have given it away since. Where its
 * holds are known, they tell. Where not, it still has the lock if it was in its own last wait already,
 * or if nobody else ever asks for that lock: then it would have gone to who waits. */
static bool is_owner_still(const struct search *s, const struct timeline_wait *waited, int owner)
{
    const struct derivation *d = s->d;
    bool is_known = waited->object >= 0 && !d->lanes[owner].past_quota;
    if (is_known || !s->waits[owner])
        return false;
    return s->waits[owner]->t0 <= waited->t0 ||
           (waited->object >= 0 && object_is_of_two(d, waited->object, waited->lane, owner));
}

/* The lanes that hold the lock when the lane's wait is cut off. A reader does not wait for readers, but
 * for a writer who waits for them. */
static bool visit_holders(struct search *s, const struct timeline_wait *waited)
{
    const struct derivation *d = s->d;
    size_t count;
    const struct timeline_hold *holds = holds_of(d, waited->object, &count);
    bool is_known = false;
    for (size_t i = 0; i < count; i++) {
        bool is_beside = holds[i].reader && waited->begin->flags & TRACE_READER;
        if (!holds[i].open || holds[i].t1 < waited->t1 || is_beside)
            continue;
        is_known = true;
        if (visit(s, holds[i].lane))
            return true;
    }
    int owner = is_known || waited->begin->what == TRACE_SPIN
                    ? -1
                    : lane_of_tid(d, waited->begin->arg, waited->t0);
    return owner >= 0 && is_owner_still(s, waited, owner) && visit(s, owner);
}

static bool visit_next(struct search *s, const struct timeline_wait *waited)
{
    const struct derivation *d = s->d;
    if (waited->state == TIMELINE_JOIN)
        return waited->begin->arg < d->lane_count && visit(s, (int)waited->begin->arg);
    if (waited->state == TIMELINE_WAIT) {
        int peer = lane_of_pid(d, waited->begin->arg);
        return peer >= 0 && visit(s, peer);
    }
    return visit_holders(s, waited);
}

/* Extend the path by the lane. True: it has come back to itself; the circle is the path's end. No
 * deeper than there are lanes. */
static bool visit(struct search *s, int lane)
{
    if (s->place[lane] > 0) { /* what leads into the circle is cut off */
        size_t first = (size_t)s->place[lane] - 1;
        s->length -= first;
        s->path += first;
        return true;
    }
    if (s->place[lane] < 0 || !s->waits[lane])
        return false;
    s->path[s->length++] = lane;
    s->place[lane] = (int)s->length;
    if (visit_next(s, s->waits[lane]))
        return true;
    s->length--;
    s->place[lane] = -1;
    return false;
}

/* Begin with its first lane, so that the same circle is always told in the same way. */
static void take_cycle(const struct search *s)
{
    struct timeline_cycle *cycle = &s->d->timeline->cycle;
    size_t first = 0;
    for (size_t i = 1; i < s->length; i++)
        if (s->path[i] < s->path[first])
            first = i;
    cycle->links = ARENA_ARRAY(s->d->a, s->length, struct timeline_link);
    cycle->count = s->length;
    for (size_t i = 0; i < s->length; i++) {
        int lane = s->path[(first + i) % s->length];
        cycle->links[i] = (struct timeline_link){lane, s->waits[lane]->object};
    }
}

static void add_lane(const struct derivation *d, int lane, struct buf *out)
{
    const struct timeline_lane *l = &d->lanes[lane];
    buf_puts(out, l->name);
    if (l->function)
        buf_printf(out, " %s", l->function);
}

static const char *object_name(const struct derivation *d, int object)
{
    return d->timeline->objects[object].name;
}

/* "T1 alice holds left and waits for right, held by T2 bob" */
static void tell_link(const struct derivation *d, const struct timeline_cycle *cycle, size_t i,
                      struct buf *out)
{
    const struct timeline_link *link = &cycle->links[i];
    const struct timeline_link *before = &cycle->links[(i + cycle->count - 1) % cycle->count];
    int next = cycle->links[(i + 1) % cycle->count].lane;
    add_lane(d, link->lane, out);
    if (before->object >= 0)
        buf_printf(out, " holds %s and", object_name(d, before->object));
    if (link->object < 0) {
        buf_puts(out, " waits for the end of ");
        add_lane(d, next, out);
    } else if (cycle->count == 1) {
        buf_puts(out, " waits for it itself");
    } else {
        buf_printf(out, " waits for %s, held by ", object_name(d, link->object));
        add_lane(d, next, out);
    }
}

static void tell(struct derivation *d)
{
    const struct timeline_cycle *cycle = &d->timeline->cycle;
    struct buf text = BUF_INIT;
    for (size_t i = 0; i < cycle->count; i++) {
        buf_puts(&text, i ? "; " : "");
        tell_link(d, cycle, i, &text);
    }
    d->timeline->deadlock = arena_strndup(d->a, text.data, text.len);
    buf_release(&text);
}

void derive_deadlock(struct derivation *d)
{
    struct search s = {.d = d,
                       .waits =
                           ARENA_ARRAY(&d->scratch, d->lane_count, const struct timeline_wait *),
                       .path = ARENA_ARRAY(&d->scratch, d->lane_count, int),
                       .place = ARENA_ARRAY(&d->scratch, d->lane_count, int)};
    find_waits(&s);
    for (size_t i = 0; i < d->lane_count; i++) {
        if (!visit(&s, (int)i))
            continue;
        take_cycle(&s);
        tell(d);
        return;
    }
}
