/* record: writing what a thread does into its part of the arena. What every uncontended lock goes
 * through is inline.
 *
 * All of it is for the calling thread, leaves errno alone, and may be called from a signal handler: one
 * that interrupts the writing of a record loses its own. */
#ifndef RECORDER_RECORD_H
#define RECORDER_RECORD_H

#include "recorder/arena.h"
#include "recorder/clock.h"

/* A call of the program, and the object that it is about. */
struct call {
    uint64_t object;
    const void *from; /* where it returns to */
    uint8_t what, flags, spare;
};

/* In a wrapper: the place in the program that called it. */
#define FROM __builtin_return_address(0)

/* What the recorder knows of the thread that it is in. */
struct self {
    struct trace_slot *slot;         /* NULL: not recorded (yet) */
    struct trace_record *next, *end; /* room in the chunk that it has */
    uint32_t left;                   /* of TRACE_QUOTA */
    uint32_t until_look;             /* past the quota: locks until the clock is looked at */
    uint64_t many, many_since_ns;    /* past the quota: locks since then */
    struct trace_slot *child;        /* reserved for the process that it is about to fork */
    struct wait *wait;               /* the innermost that it is in */
    bool is_writing;
    bool is_exiting; /* it called pthread_exit or thrd_exit */
    bool is_main;    /* the first of its process: it has no first function of ours */
    bool is_over;    /* it has written its last record */
};
extern _Thread_local struct self self;

/* Past the quota the clock is looked at once in so many locks. */
enum { RECORD_LOOK_EVERY = 64 };

/* Write one record, whatever the quota says. cpu_us: 0 where the format has none. */
void record_at(const struct call *call, enum trace_event event, uint32_t arg, uint64_t t_ns,
               uint32_t cpu_us);
/* Write down the locks that were only counted up to `t_ns`. */
void record_many(uint64_t t_ns);
/* A lock was taken past the quota, and it is time to look at the clock. */
void record_look(void);
/* Record from now on, after the slot was filled in. */
void record_start(struct trace_slot *slot);

static inline void record(const struct call *call, enum trace_event event, uint32_t arg)
{
    if (self.left > 0)
        record_at(call, event, arg, clock_now_ns(), 0);
}

/* A mutex, rwlock or spin lock was acquired without a wait. */
static inline void record_taken(const struct call *call)
{
    self.slot->locks++;
    if (self.left > 0) {
        record_at(call, TRACE_TAKE, 0, clock_now_ns(), 0);
    } else {
        self.many++;
        if (--self.until_look == 0)
            record_look();
    }
}

#endif
