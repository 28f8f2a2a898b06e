#include "recorder/lock.h"

void lock_waited(struct wait *wait, int error)
{
    bool is_held = lock_is_held(error);
    uint64_t took_ns =
        wait_end(wait, is_held ? TRACE_TAKE : TRACE_FAIL, is_held ? 0 : (uint32_t)error);
    if (!self.slot)
        return;
    self.slot->locks += is_held;
    self.slot->contended++;
    self.slot->blocked_ns += took_ns;
    if (is_held && self.left == 0)
        self.many++;
}

void lock_tried(const struct call *call, int error)
{
    if (lock_is_held(error))
        record_taken(call);
    else
        record(call, TRACE_FAIL, (uint32_t)error);
}
