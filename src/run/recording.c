/* The file is read front to back, each byte at most twice: slots, then the chunks for how many records
 * there are and which slots they name as created, then the records. What a thread says of itself in its
 * slot is bounded by what is possible; what it says of others must name one that is there. */
#include "run/recording_private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/visible.h"

void reading_copy(const struct reading *r, size_t offset, void *to, size_t size)
{
    size_t there = offset < r->bytes.len ? r->bytes.len - offset : 0;
    if (there > size)
        there = size;
    memset(to, 0, size);
    if (there > 0)
        memcpy(to, r->bytes.data + offset, there);
}

uint64_t reading_time(const struct reading *r, uint64_t t_ns)
{
    uint64_t begin = (uint64_t)r->span.begin_ns, wall = (uint64_t)r->recording->wall_ns;
    if (t_ns <= begin)
        return 0;
    return t_ns - begin < wall ? t_ns - begin : wall;
}

uint32_t reading_index(const struct reading *r, uint64_t slot)
{
    return slot < r->slot_count ? r->index[slot] : RECORDING_UNKNOWN;
}

static uint64_t smaller(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

static uint64_t larger(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

static uint64_t add_bounded(uint64_t a, uint64_t b)
{
    return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

static void read_slots(struct reading *r, uint32_t slots_used)
{
    r->slot_count = slots_used < TRACE_SLOTS ? slots_used : TRACE_SLOTS;
    r->recording->lost += slots_used - r->slot_count;
    r->slots = ARENA_ARRAY(r->a, r->slot_count, struct trace_slot);
    for (uint32_t i = 0; i < r->slot_count; i++)
        reading_copy(r, TRACE_SLOTS_AT + (size_t)i * TRACE_SLOT_BYTES, &r->slots[i],
                     sizeof r->slots[i]);
}

/* The characters that can be seen, whole ones, and as many as there is room for with a NUL. */
static void check_name(char name[16])
{
    char checked[16] = {0};
    size_t len = 0, size = strnlen(name, 16);
    for (size_t at = 0, n; at < size; at += n) {
        uint32_t c;
        n = utf8_decode(name + at, size - at, &c);
        if (c == 0xFFFD || visible_is_control(c) || len + n >= sizeof checked)
            continue;
        memcpy(checked + len, name + at, n);
        len += n;
    }
    memcpy(name, checked, sizeof checked);
}

static void check_times(const struct reading *r, struct trace_slot *slot)
{
    slot->start_ns = reading_time(r, slot->start_ns);
    if (slot->end_ns != 0) /* 0 stays "not yet", and nothing else becomes it */
        slot->end_ns = larger(larger(reading_time(r, slot->end_ns), slot->start_ns), 1);
    if (slot->ending > TRACE_EXITED || slot->end_ns == 0)
        slot->ending = TRACE_UNENDED;
}

/* A thread takes one lock in a nanosecond at most, and is blocked no longer than the run. */
static void check_counts(const struct reading *r, struct trace_slot *slot)
{
    uint64_t wall = (uint64_t)r->recording->wall_ns;
    slot->locks = smaller(slot->locks, wall);
    slot->contended = smaller(slot->contended, slot->locks);
    slot->blocked_ns = smaller(slot->blocked_ns, wall);
    slot->past_quota = slot->past_quota != 0;
    slot->is_foreign = slot->is_foreign != 0;
    r->recording->lost = add_bounded(r->recording->lost, slot->lost);
}

static void clear_state(struct trace_slot *slot)
{
    slot->state = slot->state_arg = slot->state_pc = 0;
    slot->state_what = slot->state_flags = 0;
    slot->state_object = slot->state_since_ns = 0;
}

/* The state is checked as the record that it stands for. */
static void check_state(const struct reading *r, struct trace_slot *slot)
{
    struct trace_record record = {
        .event = TRACE_BEGIN,
        .what = slot->state_what,
        .flags = slot->state_flags,
        .arg = slot->state_arg,
    };
    bool fits = slot->state == TRACE_BEGIN && slot->tid != 0 && recording_record_check(&record);
    if (!fits) {
        r->recording->unreadable += slot->state != TRACE_NONE;
        clear_state(slot);
        return;
    }
    slot->state_flags = record.flags;
    if (record.what == TRACE_THREAD)
        slot->state_arg = reading_index(r, record.arg);
    slot->state_since_ns = larger(reading_time(r, slot->state_since_ns), slot->start_ns);
}

/* Who creates has the smaller slot; so there are no circles. */
static int32_t check_creator(const struct reading *r, const struct trace_slot *slot, uint32_t own)
{
    if (slot->creator < 0)
        return -1;
    uint32_t creator = reading_index(r, (uint64_t)slot->creator);
    return creator < own ? (int32_t)creator : -1;
}

/* Slots that began, and those that somebody created who never came to run. */
static void number_threads(struct reading *r)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < r->slot_count; i++) {
        bool is_there = r->slots[i].tid != 0 || r->is_created[i];
        r->index[i] = is_there ? count++ : RECORDING_UNKNOWN;
    }
    r->recording->count = count;
    r->recording->threads = ARENA_ARRAY(r->a, count, struct recording_thread);
}

static void take_threads(struct reading *r)
{
    number_threads(r);
    for (uint32_t i = 0; i < r->slot_count; i++) {
        uint32_t own = r->index[i];
        if (own == RECORDING_UNKNOWN)
            continue;
        struct trace_slot *slot = &r->recording->threads[own].slot;
        *slot = r->slots[i];
        slot->creator = check_creator(r, slot, own);
        check_name(slot->name);
        check_times(r, slot);
        check_counts(r, slot);
        check_state(r, slot);
    }
}

static int by_pid(const void *left, const void *right, void *of)
{
    const struct recording_thread *threads = of;
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    uint32_t pid_a = threads[a].slot.pid, pid_b = threads[b].slot.pid;
    if (pid_a != pid_b)
        return pid_a < pid_b ? -1 : 1;
    return a < b ? -1 : a > b;
}

/* A process that was spawned reserved its slot itself. */
static void find_spawned(struct reading *r)
{
    struct recording_thread *threads = r->recording->threads;
    uint32_t *found = ARENA_ARRAY(r->a, r->recording->count, uint32_t), count = 0, kept = 0;
    for (uint32_t i = 1; i < r->recording->count; i++)
        if (threads[i].slot.creator < 0 && threads[i].slot.tid != 0)
            found[count++] = i;
    if (count > 0)
        qsort_r(found, count, sizeof *found, by_pid, threads);
    for (uint32_t i = 0; i < count; i++)
        if (kept == 0 || threads[found[kept - 1]].slot.pid != threads[found[i]].slot.pid)
            found[kept++] = found[i];
    r->spawned = found;
    r->spawned_count = kept;
}

/* What a thread recorded, it did while it lived. */
static void widen_lives(struct reading *r)
{
    for (size_t i = 0; i < r->recording->count; i++) {
        struct recording_thread *thread = &r->recording->threads[i];
        if (thread->count == 0)
            continue;
        struct trace_slot *slot = &thread->slot;
        slot->start_ns = smaller(slot->start_ns, thread->records[0].t_ns);
        if (slot->end_ns != 0)
            slot->end_ns = larger(slot->end_ns, thread->records[thread->count - 1].t_ns);
    }
}

void recording_read(struct str arena, const struct recording_span *span,
                    const struct switches *switches, struct arena *a, struct recording *recording)
{
    assert(span->begin_ns >= 0);
    if (arena.len > TRACE_BYTES)
        arena.len = TRACE_BYTES;
    struct reading r = {.bytes = arena, .span = *span, .a = a, .recording = recording};
    struct trace_head head;
    reading_copy(&r, 0, &head, sizeof head);
    *recording = (struct recording){
        .wall_ns = span->end_ns > span->begin_ns ? span->end_ns - span->begin_ns : 1,
        .attached = head.attached,
    };
    read_slots(&r, head.slots_used);
    recording_survey(&r, head.chunks_used);
    take_threads(&r);
    find_spawned(&r);
    recording_records(&r);
    widen_lives(&r);
    recording_switches(&r, switches);
}
