/* The part of timeline.h that is about lanes: which thread of which process each one is, and when it
 * began and ended. Processes are numbered in order of creation, the first is 0. */
#include "run/timeline_private.h"

static const struct recording_thread *thread_of(const struct derivation *d, size_t lane)
{
    return &d->recording->threads[lane];
}

int lane_of_tid(const struct derivation *d, uint32_t tid, int64_t t)
{
    int found = -1;
    for (size_t i = 0; tid != 0 && i < d->lane_count; i++)
        if (thread_of(d, i)->slot.tid == tid && (found < 0 || d->lanes[i].t0 <= t))
            found = (int)i;
    return found;
}

int lane_of_pid(const struct derivation *d, uint32_t pid)
{
    for (size_t i = 0; pid != 0 && i < d->lane_count; i++)
        if (thread_of(d, i)->slot.pid == pid)
            return (int)i;
    return -1;
}

/* Who created it, and when. */
static void derive_creations(struct derivation *d)
{
    d->created_ns = ARENA_ARRAY(&d->scratch, d->lane_count, int64_t);
    d->is_forked = ARENA_ARRAY(&d->scratch, d->lane_count, bool);
    for (size_t i = 0; i < d->lane_count; i++) {
        d->created_ns[i] = -1;
        d->lanes[i].creator = thread_of(d, i)->slot.creator;
    }
    for (size_t i = 0; i < d->lane_count; i++)
        for (size_t k = 0; k < thread_of(d, i)->count; k++) {
            const struct trace_record *r = &thread_of(d, i)->records[k];
            if (r->event != TRACE_CREATE)
                continue;
            if (r->object >= d->lane_count || d->lanes[r->object].creator != (int)i)
                continue;
            d->created_ns[r->object] = (int64_t)r->t_ns;
            d->is_forked[r->object] = r->what == TRACE_PROCESS;
        }
}

/* The process of a thread that was created but never began is that of its creator. */
static int process_of(const struct derivation *d, size_t lane, int next)
{
    const struct timeline_lane *l = &d->lanes[lane];
    if (l->end == TIMELINE_NEVER_RAN && d->is_forked[lane])
        return next;
    if (l->end == TIMELINE_NEVER_RAN)
        return l->creator >= 0 && l->creator < (int)lane ? d->lanes[l->creator].process : 0;
    int first = lane_of_pid(d, thread_of(d, lane)->slot.pid);
    return first >= 0 && first < (int)lane ? d->lanes[first].process : next;
}

static const char *lane_name(struct arena *a, int process, int number)
{
    if (process == 0)
        return number == 0 ? "main" : arena_printf(a, "T%d", number);
    return number == 0 ? arena_printf(a, "child %d", process)
                       : arena_printf(a, "child %d T%d", process, number);
}

static const char *lane_function(const struct derivation *d, size_t lane)
{
    const struct trace_slot *slot = &thread_of(d, lane)->slot;
    if (slot->name[0] != '\0')
        return arena_strndup(d->a, slot->name, sizeof slot->name);
    const struct symbol *symbol = symbol_of_code(d, (int)lane, slot->start_function);
    return symbol && symbol->function ? arena_strdup(d->a, symbol->function) : NULL;
}

static void derive_names(struct derivation *d)
{
    int *threads = ARENA_ARRAY(&d->scratch, d->lane_count + 1, int); /* of each process so far */
    int processes = 0;
    for (size_t i = 0; i < d->lane_count; i++) {
        struct timeline_lane *lane = &d->lanes[i];
        lane->process = process_of(d, i, processes);
        if (lane->process == processes)
            processes++;
        lane->name = lane_name(d->a, lane->process, threads[lane->process]++);
        lane->function = lane_function(d, i);
    }
}

static enum timeline_end end_of(const struct trace_slot *slot)
{
    static const enum timeline_end ends[] = {[TRACE_UNENDED] = TIMELINE_KILLED,
                                             [TRACE_RETURNED] = TIMELINE_RETURNED,
                                             [TRACE_EXITED] = TIMELINE_EXITED};
    return slot->tid == 0                 ? TIMELINE_NEVER_RAN
           : slot->ending <= TRACE_EXITED ? ends[slot->ending]
                                          : TIMELINE_KILLED;
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* A process lasts until one of its threads ends it, or until somebody has waited for its end. */
static void derive_process_ends(struct derivation *d)
{
    d->process_ends = ARENA_ARRAY(&d->scratch, d->lane_count + 1, int64_t);
    for (size_t i = 0; i <= d->lane_count; i++)
        d->process_ends[i] = d->recording->wall_ns;
    for (size_t i = 0; i < d->lane_count; i++)
        for (size_t k = 0; k < thread_of(d, i)->count; k++) {
            const struct trace_record *r = &thread_of(d, i)->records[k];
            int lane = r->what != TRACE_PROCESS ? -1
                       : r->event == TRACE_EXIT ? (int)i
                       : r->event == TRACE_END  ? lane_of_pid(d, r->arg)
                                                : -1;
            if (lane < 0)
                continue;
            int64_t *end = &d->process_ends[d->lanes[lane].process];
            *end = earlier(*end, (int64_t)r->t_ns);
        }
}

/* When the kernel says that the thread ended. A kill takes a moment; pictures are simpler if all
 * threads end with the run then. */
static int64_t switched_off(const struct derivation *d, size_t lane)
{
    const struct recording_thread *thread = thread_of(d, lane);
    int64_t wall = d->recording->wall_ns;
    if (thread->switch_count == 0)
        return wall;
    const struct switch_record *last = &thread->switches[thread->switch_count - 1];
    bool is_end = last->kind == SWITCH_EXIT && last->t_ns < wall - wall / 100;
    return is_end ? last->t_ns : wall;
}

bool lane_is_replaced(const struct derivation *d, size_t lane, size_t record)
{
    const struct trace_record *r = &thread_of(d, lane)->records[record];
    if (r->event != TRACE_EXEC)
        return false;
    bool is_last = record + 1 == thread_of(d, lane)->count;
    return is_last || r[1].event != TRACE_FAIL || r[1].what != TRACE_PROCESS;
}

/* t, or when the lane's last record is later. */
static int64_t last_record(const struct derivation *d, size_t lane, int64_t t)
{
    const struct recording_thread *thread = thread_of(d, lane);
    return thread->count ? later(t, (int64_t)thread->records[thread->count - 1].t_ns) : t;
}

/* An exec ends all threads of its process but one, which goes on as its first. */
static void derive_replaced(struct derivation *d, const bool *is_first, size_t lane, int64_t t)
{
    for (size_t i = 0; i < d->lane_count; i++) {
        struct timeline_lane *other = &d->lanes[i];
        if (other->process != d->lanes[lane].process || other->end != TIMELINE_KILLED ||
            is_first[i])
            continue;
        if (other->t0 <= t && other->t1 > t)
            other->t1 = last_record(d, i, t);
    }
}

/* A thread that becomes more programs than MOST is made up, and gets no time for it. */
static void derive_execs(struct derivation *d)
{
    enum { MOST = 64 };
    bool *is_first = ARENA_ARRAY(&d->scratch, d->lane_count, bool);
    for (size_t i = 0; i < d->lane_count; i++)
        is_first[i] = lane_of_pid(d, thread_of(d, i)->slot.pid) == (int)i;
    for (size_t i = 0; i < d->lane_count; i++)
        for (size_t k = 0, execs = 0; k < thread_of(d, i)->count && execs < MOST; k++)
            if (lane_is_replaced(d, i, k)) {
                derive_replaced(d, is_first, i, (int64_t)thread_of(d, i)->records[k].t_ns);
                execs++;
            }
}

static void derive_times(struct derivation *d, size_t i)
{
    const struct recording_thread *thread = thread_of(d, i);
    struct timeline_lane *lane = &d->lanes[i];
    lane->t0 = lane->t1 = (int64_t)thread->slot.start_ns;
    if (lane->end == TIMELINE_NEVER_RAN)
        return;
    lane->t1 = lane->end == TIMELINE_KILLED
                   ? earlier(d->process_ends[lane->process], switched_off(d, i))
                   : (int64_t)thread->slot.end_ns;
    if (thread->count > 0) {
        lane->t0 = earlier(lane->t0, (int64_t)thread->records[0].t_ns);
        lane->t1 = later(lane->t1, (int64_t)thread->records[thread->count - 1].t_ns);
    }
    lane->t1 = later(lane->t1, lane->t0);
}

/* When what the lane holds was last known: before the first record that was written past the quota, or
 * that found no room. */
static int64_t last_certain(const struct recording_thread *thread, const struct timeline_lane *lane)
{
    int64_t t = lane->t0;
    for (size_t i = 0; i < thread->count; i++) {
        const struct trace_record *r = &thread->records[i];
        if (r->flags & TRACE_LATE || r->event == TRACE_MANY)
            break;
        t = (int64_t)r->t_ns;
    }
    return t;
}

static void derive_counters(struct derivation *d, size_t i)
{
    const struct trace_slot *slot = &thread_of(d, i)->slot;
    struct timeline_lane *lane = &d->lanes[i];
    lane->locks = slot->locks;
    lane->contended = slot->contended;
    lane->blocked_ns = slot->blocked_ns > INT64_MAX ? INT64_MAX : (int64_t)slot->blocked_ns;
    lane->past_quota = slot->past_quota || slot->lost > 0;
    if (lane->past_quota)
        lane->quota_ns = last_certain(thread_of(d, i), lane);
}

void derive_lanes(struct derivation *d)
{
    d->lanes = ARENA_ARRAY(d->a, d->lane_count, struct timeline_lane);
    d->timeline->whole.lanes = d->lanes;
    for (size_t i = 0; i < d->lane_count; i++)
        d->lanes[i].end = end_of(&thread_of(d, i)->slot);
    derive_creations(d);
    derive_names(d);
    derive_process_ends(d);
    for (size_t i = 0; i < d->lane_count; i++) {
        derive_times(d, i);
        derive_counters(d, i);
    }
    derive_execs(d);
}
