/* launch: run one program to its end, with limits, and take what it prints. Knows nothing about
 * samples. Any thread may call it: it never changes this process's folder, environment or signals. */
#ifndef RUN_LAUNCH_H
#define RUN_LAUNCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

struct launch_spec {
    const char *exec;        /* the file, or a name to look up in PATH */
    const char *const *argv; /* NULL-terminated; argv[0] is what the program is called */
    const char *const *env;  /* NULL-terminated: its whole environment, fixed so that runs repeat */
    const char *dir;         /* its working directory */
    bool has_stdin;          /* otherwise it reads end of file at once */
    struct str stdin_text;
    bool tty;            /* stdout and stderr are terminals, one each, that change no byte */
    int timeout_ms;      /* wall clock, for the program and all that it started */
    size_t memory_bytes; /* of all its processes together; 0: no limit */
    size_t max_output;   /* bytes of each stream; a program that writes more is killed */
};

enum launch_end {
    LAUNCH_EXITED,   /* code: exit status */
    LAUNCH_SIGNALED, /* code: signal */
    LAUNCH_TIME_LIMIT,
    LAUNCH_MEMORY_LIMIT,
    LAUNCH_OUTPUT_LIMIT,
};

/* What was read in one piece: the order in which the two streams came. */
struct launch_chunk {
    int fd; /* 1 or 2 */
    size_t len;
};

struct launch_result {
    enum launch_end end;
    int code;
    struct buf out, err;         /* at most max_output bytes each */
    struct launch_chunk *chunks; /* neighbours of one stream are joined; at most 1000 */
    size_t chunk_count;
    bool truncated; /* something was written past max_output */
    double wall_s, user_s, sys_s;
    uint64_t max_rss_kib;
};

/* Where drawloom-launch is and what stops all launches at once. */
struct launcher {
    const char *path; /* of drawloom-launch */
    int stop_fd;      /* becomes readable when the build is interrupted; -1: never */
};

/* Whether stop_fd is readable. */
bool launcher_is_stopped(const struct launcher *launcher);

/* Run spec->argv. A program that fails, crashes or runs too long is a result, not an error: false
 * means that it could not be started or watched, or that the build was interrupted (launch_result is
 * then empty). The caller releases the result in either case. */
bool launch_run(const struct launcher *launcher, const struct launch_spec *spec,
                struct launch_result *result, struct err *err);
void launch_result_release(struct launch_result *result);

#endif
