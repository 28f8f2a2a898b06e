/* recording: what a traced run left in its memory file (trace_format.h), read and bounded. The program
 * may have written anything into it: every index is checked, times are clamped to those of the run,
 * what makes no sense is dropped and counted. Time and memory are in proportion to the file. */
#ifndef RUN_RECORDING_H
#define RUN_RECORDING_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "run/switches.h"
#include "run/trace_format.h"

/* When the run was, by CLOCK_MONOTONIC; of drawloom's own knowledge. */
struct recording_span {
    int64_t begin_ns, end_ns;
};

struct recording_thread {
    /* A copy: its name UTF-8 without controls, and terminated; its times, like those of the records,
     * from the begin of the run (end_ns 0: it had not ended), and no record lies outside them; its
     * creator the index of an earlier thread or -1; ending, state and counts in range. tid 0: it was
     * created, but never ran; start_ns is when. */
    struct trace_slot slot;
    /* In order; times ascend and lie in the run; event, what and flags fit each other. Slots are
     * indices of threads: arg of a join (UINT32_MAX unknown), object of TRACE_CREATE (UINT64_MAX
     * unknown, else a later thread than this one; also of a process that posix_spawn made). */
    struct trace_record *records;
    size_t count;
    struct switch_record *switches; /* of this thread, in order; times as above */
    size_t switch_count;
};

struct recording {
    int64_t wall_ns; /* of the run, at least 1: all times lie in 0 … wall_ns */
    struct recording_thread
        *threads; /* slots that began, or were reserved and have something to say,
                                       * in order of creation. Slots named in records and in creator
                                       * are indices in this array. */
    size_t count;
    uint32_t attached;           /* as trace_head; 0: no recorder ever began */
    uint64_t unreadable;         /* chunks and records that made no sense */
    uint64_t lost;               /* for which there was no room, as the threads and the head say */
    const char *why_no_switches; /* NULL: there are */
    uint64_t lost_switches;
};

/* Read `arena` (TRACE_BYTES long, or shorter: then it is as if the rest were zero), which nobody
 * writes to any more. `switches` may be NULL: none were watched. The result lives in `a`. Nothing in
 * the arena is an error. */
void recording_read(struct str arena, const struct recording_span *span,
                    const struct switches *switches, struct arena *a, struct recording *recording);

#endif
