/* launch_protocol: how drawloom and drawloom-launch speak to each other. Both are of one build, so
 * structs are sent as they are.
 *
 * drawloom-launch is one static program with two roles:
 *
 *     drawloom ── keep ── [bwrap ── bwrap as PID 1 ──] serve ── room ── program
 *
 * `drawloom-launch keep UID ARGV…` stands outside the sandbox. It becomes the subreaper, gives up
 * root for UID (0: stays who it is), and starts ARGV with an empty environment, close-on-exec for
 * LAUNCH_CONTROL and the rest of its descriptors open. When ARGV ends, or LAUNCH_CONTROL reads end
 * of file (drawloom closed it, or died), it kills every descendant until none is left, and ends.
 *
 * `drawloom-launch serve LEVEL [READABLE… FOLDER]` reads orders from LAUNCH_ORDERS, one after the
 * other, until end of file. LEVEL is "full" (it is alone in bubblewrap's namespaces and has
 * CAP_SYS_ADMIN, CAP_NET_ADMIN, CAP_SETPCAP and CAP_SYS_RESOURCE there), "reduced" or "off"; FOLDER, an
 * absolute path, is where the last two make the working folder `box` and the folder `tmp` of each run;
 * "full" has /box and /tmp. READABLE, absolute paths, is what programs may read besides the system at
 * "reduced".
 *
 * An order is one message on LAUNCH_ORDERS: a struct launch_order with exactly LAUNCH_ORDER_FDS
 * descriptors (SCM_RIGHTS, unix(7)), or LAUNCH_TRACED_FDS, in the order of enum launch_fd. For each
 * order, serve makes a room: a process that is PID 1 of new mount, PID and IPC namespaces ("full"),
 * which mounts fresh file systems, unpacks the luggage into the working folder, and starts the program
 * with its limits and the filter. It watches the time, the memory, the processes and the files; at the
 * end it kills all that lives in the room. Then one message comes back: a struct launch_report with the
 * descriptors of the wanted files that were found. By then nothing of the run is alive. */
#ifndef RUN_LAUNCH_PROTOCOL_H
#define RUN_LAUNCH_PROTOCOL_H

#include <stdint.h>

/* Descriptors of both roles; ARGV of keep inherits all but the first. */
enum {
    LAUNCH_CONTROL = 3, /* keep only: reading end of a pipe of which drawloom holds the other end */
    LAUNCH_ORDERS = 4,  /* a SOCK_SEQPACKET socket */
    LAUNCH_FILTER = 5,  /* a file of struct sock_filter (seccomp(2)); read by pread from its begin,
                         * because it is shared; empty: no filter */
    LAUNCH_IMAGE = 6,   /* "full": drawloom-launch itself, which bwrap starts as /proc/self/fd/6 */
};

/* How an order's descriptors follow each other. */
enum launch_fd {
    LAUNCH_FD_LUGGAGE, /* a file; described below; read by pread or mmap */
    LAUNCH_FD_STOP,    /* reading end of a pipe: a byte or end of file: kill the run now */
    LAUNCH_FD_STDIN,
    LAUNCH_FD_STDOUT,
    LAUNCH_FD_STDERR,
    LAUNCH_ORDER_FDS,
    /* two more with LAUNCH_TRACED: a memory file (run/trace_format.h), which the program gets as
     * TRACE_FD, whatever its limits are; */
    LAUNCH_FD_TRACE = LAUNCH_ORDER_FDS,
    /* and a SOCK_SEQPACKET socket whose other end has SO_PASSCRED: before it becomes the program, the
     * process sends one byte, so that drawloom learns its number, and waits for a byte or end of file;
     * its time begins later. */
    LAUNCH_FD_READY,
    LAUNCH_TRACED_FDS
};

enum { LAUNCH_MAX_WANTED = 8 };

enum launch_flag {
    LAUNCH_MAY_FORK = 1, /* "reduced": a compiler; elsewhere all may */
    LAUNCH_TIMED = 2,    /* look at its limits less often: looking takes time from it */
    LAUNCH_TRACED = 4,   /* LAUNCH_TRACED_FDS descriptors */
};

struct launch_order {
    uint32_t timeout_ms;   /* wall clock, from the start of the program */
    uint32_t flags;        /* of enum launch_flag */
    uint64_t memory_bytes; /* of all processes together, with what their file systems and System V
                            * segments hold; 0: no limit */
    uint32_t processes;    /* and threads, together; a run that has more is killed; 0: no limit */
    uint32_t nofile;       /* RLIMIT_NOFILE; 0: as inherited */
    uint64_t file_bytes;   /* RLIMIT_FSIZE, and the size of each of /box and /tmp; /dev/shm may hold
                            * memory_bytes */
    uint32_t inodes;       /* of each of the three */
};

/* The luggage is a struct launch_luggage, then `strings` NUL-terminated strings one behind the other:
 * the program to start (a name without a slash is looked up in the environment's PATH), `argc`
 * arguments (the first is what the program is called), `envc` variables "NAME=value" (where the value
 * is "/box" or "/tmp", it becomes that folder's real name), `wanted` names;
 * then `files` files, each a struct launch_item followed by its name with its NUL and its bytes. No
 * part is aligned. Names are relative to the working folder, without "..", "." or empty parts; the
 * folders that lead to them are made. */
struct launch_luggage {
    uint32_t argc, envc, wanted, files;
};
struct launch_item {
    uint64_t size;
    uint32_t mode;     /* permissions: 0444, 0644, 0755 */
    uint32_t name_len; /* with its NUL */
};

enum launch_cause {
    LAUNCH_ENDED,     /* by itself: `status` tells how */
    LAUNCH_TIMED_OUT, /* killed at timeout_ms */
    LAUNCH_MEMORY,    /* killed at memory_bytes; also when it had already ended, but the largest of
                       * its processes had had more */
    LAUNCH_PROCESSES, /* killed: it had more processes and threads than it may */
    LAUNCH_FILES,     /* killed: it filled a file system, or wrote past file_bytes (SIGXFSZ) */
    LAUNCH_STOPPED,   /* killed because drawloom said so */
    LAUNCH_FAILED,    /* could not be started; `error` is the errno, `step` where */
};

enum launch_step {
    LAUNCH_STEP_ROOM,    /* namespaces, mounts, folders */
    LAUNCH_STEP_LUGGAGE, /* unpacking: ENOSPC when it does not fit */
    LAUNCH_STEP_CONFINE, /* limits, capabilities, Landlock, filter */
    LAUNCH_STEP_FORK,
    LAUNCH_STEP_EXEC,
    LAUNCH_STEP_OTHER
};

/* A wanted file that is there but must not be read (a link, a device, …) counts as not found. */
struct launch_report {
    uint32_t cause;    /* enum launch_cause */
    int32_t status;    /* as waitpid gives it; LAUNCH_ENDED only */
    int32_t error;     /* errno */
    uint32_t step;     /* enum launch_step */
    uint64_t begin_ns; /* CLOCK_MONOTONIC, just before the program's execution */
    uint64_t wall_ns;  /* from then to its end, or to the moment when it was killed */
    uint64_t user_us, sys_us;
    uint64_t max_rss_kib;          /* of the largest process */
    uint64_t involuntary_switches; /* getrusage(2): of all that was waited for */
    uint64_t delay_ns; /* of the program's first thread: /proc/PID/schedstat, second number */
    uint32_t found;    /* bit i: wanted file i was found; descriptors come in this order. Each is
                           * open for reading and a regular file with one name */
};

#endif
