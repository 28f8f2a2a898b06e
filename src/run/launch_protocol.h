/* launch_protocol: what drawloom and drawloom-launch say to each other.
 *
 * drawloom-launch is a small program that stands between drawloom and every program that it starts.
 * It is separate for three reasons: its own memory is tiny, so that the child's peak memory is the
 * child's (a process made by fork or vfork inherits its parent's peak through exec); it adopts
 * whatever the child leaves behind (PR_SET_CHILD_SUBREAPER) and kills it; and it dies, killing
 * everything, when drawloom does, because it notices the end of the control pipe. It is the one place
 * through which every child process is started.
 *
 * Arguments: decimal numbers and strings in this order, then the program's own argument vector:
 *   drawloom-launch TIMEOUT_MS MEMORY_BYTES DIR EXEC ARGV0 [ARG ...]
 * EXEC is the file to execute (looked up in PATH when it has no slash), ARGV0 what it is called.
 * Descriptors: 0, 1, 2 the program's own; LAUNCH_CONTROL: reading end of a pipe whose other end
 * drawloom holds (a byte, or end of file: kill everything now); LAUNCH_REPORT: writing end of a pipe for
 * one struct launch_report, written when nothing of the program is alive any more. The environment is
 * the program's. */
#ifndef RUN_LAUNCH_PROTOCOL_H
#define RUN_LAUNCH_PROTOCOL_H

#include <stdint.h>

#define LAUNCH_CONTROL 3
#define LAUNCH_REPORT 4

enum launch_cause {
    LAUNCH_ENDED,     /* by itself: `status` tells how */
    LAUNCH_TIMED_OUT, /* killed at TIMEOUT_MS */
    LAUNCH_MEMORY,    /* killed: all its processes together had more than MEMORY_BYTES; also when it
                       * had already ended, but the largest of them had had more */
    LAUNCH_STOPPED,   /* killed because drawloom said so */
    LAUNCH_FAILED,    /* could not be started; `error` is the errno, `step` where */
};

enum launch_step { LAUNCH_STEP_DIR, LAUNCH_STEP_FORK, LAUNCH_STEP_EXEC, LAUNCH_STEP_OTHER };

struct launch_report {
    uint32_t cause;   /* enum launch_cause */
    int32_t status;   /* as waitpid gives it; LAUNCH_ENDED only */
    int32_t error;    /* errno */
    uint32_t step;    /* enum launch_step */
    uint64_t wall_ns; /* from just before the fork to the end of the program itself */
    uint64_t user_us, sys_us;
    uint64_t max_rss_kib; /* of the largest process */
};

#endif
