/* The part of timeline.h that is about objects: locks and all else that threads meet at.
 *
 * Which one a record means: its address, within its process unless it is shared; a number that the
 * kernel gave (of a pipe, a socket, a queue) is the same in all processes. Two kinds of objects at one
 * address are two objects: the memory was used again. A program may have a lock in each of a million
 * nodes; of so many, those are told apart for which somebody waited, and of the others the first. */
#include "run/timeline_private.h"

#include <stdlib.h>
#include <string.h>

struct identity {
    uint64_t address;
    int process; /* -1: any */
    uint8_t what;
    bool contended, is_of_more; /* more than two lanes use it */
    int users[2];               /* lanes; -1: none yet */
    int lines[OBJECT_LINES];    /* in which it is named, first met first; 0: no more */
    int64_t first_ns;
    int index; /* in timeline.objects; -1: left out */
};

struct timeline_objects {
    struct identity *identities;
    size_t count, room;
    uint32_t *buckets; /* of identities, plus one; 0: free */
    size_t bucket_count;
    struct identity **kept; /* as timeline.objects */
};

static bool is_object(uint8_t what)
{
    return (what >= TRACE_MUTEX && what <= TRACE_BARRIER) || what == TRACE_PIPE ||
           what == TRACE_SOCKET || what == TRACE_QUEUE;
}

static bool is_of_kernel(uint8_t what)
{
    return what == TRACE_PIPE || what == TRACE_SOCKET || what == TRACE_QUEUE;
}

static struct identity key_of(const struct derivation *d, int lane, const struct trace_record *r)
{
    bool is_everywhere = r->flags & TRACE_SHARED || is_of_kernel(r->what);
    return (struct identity){.address = r->object,
                             .process = is_everywhere ? -1 : d->lanes[lane].process,
                             .what = r->what,
                             .users = {-1, -1},
                             .index = -1};
}

static size_t bucket_of(const struct timeline_objects *o, const struct identity *key)
{
    uint64_t h = key->address ^ (uint64_t)key->what << 56 ^ (uint64_t)(key->process + 1) << 40;
    h *= UINT64_C(0x9e3779b97f4a7c15);
    size_t bucket = (h >> 20) & (o->bucket_count - 1);
    for (; o->buckets[bucket] != 0; bucket = (bucket + 1) & (o->bucket_count - 1)) {
        const struct identity *at = &o->identities[o->buckets[bucket] - 1];
        if (at->address == key->address && at->process == key->process && at->what == key->what)
            break;
    }
    return bucket;
}

static struct identity *identity_of(const struct derivation *d, int lane,
                                    const struct trace_record *r)
{
    if (!is_object(r->what) || d->objects->bucket_count == 0)
        return NULL;
    struct identity key = key_of(d, lane, r);
    uint32_t at = d->objects->buckets[bucket_of(d->objects, &key)];
    return at == 0 ? NULL : &d->objects->identities[at - 1];
}

int object_of(const struct derivation *d, int lane, const struct trace_record *record)
{
    const struct identity *identity = identity_of(d, lane, record);
    return identity ? identity->index : -1;
}

bool object_is_of_two(const struct derivation *d, int object, int lane, int other)
{
    const struct identity *identity = d->objects->kept[object];
    for (int i = 0; i < 2; i++) {
        int user = identity->users[i];
        if (user >= 0 && user != lane && user != other)
            return false;
    }
    return !identity->is_of_more;
}

/* Twice as many buckets, so that half of them at least are free. */
static void grow(struct derivation *d)
{
    struct timeline_objects *o = d->objects;
    size_t room = o->room ? 2 * o->room : 64;
    o->identities = arena_grow(&d->scratch, o->identities, o->room, room, sizeof *o->identities);
    o->room = room;
    o->bucket_count = 2 * room;
    o->buckets = ARENA_ARRAY(&d->scratch, o->bucket_count, uint32_t);
    for (size_t i = 0; i < o->count; i++)
        o->buckets[bucket_of(o, &o->identities[i])] = (uint32_t)i + 1;
}

static struct identity *identity_made(struct derivation *d, int lane, const struct trace_record *r)
{
    struct timeline_objects *o = d->objects;
    struct identity *known = identity_of(d, lane, r);
    if (known)
        return known;
    if (o->count == o->room)
        grow(d);
    struct identity key = key_of(d, lane, r);
    key.first_ns = (int64_t)r->t_ns;
    size_t bucket = bucket_of(o, &key);
    o->identities[o->count++] = key;
    o->buckets[bucket] = (uint32_t)o->count;
    return &o->identities[o->count - 1];
}

static void add_user(struct identity *identity, int lane)
{
    for (int i = 0; i < 2; i++) {
        if (identity->users[i] == lane)
            return;
        if (identity->users[i] < 0) {
            identity->users[i] = lane;
            return;
        }
    }
    identity->is_of_more = true;
}

static void add_line(struct identity *identity, int line)
{
    for (int i = 0; i < OBJECT_LINES && line > 0; i++) {
        if (identity->lines[i] == line)
            return;
        if (identity->lines[i] == 0) {
            identity->lines[i] = line;
            return;
        }
    }
}

/* Somebody had to wait: of a call that only may wait (a pipe's), when it was seen that it would. */
static bool is_wait(const struct trace_record *r)
{
    return r->event == TRACE_BEGIN && (!is_of_kernel(r->what) || r->flags & TRACE_WOULD);
}

static void note(struct derivation *d, int lane, const struct trace_record *r)
{
    if (!is_object(r->what) || r->event == TRACE_NONE || r->event == TRACE_MANY)
        return; /* of TRACE_MANY the object is a time */
    struct identity *identity = identity_made(d, lane, r);
    if ((int64_t)r->t_ns < identity->first_ns)
        identity->first_ns = (int64_t)r->t_ns;
    identity->contended |= is_wait(r);
    add_user(identity, lane);
    add_line(identity, line_of(d, lane, r));
}

static void note_state(struct derivation *d, int lane)
{
    const struct trace_slot *slot = &d->recording->threads[lane].slot;
    struct trace_record r = {.t_ns = slot->state_since_ns,
                             .object = slot->state_object,
                             .pc = slot->state_pc,
                             .event = TRACE_BEGIN,
                             .what = slot->state_what,
                             .flags = slot->state_flags};
    if (slot->state == TRACE_BEGIN)
        note(d, lane, &r);
}

/* In order of first use. What was used first at the same moment: the earlier lane's, which is the one
 * that was found first. */
static int by_first_use(const void *a, const void *b)
{
    const struct identity *x = *(struct identity *const *)a, *y = *(struct identity *const *)b;
    if (x->first_ns != y->first_ns)
        return x->first_ns < y->first_ns ? -1 : 1;
    return (x > y) - (x < y);
}

static int by_worth(const void *a, const void *b)
{
    const struct identity *x = *(struct identity *const *)a, *y = *(struct identity *const *)b;
    return x->contended != y->contended ? (x->contended ? -1 : 1) : by_first_use(a, b);
}

static void sort(struct identity **identities, size_t count,
                 int (*compare)(const void *, const void *))
{
    if (count > 1)
        qsort(identities, count, sizeof *identities, compare);
}

static void keep(struct derivation *d)
{
    struct timeline_objects *o = d->objects;
    o->kept = ARENA_ARRAY(&d->scratch, o->count, struct identity *);
    for (size_t i = 0; i < o->count; i++)
        o->kept[i] = &o->identities[i];
    sort(o->kept, o->count, by_worth);
    size_t count = o->count < TIMELINE_OBJECTS ? o->count : TIMELINE_OBJECTS;
    sort(o->kept, count, by_first_use);
    d->timeline->object_count = count;
    d->timeline->objects = ARENA_ARRAY(d->a, count, struct timeline_object);
    for (size_t i = 0; i < count; i++) {
        o->kept[i]->index = (int)i;
        d->timeline->objects[i] =
            (struct timeline_object){.kind = o->kept[i]->what, .contended = o->kept[i]->contended};
    }
}

void derive_objects(struct derivation *d)
{
    d->objects = ARENA_NEW(&d->scratch, struct timeline_objects);
    for (size_t i = 0; i < d->lane_count; i++) {
        const struct recording_thread *thread = &d->recording->threads[i];
        for (size_t k = 0; k < thread->count; k++)
            note(d, (int)i, &thread->records[k]);
        note_state(d, (int)i);
    }
    keep(d);
    derive_object_names(d);
}

struct object_place object_place(const struct derivation *d, int object)
{
    const struct identity *identity = d->objects->kept[object];
    return (struct object_place){.lane = identity->users[0],
                                 .address = identity->address,
                                 .what = identity->what,
                                 .lines = identity->lines};
}
