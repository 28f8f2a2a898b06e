#include "base/process.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"

/* /proc/PID/stat is "PID (name) STATE …"; the name may hold anything. Z and X: it has ended. */
static bool has_ended(pid_t pid)
{
    char path[32];
    struct buf stat = BUF_INIT;
    struct err ignored;
    snprintf(path, sizeof path, "/proc/%ld/stat", (long)pid);
    const char *name_end = file_read(path, &stat, &ignored) ? strrchr(stat.data, ')') : NULL;
    bool ended = name_end && strncmp(name_end, ") ", 2) == 0 && strchr("ZX", name_end[2]);
    buf_release(&stat);
    return ended;
}

bool process_lives(pid_t pid)
{
    return (kill(pid, 0) == 0 || errno == EPERM) && !has_ended(pid);
}
