#include "recorder/record.h"

#include "recorder/real.h"

_Thread_local struct self self;

static bool find_room(void)
{
    struct trace_chunk *chunk = arena_chunk(self.slot);
    if (!chunk)
        return false;
    self.next = chunk->records;
    self.end = chunk->records + TRACE_CHUNK_RECORDS;
    return true;
}

static void count_quota(uint64_t t_ns)
{
    if (self.left == 0 || --self.left > 0)
        return;
    self.slot->past_quota = 1;
    self.many_since_ns = t_ns;
    self.until_look = RECORD_LOOK_EVERY;
}

static inline void fill_in(const struct call *call, enum trace_event event, uint32_t arg,
                           uint64_t t_ns, uint32_t cpu_us)
{
    struct trace_record *r = self.next++;
    r->t_ns = t_ns;
    r->object = call->object;
    r->arg = arg;
    r->pc = (uint32_t)arena_offset(call->from);
    r->cpu_us = cpu_us;
    r->what = call->what;
    r->flags = (uint8_t)(call->flags | (self.left == 0 ? TRACE_LATE : 0));
    r->spare = call->spare;
    __atomic_store_n(&r->event, event, __ATOMIC_RELEASE);
    self.slot->recorded++;
    count_quota(t_ns);
}

void record_at(const struct call *call, enum trace_event event, uint32_t arg, uint64_t t_ns,
               uint32_t cpu_us)
{
    if (self.is_writing) {
        self.slot->lost++;
        return;
    }
    self.is_writing = true;
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
    if (LIKELY(self.next != self.end) || find_room())
        fill_in(call, event, arg, t_ns, cpu_us);
    else
        self.slot->lost++;
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
    self.is_writing = false;
}
void record_many(uint64_t t_ns)
{
    if (self.many == 0)
        return;
    struct call span = {.object = t_ns - self.many_since_ns};
    record_at(&span, TRACE_MANY, self.many < UINT32_MAX ? (uint32_t)self.many : UINT32_MAX, t_ns,
              0);
    self.many = 0;
}

void record_look(void)
{
    uint64_t now = clock_now_ns();
    self.until_look = RECORD_LOOK_EVERY;
    if (now - self.many_since_ns < TRACE_MANY_NS)
        return;
    record_many(now);
    self.many_since_ns = now;
}

void record_start(struct trace_slot *slot)
{
    uint32_t before = slot->recorded; /* by the image that became this one */
    self = (struct self){
        .slot = slot,
        .left = before < TRACE_QUOTA ? TRACE_QUOTA - before : 0,
        .until_look = RECORD_LOOK_EVERY,
        .many_since_ns = clock_now_ns(),
    };
}
