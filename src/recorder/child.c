/* Waiting for children. */
#include <errno.h>

#include "recorder/wait.h"

/* `pid` as waitpid(2) has it. */
static void begin(struct wait *wait, pid_t pid, int options, const void *from)
{
    struct call call = {
        .from = from,
        .what = TRACE_PROCESS,
        .flags = options & WNOHANG ? TRACE_TIMED : 0,
    };
    wait_begin(wait, &call, pid > 0 ? (uint32_t)pid : 0);
}

static pid_t end(struct wait *wait, pid_t pid)
{
    wait_end(wait, TRACE_END, pid > 0 ? (uint32_t)pid : 0);
    return pid;
}

pid_t WRAP(wait)(int *status)
{
    if (!thread_is_recorded())
        return REAL(wait)(status);
    struct wait waiting WAIT_ENDS;
    begin(&waiting, 0, 0, FROM);
    return end(&waiting, REAL(wait)(status));
}

pid_t WRAP(waitpid)(pid_t pid, int *status, int options)
{
    if (!thread_is_recorded())
        return REAL(waitpid)(pid, status, options);
    struct wait waiting WAIT_ENDS;
    begin(&waiting, pid, options, FROM);
    return end(&waiting, REAL(waitpid)(pid, status, options));
}

pid_t WRAP(wait3)(int *status, int options, struct rusage *usage)
{
    if (!thread_is_recorded())
        return REAL(wait3)(status, options, usage);
    struct wait waiting WAIT_ENDS;
    begin(&waiting, 0, options, FROM);
    return end(&waiting, REAL(wait3)(status, options, usage));
}

pid_t WRAP(wait4)(pid_t pid, int *status, int options, struct rusage *usage)
{
    if (!thread_is_recorded())
        return REAL(wait4)(pid, status, options, usage);
    struct wait waiting WAIT_ENDS;
    begin(&waiting, pid, options, FROM);
    return end(&waiting, REAL(wait4)(pid, status, options, usage));
}

int WRAP(waitid)(idtype_t type, id_t id, siginfo_t *info, int options)
{
    if (!thread_is_recorded())
        return REAL(waitid)(type, id, info, options);
    struct wait waiting WAIT_ENDS;
    begin(&waiting, type == P_PID ? (pid_t)id : 0, options, FROM);
    int result = REAL(waitid)(type, id, info, options);
    end(&waiting, result == 0 && info ? info->si_pid : 0);
    return result;
}

int WRAP(system)(const char *command)
{
    if (!thread_is_recorded())
        return REAL(system)(command);
    struct wait waiting WAIT_ENDS;
    begin(&waiting, 0, 0, FROM);
    int status = REAL(system)(command);
    end(&waiting, 0);
    return status;
}

int WRAP(pclose)(FILE *stream)
{
    if (!thread_is_recorded())
        return REAL(pclose)(stream);
    struct wait waiting WAIT_ENDS;
    begin(&waiting, 0, 0, FROM);
    int status = REAL(pclose)(stream);
    end(&waiting, 0);
    return status;
}
