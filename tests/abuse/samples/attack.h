/* attack.h: what the hostile samples share. Each line that a sample prints is judged:
 *
 *     GOT what        the attack worked; any such line fails the case
 *     refused what    it did not, and why
 *     END             the sample came to its end, so that silence is no success
 *
 * Lines go out at once: a sample that is killed has said what it did until then. canary.h, made
 * anew in each run, names the canaries of the host: SECRET, COURSE, VICTIM, TCP_PORT, ... */
#ifndef ATTACK_H
#define ATTACK_H

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "canary.h"

static inline void say(const char *format, ...)
{
    char line[1024];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(line, sizeof line - 1, format, args);
    va_end(args);
    if (len > (int)sizeof line - 2)
        len = sizeof line - 2;
    line[len] = '\n';
    if (write(1, line, (size_t)len + 1) < 0)
        _exit(97);
}

/* Judge a system call: what it gave, -1 for refused. */
static inline bool tried(const char *what, long result)
{
    if (result == -1)
        say("refused %s: %s", what, strerrorname_np(errno));
    else
        say("GOT %s", what);
    return result != -1;
}

static inline int end(void)
{
    say("END");
    return 0;
}

static inline void nap(double seconds)
{
    struct timespec time = {(time_t)seconds, (long)((seconds - (time_t)seconds) * 1e9)};
    while (nanosleep(&time, &time) != 0)
        ;
}

static inline double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Memory that no optimiser thinks away. */
static inline void take_memory(size_t size)
{
    char *block = malloc(size);
    if (block)
        memset(block, 1, size);
    __asm__ volatile("" : : "r"(block) : "memory");
}

/* The beginning of a file, as text; false: it could not be read. */
static inline bool slurp(const char *path, char *text, size_t size)
{
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return false;
    size_t len = 0;
    for (ssize_t n; len < size - 1 && (n = read(fd, text + len, size - 1 - len)) > 0;)
        len += (size_t)n;
    close(fd);
    for (size_t i = 0; i < len; i++)
        if (text[i] == '\0')
            text[i] = '\n';
    text[len] = '\0';
    return true;
}

#endif
