/* recording_private: what the files of the reader share. */
#ifndef RUN_RECORDING_PRIVATE_H
#define RUN_RECORDING_PRIVATE_H

#include "run/recording.h"

enum { RECORDING_UNKNOWN = UINT32_MAX }; /* for the index of a thread */

struct recording_chunk {
    uint32_t slot;
    uint32_t used; /* records up to the first TRACE_NONE */
};

/* A recording that is being read. */
struct reading {
    struct str bytes; /* of the file; behind its end all is zero */
    struct recording_span span;
    struct arena *a;
    struct recording *recording;
    struct trace_slot *slots; /* as they are in the file */
    uint32_t slot_count;
    struct recording_chunk *chunks; /* those of threads that began */
    uint32_t chunk_count;
    bool is_created[TRACE_SLOTS]; /* a record of its creator names it */
    uint32_t index[TRACE_SLOTS];  /* of slots in recording->threads */
    uint32_t *spawned;            /* threads that nobody seems to have created: the first of each
                                   * process, ascending by pid */
    uint32_t spawned_count;
};

/* `size` bytes at `offset` of the file, at no alignment. */
void reading_copy(const struct reading *r, size_t offset, void *to, size_t size);
/* A time of CLOCK_MONOTONIC from the begin of the run, not outside it. */
uint64_t reading_time(const struct reading *r, uint64_t t_ns);
/* A slot's thread, or RECORDING_UNKNOWN. */
uint32_t reading_index(const struct reading *r, uint64_t slot);

/* Whether the format has such an event; then what follows from nothing but the record is bounded. */
bool recording_record_check(struct trace_record *record);
/* Find the chunks, and who is named in them as created. */
void recording_survey(struct reading *r, uint32_t chunks_used);
/* Give the threads their records. */
void recording_records(struct reading *r);

/* Give the threads their switches. */
void recording_switches(struct reading *r, const struct switches *switches);

#endif
