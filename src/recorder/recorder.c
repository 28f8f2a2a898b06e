/* How a program is recorded.
 *
 * The recorder stands before the functions of libc in which threads meet (run/trace_calls.h): each call
 * does what it did, and leaves a record of when, where and on what. One source, two forms (real.h): a
 * library that is preloaded, and an object that is linked into static programs. It lives in
 * foreign programs, so it allocates nothing, opens nothing, takes no lock and changes no errno. Where
 * there is no memory file it does nothing.
 *
 *     arena      the memory file, its slots and chunks, and where the program's image lies
 *     record     this thread's room in it: one record, and the quota
 *     thread     a thread begins in its slot, and ends
 *     wait       a call that may wait: two records, and the state that outlives a kill
 *     lock       trying first, so that only what was waited for looks like a wait
 *
 * The rest are the wrappers themselves, by what they are about. All have one shape: a thread that isn't
 * recorded goes straight to the real function. Most of what they record costs a clock and 32 bytes; what a
 * million uncontended locks go through is inline, and past the quota only counts. */
#include "recorder/process.h"
#include "recorder/thread.h"

/* Before the constructors of the program; 101 is the first that is not the implementation's. */
__attribute__((constructor(101))) static void begin(void)
{
    if (!arena_attach())
        return;
    struct trace_slot *slot = arena_slot_before_exec();
    if (slot)
        thread_resume(slot);
    else if ((slot = arena_slot(-1)))
        thread_begin(slot, TRACE_PROCESS);
    self.is_main = true;
    pthread_atfork(NULL, NULL, process_begin_child);
    on_exit(process_exit, NULL);
}
