/* timeline_private: what the parts of timeline.c share. Each derives one thing, in the order in which
 * they stand here, from the recording and from what the parts before it have derived. */
#ifndef RUN_TIMELINE_PRIVATE_H
#define RUN_TIMELINE_PRIVATE_H

#include "run/timeline.h"

/* A recorded wait of one lane. */
struct timeline_wait {
    const struct trace_record *begin; /* or made of the slot's state word */
    const struct trace_record *end;   /* END, TAKE or FAIL; NULL: none, it is open or was cut off */
    int64_t t0, t1;
    int lane, object;
    enum timeline_state state;
    bool open;
    bool is_folded; /* it never left the CPU: no bar of its own */
};

struct timeline_objects;

struct derivation {
    const struct recording *recording;
    const struct timeline_run *run;
    const struct symbol *symbols;
    size_t symbol_count;
    struct timeline *timeline;
    struct timeline_lane *lanes; /* those of timeline->whole */
    size_t lane_count;
    struct arena *a;
    struct arena scratch; /* for the time of the derivation */

    bool *is_forked;     /* each lane: its creator forked */
    int64_t *created_ns; /* of each lane: when its creator said so; -1: it did not */
    int64_t *process_ends;
    struct timeline_objects *objects; /* identities */
    struct timeline_wait *waits;      /* by lane, then by time */
    size_t *first_wait;               /* of each lane, and behind the last */
    size_t *first_hold; /* of each object in timeline->whole.holds, and behind the last */
};

/* Names, processes, begins and ends. */
void derive_lanes(struct derivation *d);
/* The lane of a thread, by its number in the run's namespace, that lived at t; -1: none. */
int lane_of_tid(const struct derivation *d, uint32_t tid, int64_t t);
/* The first lane of a process; -1: none. */
int lane_of_pid(const struct derivation *d, uint32_t pid);

/* Whether the record is that of an exec that did not fail. */
bool lane_is_replaced(const struct derivation *d, size_t lane, size_t record);

void derive_objects(struct derivation *d);
/* The object that a record of this lane is about; -1: none, or too many to be told apart. */
int object_of(const struct derivation *d, int lane, const struct trace_record *record);
/* Whether threads other than these two ever took the object or waited for it. */
bool object_is_of_two(const struct derivation *d, int object, int lane, int other);

enum { OBJECT_LINES = 8 };

/* Where an object was met: what its name is found by. */
struct object_place {
    int lane;
    uint64_t address;
    enum trace_what what;
    const int *lines; /* OBJECT_LINES of them, of calls, first met first; 0: no more */
};
struct object_place object_place(const struct derivation *d, int object);
void derive_object_names(struct derivation *d);

/* What is known of an address of the lane's program; NULL: nothing. */
const struct symbol *symbol_of_code(const struct derivation *d, int lane, uint64_t address);
const struct symbol *symbol_of_data(const struct derivation *d, int lane, uint64_t address);
/* Of the first file of the sample, in which a recorded call stands; 0: unknown. */
int line_of(const struct derivation *d, int lane, const struct trace_record *record);

void derive_waits(struct derivation *d);
/* How many of the lane's switches are its own doing: a kill, too, wakes a thread before it ends. */
size_t lane_switches(const struct derivation *d, size_t lane);

void derive_holds(struct derivation *d);
/* The holds of an object, by time. */
struct timeline_hold *holds_of(const struct derivation *d, int object, size_t *count);

void derive_bars(struct derivation *d);
void derive_edges(struct derivation *d);
void derive_marks(struct derivation *d);
void derive_deadlock(struct derivation *d);

/* Bound the whole, and make the overview if one is needed. */
void derive_levels(struct derivation *d);

#endif
