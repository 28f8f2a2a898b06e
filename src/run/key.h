/* key: what the result of a job depends on, as text that a person can read:
 *
 *     drawloom compile 2
 *     sandbox full
 *     language c
 *     tool cc (Debian 12.2.0-14) 12.2.0
 *     opt -O2
 *     …
 *     source lost.c 6c5e…
 *     depends samples/include/queue.h 0f3a…
 *
 * A line is a label, a blank, and a value. Nothing of the chapter is in it: no line, no id that was
 * not given, no text around the sample. The first line's number changes when drawloom compiles or
 * runs in another way; then everything is done again. */
#ifndef RUN_KEY_H
#define RUN_KEY_H

#include "base/buf.h"
#include "run/file_hashes.h"
#include "run/tool.h"

/* What is the same for all samples of a build. */
struct key_setting {
    const char *sandbox;          /* "full" */
    const struct words *readable; /* of course.lua */
    int compile_timeout_ms;
};

/* Everything but the headers, of which only the compiler knows. */
void key_compile_base(const struct sample *sample, const struct tool *tool,
                      const struct words *includes, const struct key_setting *setting,
                      struct buf *out);

/* The whole key: the base, and the files that were read ("paths", one a line), as they are now. */
void key_compile(const char *base, const char *paths, struct file_hashes *files, struct buf *out);

/* Everything but the program. `tool`: of a script's interpreter; the tool that compiled a program is
 * in the program's key. */
void key_run_base(const struct sample *sample, const struct tool *tool,
                  const struct key_setting *setting, struct buf *out);

/* The whole key of a run of the program that was compiled under the key `compile`; NULL: a script. */
void key_run(const char *base, const char *compile, struct buf *out);

/* The whole key of trials, timed runs or the traced run of the run whose key is `run`: what is asked
 * for, and the machine. Of a trace_variant, key_trace has the recorder as well. */
typedef void key_measured(const char *run, const struct sample *sample,
                          const struct machine *machine, struct buf *out);
key_measured key_trials, key_time, key_trace;

/* Why `new` is not `old`, in words: `opt changed: "-O0" is now "-O2"`. */
void key_explain(const char *old, const char *new, struct buf *out);

#endif
