/* result: what really happened to a sample. The store keeps compile_result and run_result; the rest
 * is judged anew in every build, because it depends on what the author expects. */
#ifndef RUN_RESULT_H
#define RUN_RESULT_H

#include "course/course.h"
#include "run/machine.h"

enum result_end {
    END_EXITED,
    END_SIGNALED,
    END_TIMED_OUT,
    END_MEMORY,
    END_PROCESSES,
    END_OUTPUT_LIMIT,
    END_FILES,         /* its file systems were full, or a file too long */
    END_COMPILE_LIMIT, /* a compiler that ran into any of its limits */
};
/* "exited", "signaled", "timed-out", "memory", "processes", "output-limit", "files",
 * "compile-limit" */
const char *result_end_name(enum result_end end);

struct chunk {
    int fd;
    size_t len;
};

struct compile_result {
    struct words command; /* as shown: no path of the machine in it */
    enum result_end end;
    int code;
    struct str diagnostics; /* what the compiler printed */
    bool truncated;
    double wall_s;
    const char *measured_at; /* UTC, "2026-11-23T12:00:00Z" */
};

struct run_result {
    struct words command;
    enum result_end end;
    int code; /* exit status or signal number */
    struct str out, err;
    struct chunk *chunks; /* order of reading */
    size_t chunk_count;
    bool truncated;
    double wall_s, user_s, sys_s;
    uint64_t max_rss_kib;
    const char *measured_at;
    const char *machine_id; /* of the machine that ran it */
};

/* How one ```output block compares. */
struct verdict {
    const struct expected *expected;
    bool matched;
    const char *diff; /* unified, expected to actual; NULL when matched */
};

struct result {
    const struct sample *sample;
    const char *compiler; /* "gcc (Debian 12.2.0-14) 12.2.0"; the tool's first line; NULL unknown */
    const struct compile_result *compile; /* NULL: not compiled */
    const struct run_result *run;         /* NULL: not run */
    struct verdict *verdicts;             /* one for each sample->expected */
    size_t verdict_count;
    bool ended_as_expected;
    bool ok; /* all that was expected happened */
};

/* The value of `{lua} …` in prose. */
struct value_result {
    const char *text; /* NULL: it could not be computed (a problem says why) */
};

struct chapter_values {
    struct value_result *values; /* as chapter->values */
};

struct results {
    const struct course *course;
    struct machine machine;
    const char *sandbox;             /* "full", "reduced", "off" */
    struct result *samples;          /* as course->samples */
    struct chapter_values *chapters; /* as course->chapters */
    struct problems problems;        /* course->problems and what judging added */
    struct words headers; /* absolute paths of the files outside the course that compiles read (from
                           * dependency output, hits included), each once; see site/ledger.h */
    struct arena arena;
    struct crew *crew; /* memory of the values; NULL when there are none */
};
void results_release(struct results *results);

#endif
