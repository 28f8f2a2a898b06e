/* Processes: fork, spawn, ends. */
#include "recorder/process.h"

#include <errno.h>

#include "recorder/thread.h"

/* Called by fork itself (pthread_atfork), so that a fork inside libc, as of daemon(3), is seen too: of
 * such a child nobody reserved the slot. */
void process_begin_child(void)
{
    if (!arena.head)
        return;
    struct trace_slot *slot = self.child;
    if (!slot)
        slot = arena_slot(self.slot ? arena_slot_index(self.slot) : -1);
    self.slot = NULL;
    self.is_over = true; /* when there is no slot */
    if (!slot)
        return;
    thread_begin(slot, TRACE_PROCESS);
    self.is_main = true;
}

static void created(uint64_t child_slot, pid_t pid, uint64_t t_ns, const void *from)
{
    struct call call = {.object = child_slot, .from = from, .what = TRACE_PROCESS};
    record_at(&call, TRACE_CREATE, (uint32_t)pid, t_ns, 0);
}

static pid_t fork_from(const void *from)
{
    if (!thread_is_recorded())
        return REAL(fork)();
    struct trace_slot *child = arena_slot(arena_slot_index(self.slot));
    uint64_t t_ns = clock_now_ns();
    self.child = child;
    pid_t pid = REAL(fork)();
    self.child = NULL;
    if (pid > 0 && child)
        created((uint64_t)arena_slot_index(child), pid, t_ns, from);
    return pid;
}

pid_t WRAP(fork)(void)
{
    return fork_from(FROM);
}

/* The child of a vfork runs in its parent's memory, where the recorder could not tell them apart. And
 * nothing that returns may call vfork. */
pid_t WRAP(vfork)(void)
{
    return fork_from(FROM);
}

int WRAP(posix_spawn)(pid_t *restrict pid, const char *restrict path,
                      const posix_spawn_file_actions_t *actions,
                      const posix_spawnattr_t *restrict attributes, char *const argv[restrict],
                      char *const env[restrict])
{
    if (!thread_is_recorded())
        return REAL(posix_spawn)(pid, path, actions, attributes, argv, env);
    pid_t made = 0;
    uint64_t t_ns = clock_now_ns();
    int error = REAL(posix_spawn)(&made, path, actions, attributes, argv, env);
    if (error != 0)
        return error;
    if (pid)
        *pid = made;
    created(UINT64_MAX, made, t_ns, FROM);
    return 0;
}

int WRAP(posix_spawnp)(pid_t *restrict pid, const char *restrict file,
                       const posix_spawn_file_actions_t *actions,
                       const posix_spawnattr_t *restrict attributes, char *const argv[restrict],
                       char *const env[restrict])
{
    if (!thread_is_recorded())
        return REAL(posix_spawnp)(pid, file, actions, attributes, argv, env);
    pid_t made = 0;
    uint64_t t_ns = clock_now_ns();
    int error = REAL(posix_spawnp)(&made, file, actions, attributes, argv, env);
    if (error != 0)
        return error;
    if (pid)
        *pid = made;
    created(UINT64_MAX, made, t_ns, FROM);
    return 0;
}

void process_exit(int status, void *nothing)
{
    (void)nothing;
    thread_end(TRACE_PROCESS, self.is_main ? TRACE_RETURNED : TRACE_EXITED,
               (uint32_t)status & 0xff);
}

/* libc calls this in the end too, when process_exit was here already: then it does nothing. */
void WRAP(_exit)(int status)
{
    thread_end(TRACE_PROCESS, TRACE_EXITED, (uint32_t)status & 0xff);
    REAL(_exit)(status);
    __builtin_unreachable();
}

void WRAP(_Exit)(int status)
{
    thread_end(TRACE_PROCESS, TRACE_EXITED, (uint32_t)status & 0xff);
    REAL(_Exit)(status);
    __builtin_unreachable();
}
