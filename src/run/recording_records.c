/* The records of a recording: which there are, whose, and what they may say. */
#include "run/recording_private.h"

#include <string.h>

enum {
    LOCKS = 1 << TRACE_MUTEX | 1 << TRACE_RWLOCK | 1 << TRACE_SPIN,
    TASKS = 1 << TRACE_THREAD | 1 << TRACE_PROCESS,
    WAITS = (1 << TRACE_WHATS) - 1 - (1 << TRACE_NOTHING),
    FLAGS = TRACE_SHARED | TRACE_READER | TRACE_TIMED | TRACE_WOULD | TRACE_WRITES | TRACE_ALL |
            TRACE_LATE,
};

/* To whats an event can happen. */
static const int whats_of[] = {
    [TRACE_BEGIN] = WAITS,
    [TRACE_END] = WAITS,
    [TRACE_TAKE] = LOCKS | 1 << TRACE_SEMAPHORE,
    [TRACE_GIVE] = LOCKS,
    [TRACE_FAIL] = LOCKS | 1 << TRACE_SEMAPHORE | TASKS, /* a join, an exec */
    [TRACE_NOTIFY] = 1 << TRACE_CONDITION | 1 << TRACE_SEMAPHORE,
    [TRACE_CREATE] = TASKS,
    [TRACE_START] = TASKS,
    [TRACE_EXIT] = TASKS,
    [TRACE_EXEC] = 1 << TRACE_PROCESS | 1 << TRACE_NOTHING,
    [TRACE_MANY] = LOCKS | 1 << TRACE_NOTHING,
};
enum { EVENTS = sizeof whats_of / sizeof *whats_of };

bool recording_record_check(struct trace_record *record)
{
    if (record->event >= EVENTS || record->what >= TRACE_WHATS)
        return false;
    if (!(whats_of[record->event] >> record->what & 1))
        return false;
    record->flags &= FLAGS;
    if (record->spare > TRACE_CALL_CONNECT)
        record->spare = TRACE_CALL_IO;
    return true;
}

static size_t chunk_at(uint32_t chunk)
{
    return TRACE_CHUNKS_AT + (size_t)chunk * TRACE_CHUNK_BYTES;
}

static void copy_record(const struct reading *r, size_t chunk, uint32_t i,
                        struct trace_record *record)
{
    size_t at = chunk + offsetof(struct trace_chunk, records) + i * sizeof *record;
    reading_copy(r, at, record, sizeof *record);
}

/* Whether it tells which slot the thread or process has that the thread of `slot` created. */
static bool names_created(const struct reading *r, uint32_t slot, const struct trace_record *record)
{
    return record->event == TRACE_CREATE && record->object > slot && record->object < r->slot_count;
}

static uint32_t survey_chunk(struct reading *r, size_t chunk, uint32_t slot)
{
    uint32_t used = 0;
    for (; used < TRACE_CHUNK_RECORDS; used++) {
        struct trace_record record;
        copy_record(r, chunk, used, &record);
        if (record.event == TRACE_NONE)
            break;
        if (recording_record_check(&record) && names_created(r, slot, &record))
            r->is_created[record.object] = true;
    }
    return used;
}

/* How many chunks were taken, as far as the file reaches. */
static uint32_t chunks_there(const struct reading *r, uint32_t chunks_used)
{
    if (r->bytes.len <= TRACE_CHUNKS_AT)
        return 0;
    size_t there = (r->bytes.len - TRACE_CHUNKS_AT - 1) / TRACE_CHUNK_BYTES + 1;
    if (there > TRACE_CHUNKS)
        there = TRACE_CHUNKS;
    return chunks_used < there ? chunks_used : (uint32_t)there;
}

void recording_survey(struct reading *r, uint32_t chunks_used)
{
    uint32_t count = chunks_there(r, chunks_used);
    r->chunks = ARENA_ARRAY(r->a, count, struct recording_chunk);
    r->chunk_count = count;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t slot; /* plus one */
        reading_copy(r, chunk_at(i), &slot, sizeof slot);
        if (slot == 0) /* who took it was killed before it wrote anything */
            continue;
        slot--;
        if (slot < r->slot_count && r->slots[slot].tid != 0)
            r->chunks[i] = (struct recording_chunk){slot, survey_chunk(r, chunk_at(i), slot)};
        else
            r->recording->unreadable++;
    }
}

/* The thread of a spawned process; it is `own`'s child from now on. */
static uint32_t claim_spawned(const struct reading *r, uint32_t own, uint32_t pid)
{
    struct recording_thread *threads = r->recording->threads;
    uint32_t low = 0, high = r->spawned_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (threads[r->spawned[middle]].slot.pid < pid)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == r->spawned_count)
        return RECORDING_UNKNOWN;
    uint32_t child = r->spawned[low];
    const struct trace_slot *slot = &threads[child].slot;
    bool fits = slot->pid == pid && slot->ppid == threads[own].slot.pid && slot->creator < 0;
    return fits && child > own ? child : RECORDING_UNKNOWN;
}

static void name_created(const struct reading *r, uint32_t slot, struct trace_record *record)
{
    uint32_t own = r->index[slot], child = RECORDING_UNKNOWN;
    if (names_created(r, slot, record))
        child = r->index[record->object];
    else if (record->what == TRACE_PROCESS && record->object == UINT64_MAX)
        child = claim_spawned(r, own, record->arg);
    record->object = child == RECORDING_UNKNOWN ? UINT64_MAX : child;
    if (child != RECORDING_UNKNOWN && r->recording->threads[child].slot.creator < 0)
        r->recording->threads[child].slot.creator = (int32_t)own;
}

/* Names of slots become those of threads. */
static void name_threads(const struct reading *r, uint32_t slot, struct trace_record *record)
{
    bool is_join =
        record->event == TRACE_BEGIN || record->event == TRACE_END || record->event == TRACE_FAIL;
    if (record->event == TRACE_CREATE)
        name_created(r, slot, record);
    else if (is_join && record->what == TRACE_THREAD)
        record->arg = reading_index(r, record->arg);
}

/* From the begin of the run, and not before the record that comes before it. */
static void order_time(struct reading *r, const struct recording_thread *thread,
                       struct trace_record *record)
{
    uint64_t before = thread->count > 0 ? thread->records[thread->count - 1].t_ns : 0;
    record->t_ns = reading_time(r, record->t_ns);
    if (record->t_ns < before) {
        record->t_ns = before;
        r->recording->unreadable++;
    }
    if (record->event == TRACE_MANY && record->object > record->t_ns)
        record->object = record->t_ns;
}

static void read_chunk(struct reading *r, uint32_t i)
{
    const struct recording_chunk *chunk = &r->chunks[i];
    struct recording_thread *thread = &r->recording->threads[r->index[chunk->slot]];
    for (uint32_t k = 0; k < chunk->used; k++) {
        struct trace_record record;
        copy_record(r, chunk_at(i), k, &record);
        if (!recording_record_check(&record)) {
            r->recording->unreadable++;
            continue;
        }
        order_time(r, thread, &record);
        name_threads(r, chunk->slot, &record);
        thread->records[thread->count++] = record;
    }
}

void recording_records(struct reading *r)
{
    size_t room[TRACE_SLOTS] = {0};
    for (uint32_t i = 0; i < r->chunk_count; i++)
        room[r->chunks[i].slot] += r->chunks[i].used;
    for (uint32_t slot = 0; slot < r->slot_count; slot++)
        if (room[slot] > 0)
            r->recording->threads[r->index[slot]].records =
                ARENA_ARRAY(r->a, room[slot], struct trace_record);
    for (uint32_t i = 0; i < r->chunk_count; i++)
        if (r->chunks[i].used > 0)
            read_chunk(r, i);
}
