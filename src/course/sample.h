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

/* An ```output block. A line "..." stands for any lines in exact mode. */
struct expected {
    int fd; /* 1 stdout, 2 stderr */
    enum expected_mode mode;
    struct str text;
    struct place place; /* of the opening fence */
    int end_line;       /* of the closing fence (last line of the block when it is not closed) */
    const char *prefix; /* what stands before the fence on its line: indentation, "> " */
    bool is_nested;     /* it stands inside a fence: of an exercise or a solution */
};

struct line_range {
    int first, last; /* 1-based, both included, in the first file */
};

struct sample {
    const char *id;      /* unique in the course */
    bool named;          /* the author gave the id */
    const char *chapter; /* stem of the chapter: "03-sharing" */
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
    struct words args, env;   /* env: "NAME=value" words */
    struct source_file *data; /* files put into the working folder */
    size_t data_count;
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
    bool hidden, folded;
    const char *caption; /* "" when there is none */
};

/* "SIGSEGV" for 11; "signal 77" style for unknown ones, in the arena. */
const char *signal_name(struct arena *a, int number);
/* 0 when there is no such signal. */
int signal_number(const char *name);

#endif
