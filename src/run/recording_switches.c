/* Whose switches these are. A thread is known outside by a number of its own, and told its slot by its
 * name for a moment. A thread that executes another program, and a child that a fork made, tell again:
 * then a switch belongs to the slot that was told last before it. What a thread did before it told
 * belongs to the slot that it told first: it was being created. Anyone can tell anything; the first who
 * told a slot has it. */
#include "run/recording_private.h"

#include <stdlib.h>

struct telling {
    uint32_t tid;
    uint32_t thread; /* in recording->threads */
    int64_t t_ns;
    size_t order;
};

struct tellings {
    struct telling *list; /* ascending by tid, then as they were told */
    size_t count;
};

static int compare_numbers(uint64_t a, uint64_t b)
{
    return a < b ? -1 : a > b;
}

static int compare_tellings(const void *left, const void *right)
{
    const struct telling *a = left, *b = right;
    if (a->tid != b->tid)
        return compare_numbers(a->tid, b->tid);
    if (a->t_ns != b->t_ns)
        return a->t_ns < b->t_ns ? -1 : 1;
    return compare_numbers(a->order, b->order);
}

static struct tellings collect(const struct reading *r, const struct switches *switches)
{
    struct tellings all = {ARENA_ARRAY(r->a, switches->thread_count, struct telling), 0};
    uint32_t *owner = ARENA_ARRAY(r->a, r->recording->count, uint32_t);
    for (size_t i = 0; i < switches->thread_count; i++) {
        const struct switch_thread *told = &switches->threads[i];
        uint32_t thread = reading_index(r, told->slot);
        if (thread == RECORDING_UNKNOWN || (owner[thread] != 0 && owner[thread] != told->tid))
            continue;
        owner[thread] = told->tid;
        all.list[all.count++] = (struct telling){told->tid, thread, told->t_ns, i};
    }
    if (all.count > 0)
        qsort(all.list, all.count, sizeof *all.list, compare_tellings);
    return all;
}

/* The thread whose switch this is, or RECORDING_UNKNOWN. */
static uint32_t whose(const struct tellings *all, const struct switch_record *record)
{
    size_t low = 0, high = all->count;
    while (low < high) { /* the first telling that comes after the switch */
        size_t middle = low + (high - low) / 2;
        const struct telling *t = &all->list[middle];
        if (t->tid < record->tid || (t->tid == record->tid && t->t_ns <= record->t_ns))
            low = middle + 1;
        else
            high = middle;
    }
    if (low > 0 && all->list[low - 1].tid == record->tid)
        return all->list[low - 1].thread;
    if (low < all->count && all->list[low].tid == record->tid)
        return all->list[low].thread;
    return RECORDING_UNKNOWN;
}

static void give_rooms(const struct reading *r, const struct switches *switches,
                       const uint32_t *thread_of)
{
    struct recording_thread *threads = r->recording->threads;
    size_t *room = ARENA_ARRAY(r->a, r->recording->count, size_t);
    for (size_t i = 0; i < switches->count; i++)
        if (thread_of[i] != RECORDING_UNKNOWN)
            room[thread_of[i]]++;
    for (size_t i = 0; i < r->recording->count; i++)
        if (room[i] > 0)
            threads[i].switches = ARENA_ARRAY(r->a, room[i], struct switch_record);
}

static void give(const struct reading *r, const struct switches *switches)
{
    struct tellings all = collect(r, switches);
    uint32_t *thread_of = ARENA_ARRAY(r->a, switches->count, uint32_t);
    for (size_t i = 0; i < switches->count; i++)
        thread_of[i] = whose(&all, &switches->records[i]);
    give_rooms(r, switches, thread_of);
    for (size_t i = 0; i < switches->count; i++) {
        if (thread_of[i] == RECORDING_UNKNOWN)
            continue;
        struct recording_thread *thread = &r->recording->threads[thread_of[i]];
        struct switch_record record = switches->records[i];
        record.t_ns = record.t_ns < 0 ? 0 : (int64_t)reading_time(r, (uint64_t)record.t_ns);
        thread->switches[thread->switch_count++] = record;
    }
}

void recording_switches(struct reading *r, const struct switches *switches)
{
    struct recording *recording = r->recording;
    recording->why_no_switches = switches ? switches->why : "they were not watched";
    if (!switches)
        return;
    recording->lost_switches = switches->lost;
    if (!switches->why)
        give(r, switches);
}
