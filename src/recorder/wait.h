/* wait: a call in which a thread may wait. Its state in the slot is what a killed run is read from.
 *
 *     struct wait wait WAIT_ENDS;
 *     wait_begin(&wait, &call, arg);
 *     result = REAL(name)(…);
 *     wait_end(&wait, TRACE_END, arg);
 *
 * WAIT_ENDS ends it also when the thread is cancelled in the call: the recorder is compiled with
 * -fexceptions, and is unwound like the program. Whoever leaves it by longjmp from a signal handler
 * leaves it open. */
#ifndef RECORDER_WAIT_H
#define RECORDER_WAIT_H

#include "recorder/thread.h"

struct wait {
    struct call call;
    uint32_t arg;
    uint64_t since_ns;
    bool is_open;
    bool is_recorded;   /* its TRACE_BEGIN is written */
    struct wait *outer; /* this one is in a signal handler that interrupted that one */
};

#define WAIT_ENDS __attribute__((cleanup(wait_cancelled)))

void wait_begin(struct wait *wait, const struct call *call, uint32_t arg);
/* Nothing of it changes errno. Returns how long it took. */
uint64_t wait_end(struct wait *wait, enum trace_event event, uint32_t arg);
/* End it if it is open. */
void wait_cancelled(struct wait *wait);

#endif
