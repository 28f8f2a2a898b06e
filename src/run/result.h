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

/* What trials came to in one way: what was printed on stdout, and how it ended. */
struct outcome {
    struct str out, err; /* err: of the first run that came to it */
    enum result_end end;
    int code;
    size_t count; /* runs */
};

enum trials_stop {
    TRIALS_COUNT, /* as many as were asked for, or the most that auto makes */
    TRIALS_CLEAR, /* auto: the picture was clear */
    TRIALS_FULL,  /* there were more outcomes than can be kept */
    TRIALS_TIME,  /* the time was over */
};
const char *trials_stop_name(enum trials_stop stop); /* "count", "clear", "full", "time" */

/* A program that was run many times, each alone on the machine. */
struct trials_result {
    struct outcome *outcomes; /* most common first; of equals the one that came first */
    size_t outcome_count;
    size_t runs;
    enum trials_stop stop;
    const char *measured_at, *machine_id;
};

/* The same, judged. */
struct trials_verdict {
    /* Runs that printed what the ```output blocks say; all of them if there are none. */
    size_t right;
    bool *is_right; /* as outcomes */
    /* With one outcome: any other is rarer than this, at 95 % (Clopper and Pearson's bound for none of
     * n, about 3/n); else 0. */
    double bound;
    bool numeric;      /* the outcomes differ in one number, at one place */
    double *values;    /* numeric: as outcomes */
    bool has_expected; /* numeric: the ```output block has that number, too */
    double expected_value;
};

enum time_status {
    TIME_OK,
    TIME_TOO_SHORT, /* under 5 ms, where starting a program costs more than it does */
    TIME_FAILED,    /* one run did not end as the sample must: no time is given */
};

const char *time_status_name(enum time_status status); /* "ok", "too-short", "failed" */

/* Runs of a program that had the machine to itself. */
struct time_result {
    enum time_status status;
    int warmup;
    size_t reps;
    double *wall_s, *cpu_s;    /* in the order of the runs */
    size_t discarded;          /* disturbed runs that were repeated */
    const char *noisy_why;     /* why the times may be off; NULL: nothing was noticed */
    struct run_result *failed; /* TIME_FAILED: the run that went wrong */
    const char *measured_at, *machine_id;
};

/* What every thread of one recorded run did. */
struct trace_result {
    enum result_end end; /* of that run */
    int code;
    double wall_s;
    struct str model;      /* JSON, as timeline_json (run/timeline.h) writes it; empty: see `why` */
    size_t lanes;          /* threads and processes in it */
    const char *deadlock;  /* who holds what and waits for whom, a sentence; NULL: none */
    const char *why;       /* why nothing was recorded; NULL: something was */
    const char *noisy_why; /* what else was on the machine; NULL: nothing was noticed */
    const char *measured_at, *machine_id;
};

/* What a tool said about one run. */
struct check_result {
    enum check_tool tool;
    bool is_known; /* false: it could not be built or run to a verdict; `why` tells */
    bool is_cut;   /* not known, because a sample that must hang was killed before the tool told */
    const char *why;   /* also: why `finds` names nothing. NULL: there is nothing to be said */
    const char *finds; /* in the tool's words: "data race"; NULL: clean */
    bool ok;           /* as the sample expects */
    struct str brief;  /* of the first report, what a student needs */
    struct str report; /* everything the tool printed */
    struct check_location {
        const char *file; /* as in source_file.name */
        int line;
        const char *what; /* "write by thread T2", "previous read by main thread"; "" */
    } * locations;        /* in files of the sample, in the order of the report, each line once */
    size_t location_count;
    struct words command; /* the compile that is special to it; for Valgrind, the run */
};

/* One line of a function's machine code. */
struct asm_line {
    const char *text; /* "main:", "\taddl\t$1, %eax" without the tabs: one blank */
    int line;         /* of the first source file; 0: none */
};

struct asm_result {
    struct asm_line *lines;
    size_t count;
    const char *why; /* NULL; otherwise there are no lines, and this is the reason */
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
    const struct trials_result *trials;   /* NULL: none */
    struct trials_verdict trials_verdict;
    const struct time_result *time;   /* NULL: not timed */
    const struct trace_result *trace; /* NULL: not traced */
    struct check_result *checks;      /* as the bits of sample->checks, ascending */
    size_t check_count;
    const struct asm_result *assembly; /* NULL: not asked for */
    struct result *points;             /* of a sweep: as sample->points */
    size_t point_count;
    struct verdict *verdicts; /* one for each sample->expected */
    size_t verdict_count;
    bool ended_as_expected;
    bool ok; /* all that was expected happened */
};

/* The value of `{lua} …` in prose. */
struct value_result {
    const char *text; /* NULL: it could not be computed (a problem says why) */
};

enum claim_verdict {
    CLAIM_HOLDS,
    CLAIM_FAILS,
    CLAIM_UNSETTLED, /* the interval straddles, a time is noisy, there are too few cores */
};
const char *claim_verdict_name(enum claim_verdict verdict); /* "holds", "fails", "unsettled" */

struct claim_result {
    bool is_known; /* false: it could not be computed (a problem says why) */
    enum claim_verdict verdict;
    const char *reason;       /* CLAIM_UNSETTLED: why; else NULL */
    const char *left, *right; /* the values of both sides, formatted, with intervals where there are
                               * some; right is NULL when there is no comparison, both when they could
                               * not be computed (CLAIM_UNSETTLED) */
};

struct series_point {
    double x;
    const char *label; /* of x, where x is no number: "threads", "4"; NULL: x itself */
    double y, low, high;
    bool has_interval;
    bool noisy;
};

struct series {
    const char *name; /* "" for a single one */
    struct series_point *points;
    size_t count;
};

/* What a ```compare or ```chart block shows. */
struct figure_result {
    bool is_known; /* false: it could not be computed (a problem says why) */
    enum chart_kind kind;
    const char *x_label, *y_label;
    const char *y_unit; /* "s", "B" or "" */
    /* Compare: one series of times, one point for each of figure->of, and one of ratios to the first. */
    struct series *series;
    size_t series_count;
    const char *story; /* the picture in a sentence, for those who don't see it */
};

struct chapter_values {
    struct value_result *values;   /* as chapter->values */
    struct claim_result *claims;   /* as chapter->claims */
    struct figure_result *figures; /* as chapter->figures */
    const char *
        *formulas; /* as chapter->formulas: MathML that may stand in a page; NULL: it could not
                            * be made (a problem says why), or nothing was made */
};

/* What is otherwise than in the build before; see site/history.h. */
struct change {
    const char *sample;         /* its id, "ID (threads=4)" of a point; of a claim, the chapter */
    const char *what;           /* "output", "end", "time", "new", …: site/history.h lists them */
    const char *before, *after; /* NULL: there is nothing to be said */
};

struct results {
    const struct course *course;
    struct machine machine;
    const char *sandbox;   /* "full", "reduced", "off" */
    bool frozen;           /* all results were read from content/frozen, not made here */
    const char *frozen_at; /* frozen: when they were made, as measured_at; else NULL */
    /* What `drawloom freeze` writes: whoever settles the samples adds an entry for each job that a
     * result came from (run/frozen.h), and fills in the tools. */
    struct frozen_entry *entries;
    size_t entry_count;
    const struct tool *tools; /* of tools_identify */
    size_t tool_count;
    struct change *changes; /* since the build before; pages show them */
    size_t change_count;
    /* UTC, as measured_at; NULL: nothing has ever changed. */
    const char *changes_at, *changes_since;
    struct result *samples;          /* as course->samples */
    struct chapter_values *chapters; /* as course->chapters */
    struct chapter_values glossary;  /* of course->glossary, which has only formulas */
    struct problems problems;        /* course->problems and what judging added */
    struct words headers; /* absolute paths of the files outside the course that compiles read (from
                           * dependency output, hits included), each once; see site/ledger.h */
    struct arena arena;
    struct crew *crew; /* memory of the values; NULL when there are none */
};
/* What happened to the sample with this id; NULL: there is none. */
const struct result *results_sample(const struct results *results, const char *id);
void results_release(struct results *results);

#endif
