#include "recorder/wait.h"

/* The thread waits as `wait` says; NULL: not at all. */
static void show_state(struct trace_slot *slot, const struct wait *wait)
{
    __atomic_store_n(&slot->state, TRACE_NONE, __ATOMIC_RELEASE);
    if (!wait)
        return;
    slot->state_what = wait->call.what;
    slot->state_flags = wait->call.flags;
    slot->state_spare = wait->call.spare;
    slot->state_arg = wait->arg;
    slot->state_pc = (uint32_t)arena_offset(wait->call.from);
    slot->state_object = wait->call.object;
    slot->state_since_ns = wait->since_ns;
    __atomic_store_n(&slot->state, TRACE_BEGIN, __ATOMIC_RELEASE);
}

void wait_begin(struct wait *wait, const struct call *call, uint32_t arg)
{
    *wait = (struct wait){
        .call = *call,
        .arg = arg,
        .since_ns = clock_now_ns(),
        .is_open = true,
        .is_recorded = self.left > 0,
        .outer =
            self.wait > wait ? self.wait : NULL, /* deeper than this one: it was left by longjmp */
    };
    if (wait->is_recorded)
        record_at(call, TRACE_BEGIN, arg, wait->since_ns, clock_cpu_us());
    self.wait = wait;
    show_state(self.slot, wait);
}

/* Past the quota only a long wait is worth its records, and only now is it known to be one. */
static void record_late(struct wait *wait, uint64_t now)
{
    if (now - wait->since_ns < TRACE_LONG_NS)
        return;
    record_many(wait->since_ns);
    self.many_since_ns = now;
    record_at(&wait->call, TRACE_BEGIN, wait->arg, wait->since_ns, 0);
    wait->is_recorded = true;
}

uint64_t wait_end(struct wait *wait, enum trace_event event, uint32_t arg)
{
    wait->is_open = false;
    if (!self.slot)
        return 0;
    self.wait = wait->outer;
    show_state(self.slot, self.wait);
    uint64_t now = clock_now_ns();
    if (!wait->is_recorded)
        record_late(wait, now);
    if (wait->is_recorded)
        record_at(&wait->call, event, arg, now, clock_cpu_us());
    return now - wait->since_ns;
}

void wait_cancelled(struct wait *wait)
{
    if (wait->is_open)
        wait_end(wait, TRACE_END, 0);
}
