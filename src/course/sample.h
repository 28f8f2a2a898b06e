/* sample: one program of a chapter as its author declared it: what is compiled and run, how, what
 * is shown of it, and what must happen. It says nothing about what did happen (run/result.h). */
#ifndef COURSE_SAMPLE_H
#define COURSE_SAMPLE_H

#include "base/hash.h"
#include "course/config.h"

/* A place in the course's text. */
struct place {
    const char *file; /* relative to the course: "content/03-sharing.md" */
    int line, column; /* 1-based */
};

struct source_file {
    const char *name; /* as the compiler sees it: "lost.c" for inline code, "sharing/lost.c" below
                       * samples/ for file= */
    struct str text;
    struct hash hash;
};

enum sample_depth {
    SAMPLE_SHOWN,    /* .show: neither compiled nor run */
    SAMPLE_COMPILED, /* .norun, or a source without entry */
    SAMPLE_RUN,
};

enum sample_end {
    SAMPLE_EXITS,         /* with `code` */
    SAMPLE_SIGNALED,      /* by signal `code` */
    SAMPLE_COMPILE_ERROR, /* it must not compile */
    SAMPLE_HANGS,         /* it must still run at its timeout */
};

enum expected_mode { EXPECTED_EXACT, EXPECTED_UNORDERED, EXPECTED_REGEX };

struct setting {
    const char *name, *value;
};

/* An ```output block. A line "..." stands for any lines in exact mode. */
struct expected {
    int fd; /* 1 stdout, 2 stderr */
    enum expected_mode mode;
    struct str text;
    struct place place;    /* of the opening fence */
    int end_line;          /* of the closing fence (last line of the block when it is not closed) */
    const char *prefix;    /* what stands before the fence on its line: indentation, "> " */
    bool is_nested;        /* it stands inside a fence: of an exercise or a solution */
    struct setting *point; /* the point of a sweep that it belongs to; none: every point that has no
                            * block of its own */
    size_t point_count;
};

struct line_range {
    int first, last; /* 1-based, both included, in the first file */
};

/* How many distinct outcomes the trials of a sample must have. */
enum outcomes_relation {
    OUTCOMES_ANY,
    OUTCOMES_EQUAL,
    OUTCOMES_LESS,
    OUTCOMES_AT_MOST,
    OUTCOMES_MORE,
    OUTCOMES_AT_LEAST,
};

/* Tools that a sample can be run under to find what a plain run does not show. */
enum check_tool {
    CHECK_TSAN,     /* ThreadSanitizer */
    CHECK_ASAN,     /* AddressSanitizer, with its leak check */
    CHECK_UBSAN,    /* UndefinedBehaviorSanitizer */
    CHECK_HELGRIND, /* Valgrind's */
    CHECK_MEMCHECK,
    CHECK_TOOLS
};

enum { SAMPLE_TRIALS_AUTO = -1 };

struct sample {
    const char *id;      /* unique in the course */
    bool named;          /* the author gave the id */
    const char *chapter; /* stem of the chapter: "03-sharing" */
    const char *number;  /* "3.4", see numbers.h; NULL: none */
    struct place place;  /* of the opening fence */
    const struct language *language;

    struct source_file
        *files; /* the program; the first is what is shown. Inline code is one file */
    size_t file_count;
    bool is_inline;
    bool has_entry; /* see struct language; true where the language has no entry */
    enum sample_depth depth;
    bool is_broken; /* its declaration has problems, so it is only shown */

    const char *cc, *std, *opt; /* effective values, defaults applied */
    struct words cflags, libs;
    struct words args, env; /* env: "NAME=value" words */
    struct words under; /* the command under which it is run: "valgrind --tool=helgrind"; no chapter
                         * says so, only checks do (run/check.h) */
    struct source_file *data; /* files put into the working folder */
    size_t data_count;
    /* What tracing adds (run/trace.h), and no chapter says: an object that is linked in, a library
     * that comes into the program by LD_PRELOAD. NULL: none. */
    const struct source_file *linked, *preloaded;
    bool has_stdin;
    struct str stdin_text;
    struct limits limits;
    bool tty;

    enum sample_end must_end;
    int must_code; /* exit code or signal number */
    struct expected *expected;
    size_t expected_count;

    struct line_range *shown; /* parts of the first file that the page shows; none: all of it */
    size_t shown_count;
    struct line_range *marked; /* lines to point at, ascending and apart */
    size_t marked_count;
    bool hidden, folded;
    const char *caption; /* "" when there is none */
    const char *layout;  /* "beside" or "below": where what it printed stands; NULL: as it fits */
    const char *diff;    /* the id of the sample against which changes are shown; NULL: none */

    int trials; /* how often it is run to see what else it does; 0: not, SAMPLE_TRIALS_AUTO */
    enum outcomes_relation outcomes; /* how many different outcomes there must be */
    int outcomes_number;
    bool timed;
    int reps;                 /* timed runs; 0: as many as it takes (run/timing.h) */
    int warmup;               /* runs before them that don't count; 1 unless said */
    bool traced;              /* what each of its threads does is recorded */
    unsigned checks;          /* 1u << each enum check_tool that it is run under */
    const char *finds;        /* what one of them must find ("data race"); NULL: nothing */
    const char *asm_function; /* whose machine code is shown; NULL: none */

    /* A sweep is a sample that stands for others, its points: one for each combination of the values,
     * the last parameter fastest. Each is a whole sample with its values put in, but with the sweep's
     * id, and no sweep itself. The sweep's own attributes are those of its first point, and nothing is
     * compiled or run for it. */
    struct words parameters; /* their names; of a sweep and of its points. None: it is neither */
    struct sample *points;   /* of a sweep */
    size_t point_count;
    struct words values; /* of a point, as parameters */
};

/* "tsan"; and for people: "ThreadSanitizer". */
const char *check_tool_name(enum check_tool tool);
const char *check_tool_title(enum check_tool tool);

/* "SIGSEGV" for 11; "signal 77" style for unknown ones, in the arena. */
const char *signal_name(struct arena *a, int number);
/* 0 when there is no such signal. */
int signal_number(const char *name);

#endif
