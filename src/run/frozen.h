/* frozen: results as text in the course itself, content/frozen/CHAPTER.txt, so that a site can be built
 * where nothing can be compiled or run, and so that a review shows when an output moved. `drawloom
 * freeze` writes them, --frozen builds from them, `drawloom check` says what has drifted.
 *
 * Each file says what the results came from, then has a block for each, as run/result_text.h writes
 * them, and ends in a checksum: what a program could have said is not to be typed. The format is in
 * frozen_text.c. A result is found by the hash of the text that makes its job equal to another in the
 * plan, in which there is no path of this machine and no line of a chapter. */
#ifndef RUN_FROZEN_H
#define RUN_FROZEN_H

#include "run/result.h"
#include "run/tool.h"

#define FROZEN_DIR "content/frozen"

enum frozen_kind {
    FROZEN_COMPILE,
    FROZEN_RUN,
    FROZEN_TRIALS,
    FROZEN_TIME,
    FROZEN_TRACE,
    FROZEN_PROGRAM
};

/* One result that went into the results of a build: for each sample and point one of each kind that it
 * has, in the order of the course, also where two samples share a job. */
struct frozen_entry {
    const struct sample *sample; /* the sample or point, never a variant for a check */
    const char *part; /* "": its own; "tsan" …: of that check; "asm": of its assembly */
    enum frozen_kind kind;
    struct hash equal;   /* of the job's text */
    const char *depends; /* FROZEN_COMPILE: what key_compile put behind the base; NULL unknown */
    /* the compile_result, run_result, trials_result, time_result or trace_result; of a FROZEN_PROGRAM
     * the assembly text, a struct str */
    const void *result;
};

/* What the results came from. */
struct frozen_head {
    const char *version; /* of drawloom */
    const char *sandbox; /* "full", "reduced", "off" */
    const char *made_at; /* when the newest of the results was: as measured_at */
    struct machine machine;
    struct tool *tools;
    size_t tool_count;
};

struct frozen;

/* "content/frozen/CHAPTER.txt", in `a`. */
const char *frozen_path(const char *chapter, struct arena *a);

/* Whether the course in `root` has a folder of frozen results. */
bool frozen_exists(const char *root);

/* Read the frozen results of the course's chapters; everything lives in `a`. A chapter without a file
 * is a chapter without frozen results. What is damaged is a problem (an error, with its line) and
 * counts as missing. Errors: there is no folder at all; a file cannot be read. */
bool frozen_read(const char *root, const struct course *course, struct arena *a,
                 struct problems *problems, struct frozen **frozen, struct err *err);

/* What they came from, borrowed; made_at is that of the newest file. Without any file all strings
 * are "". */
const struct frozen_head *frozen_head(const struct frozen *frozen);
/* What the tool with this version command said that it is; NULL: not known. */
const char *frozen_tool(const struct frozen *frozen, const char *command);

/* Look a result up by the text that makes its job equal to another. False: there is none; for a
 * compile also when a file of the course that it read is no longer as it was. Results live as long as
 * `frozen`; `a` is for the look-up. */
bool frozen_get_compile(const struct frozen *frozen, const char *text, struct arena *a,
                        struct compile_result *result);
bool frozen_get_run(const struct frozen *frozen, const char *text, struct arena *a,
                    struct run_result *result);
bool frozen_get_trials(const struct frozen *frozen, const char *text, struct arena *a,
                       struct trials_result *result);
bool frozen_get_time(const struct frozen *frozen, const char *text, struct arena *a,
                     struct time_result *result);
bool frozen_get_trace(const struct frozen *frozen, const char *text, struct arena *a,
                      struct trace_result *result);
bool frozen_get_program(const struct frozen *frozen, const char *text, struct arena *a,
                        struct str *program);

/* The result that stands for the same sample, point, part and kind, whatever it is of: as
 * entry->result; NULL: none. *equal: it is of an equal job. */
const void *frozen_find(const struct frozen *frozen, const struct frozen_entry *entry, bool *equal);

/* Append the text of one chapter's file. */
void frozen_write(const struct frozen_head *head, const struct frozen_entry *entries, size_t count,
                  struct buf *out);
/* "threads=4 opt=-O2" of a point of a sweep; "" of other samples. In `a`. */
const char *frozen_point(const struct sample *sample, struct arena *a);
/* When the newest of these results was made, as measured_at; "" when there is none. Borrowed. */
const char *frozen_newest(const struct frozen_entry *entries, size_t count);
/* What is kept of an assembly text: all before what is only for a debugger. Borrowed. */
struct str frozen_program(struct str assembly);
/* Whether a file begins as ours do. */
bool frozen_is_ours(struct str text);

/* Why a result of this sample was not found, as a sentence for a problem at its line. */
const char *frozen_why_missing(const struct frozen *frozen, const char *sample);

#endif
