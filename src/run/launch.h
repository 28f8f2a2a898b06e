/* launch: what it takes to run one program to its end, with limits, and what comes of it. */
#ifndef RUN_LAUNCH_H
#define RUN_LAUNCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/err.h"
#include "run/launch_protocol.h"
#include "run/switches.h"

/* The environment of compilers, and of programs before the variables of their sample; programs are
 * looked up in its PATH. Fixed, so that nothing depends on who builds. */
extern const char *const launch_env[];

/* A file that the program finds in its working folder. */
struct launch_file {
    const char *name; /* relative: "words.txt", "samples/include/must.h" */
    struct str bytes;
    mode_t mode; /* permissions */
};

/* What a traced program gets, and what watches it from outside. */
struct launch_trace {
    int arena; /* the memory file of trace_format.h, sealed */
    struct switch_watch *watch;
};

struct launch_spec {
    const char *exec;        /* the file, or a name to look up in PATH */
    const char *const *argv; /* NULL-terminated; argv[0] is what the program is called */
    const char *const *env;  /* NULL-terminated: its whole environment, fixed so that runs repeat */
    const struct launch_file *files; /* all that is in its working folder */
    size_t file_count;
    const char *const *wanted; /* NULL-terminated: names of files that it may have made and that the
                                * caller wants; at most LAUNCH_MAX_WANTED; NULL: none */
    bool has_stdin;            /* otherwise it reads end of file at once */
    struct str stdin_text;
    bool tty;            /* stdout and stderr are terminals, one each, that change no byte */
    bool is_compiler;    /* may fork at the reduced level */
    bool is_timed;       /* it kept its limits before, and is watched less closely now */
    int timeout_ms;      /* wall clock, for the program and all that it started */
    size_t memory_bytes; /* of all its processes together; 0: no limit */
    int processes;       /* and threads, together; 0: no limit */
    int nofile;          /* descriptors that are open at once; 0: as drawloom's */
    size_t file_bytes;   /* of one file, and of each of /box and /tmp */
    int inodes;          /* of each of /box, /tmp and /dev/shm */
    size_t max_output;   /* bytes of each stream; a program that writes more is killed */
    const struct launch_trace *trace; /* NULL: it is not traced */
};

enum launch_end {
    LAUNCH_EXITED,   /* code: exit status */
    LAUNCH_SIGNALED, /* code: signal */
    LAUNCH_TIME_LIMIT,
    LAUNCH_MEMORY_LIMIT,
    LAUNCH_PROCESS_LIMIT,
    LAUNCH_FILE_LIMIT, /* a file system of it was full, or a file too long */
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
    bool truncated;   /* something was written past max_output */
    int64_t begin_ns; /* CLOCK_MONOTONIC */
    double wall_s, user_s, sys_s;
    uint64_t max_rss_kib;
    uint64_t involuntary_switches; /* of all that was waited for */
    double delay_s;                /* how long the program's first thread was ready without a CPU */
    /* As spec->wanted: a descriptor open for reading, a regular file of which no other process knows
     * any more; -1: not there. */
    int found[LAUNCH_MAX_WANTED];
};
void launch_result_init(struct launch_result *result);    /* empty */
void launch_result_release(struct launch_result *result); /* closes what was found, too */

/* Where the programs are that it takes, and what stops all launches at once. */
struct launcher {
    const char *path;  /* of drawloom-launch */
    int stop_fd;       /* becomes readable when the build is interrupted; -1: never */
    const char *bwrap; /* NULL: /usr/bin/bwrap */
};

/* Whether stop_fd is readable. */
bool launcher_is_stopped(const struct launcher *launcher);

#endif
