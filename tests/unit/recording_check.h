/* recording_check: what holds for every recording, whatever the file had in it. */
#ifndef RECORDING_CHECK_H
#define RECORDING_CHECK_H

#include <string.h>

#include "base/utf8.h"
#include "run/recording.h"

static inline bool recording_index_ok(const struct recording *recording, uint64_t index)
{
    return index < recording->count;
}

static inline const char *recording_check_slot(const struct recording *recording, size_t own)
{
    const struct trace_slot *slot = &recording->threads[own].slot;
    uint64_t wall = (uint64_t)recording->wall_ns;
    if (slot->creator < -1 || slot->creator >= (int)own)
        return "a creator comes before whom it created";
    if (!memchr(slot->name, '\0', sizeof slot->name) || !utf8_is_valid(str_of(slot->name)))
        return "a name is text";
    if (slot->start_ns > wall || (slot->end_ns != 0 && slot->end_ns < slot->start_ns))
        return "a thread ends after it began";
    if (slot->end_ns > wall)
        return "a thread ends in the run";
    if (slot->ending > TRACE_EXITED || (slot->ending != TRACE_UNENDED && slot->end_ns == 0))
        return "an ending has its time";
    if (slot->contended > slot->locks || slot->locks > wall || slot->blocked_ns > wall)
        return "counts are possible";
    return NULL;
}

static inline const char *recording_check_state(const struct recording *recording,
                                                const struct trace_slot *slot)
{
    if (slot->state == TRACE_NONE)
        return slot->state_what || slot->state_since_ns ? "no state says nothing" : NULL;
    if (slot->state != TRACE_BEGIN || slot->tid == 0)
        return "a state is a wait";
    if (slot->state_what == TRACE_NOTHING || slot->state_what >= TRACE_WHATS)
        return "a wait is for something";
    if (slot->state_since_ns < slot->start_ns ||
        slot->state_since_ns > (uint64_t)recording->wall_ns)
        return "a wait begins in the life of its thread";
    if (slot->state_what == TRACE_THREAD && slot->state_arg != UINT32_MAX &&
        !recording_index_ok(recording, slot->state_arg))
        return "a join names a thread";
    return NULL;
}

static inline const char *recording_check_record(const struct recording *recording, size_t own,
                                                 const struct trace_record *record)
{
    if (record->event == TRACE_NONE || record->event > TRACE_MANY || record->what >= TRACE_WHATS)
        return "event and what are in range";
    if (record->event == TRACE_CREATE && record->object != UINT64_MAX &&
        (record->object <= own || !recording_index_ok(recording, record->object)))
        return "what is created is a later thread";
    bool is_join = record->event <= TRACE_END || record->event == TRACE_FAIL;
    if (is_join && record->what == TRACE_THREAD && record->arg != UINT32_MAX &&
        !recording_index_ok(recording, record->arg))
        return "a joined thread is there";
    if (record->event == TRACE_MANY && record->object > record->t_ns)
        return "many locks were taken in the run";
    return NULL;
}

static inline const char *recording_check_records(const struct recording *recording, size_t own)
{
    const struct recording_thread *thread = &recording->threads[own];
    uint64_t before = thread->slot.start_ns, wall = (uint64_t)recording->wall_ns;
    uint64_t end = thread->slot.end_ns ? thread->slot.end_ns : wall;
    for (size_t i = 0; i < thread->count; i++) {
        const struct trace_record *record = &thread->records[i];
        if (record->t_ns < before || record->t_ns > end)
            return "times of records ascend in the life of their thread";
        before = record->t_ns;
        const char *broken = recording_check_record(recording, own, record);
        if (broken)
            return broken;
    }
    return NULL;
}

static inline const char *recording_check_switches(const struct recording *recording, size_t own)
{
    const struct recording_thread *thread = &recording->threads[own];
    int64_t before = 0;
    for (size_t i = 0; i < thread->switch_count; i++) {
        int64_t t = thread->switches[i].t_ns;
        if (t < before || t > recording->wall_ns)
            return "times of switches ascend in the run";
        before = t;
    }
    return NULL;
}

/* What does not hold; NULL: all is well. */
static inline const char *recording_check(const struct recording *recording)
{
    const char *broken = NULL;
    for (size_t i = 0; !broken && i < recording->count; i++) {
        broken = recording_check_slot(recording, i);
        if (!broken)
            broken = recording_check_state(recording, &recording->threads[i].slot);
        if (!broken)
            broken = recording_check_records(recording, i);
        if (!broken)
            broken = recording_check_switches(recording, i);
    }
    return broken;
}

#endif
