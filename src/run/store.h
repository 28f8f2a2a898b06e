/* store: the results of earlier builds, in one SQLite database in WAL mode, and the compiled
 * programs beside it:
 *
 *     .drawloom/results.db        jobs, measurements, dependencies, the record of the last build
 *     .drawloom/bin/HEX           compiled programs, named by their compile key
 *     .drawloom/work/             working folders of what runs now
 *     .drawloom/lock              flock'ed by the build that is under way
 *
 * A job is a compile or a run; measurements are trials, timed and traced runs. The key text of each says in
 * readable lines all that its result depends on; the key is the hash of that text. Every row carries a
 * checksum of its contents: a damaged row is dropped with a warning and done again; a database that
 * can't be read is set aside as results.db.damaged, one of another format as results.db.foreign, and a
 * new one begun. Any thread may call any function. */
#ifndef RUN_STORE_H
#define RUN_STORE_H

#include "base/buf.h"
#include "run/result.h"

struct store;

/* Open (and make) the store of the course in `root`, to look something up beside a build that may be
 * under way. `warnings` gets what was set aside. Errors: cannot be made or opened; a link stands in its
 * place. */
bool store_open(const char *root, struct arena *a, struct problems *warnings, struct store **store,
                struct err *err);
/* Open it for a build, which is alone with it: the lock is waited for, `waiting` (may be NULL) called
 * once if another build holds it; then what killed builds left is removed. Errors: as above, or it
 * cannot be written to, or a signal asked to stop (its handler must be installed without SA_RESTART).
 * The lock is released by store_close and by the kernel. */
bool store_open_alone(const char *root, void (*waiting)(void *ctx), void *ctx, struct arena *a,
                      struct problems *warnings, struct store **store, struct err *err);
void store_close(struct store *store); /* accepts NULL */

/* Append warnings about what was found damaged since the store was opened or this was last called. */
void store_warn(struct store *s, struct arena *a, struct problems *warnings);

/* Look up by the key text. False: not there. Results live in `a`. */
bool store_get_compile(struct store *s, const char *key_text, struct arena *a,
                       struct compile_result *result);
bool store_get_run(struct store *s, const char *key_text, struct arena *a,
                   struct run_result *result);

/* Keep a result. `sample` names it for store_last_key. Errors: disk full and the like. */
bool store_put_compile(struct store *s, const char *key_text, const char *sample,
                       const struct compile_result *result, struct err *err);
bool store_put_run(struct store *s, const char *key_text, const char *sample,
                   const struct run_result *result, struct err *err);

/* Measurements: the same rules. */
bool store_get_trials(struct store *s, const char *key_text, struct arena *a,
                      struct trials_result *result);
bool store_get_time(struct store *s, const char *key_text, struct arena *a,
                    struct time_result *result);
bool store_get_trace(struct store *s, const char *key_text, struct arena *a,
                     struct trace_result *result);
bool store_put_trials(struct store *s, const char *key_text, const char *sample,
                      const struct trials_result *result, struct err *err);
bool store_put_time(struct store *s, const char *key_text, const char *sample,
                    const struct time_result *result, struct err *err);
bool store_put_trace(struct store *s, const char *key_text, const char *sample,
                     const struct trace_result *result, struct err *err);

/* The MathML of a formula (formulas.h): the same rules. NULL: not there. */
const char *store_get_formula(struct store *s, const char *key_text, struct arena *a);
bool store_put_formula(struct store *s, const char *key_text, const char *mathml,
                       const char *measured_at, struct err *err);

enum store_kind {
    STORE_COMPILE,
    STORE_RUN,
    STORE_TRIALS,
    STORE_TIME,
    STORE_TRACE,
    STORE_FORMULA,
};
/* The key text of the newest job of that kind kept for the sample, in `a`; NULL when there is none. */
const char *store_last_key(struct store *s, enum store_kind kind, const char *sample,
                           struct arena *a);

/* Forget what is old: of each sample and kind the newest 20 results stay, and all whose keys were found
 * or put since the store was opened. So this is for the end of a build of all samples. Without new
 * results it does nothing. */
bool store_trim(struct store *s, struct err *err);

/* Which files the compile with these base inputs read last time (paths as the compiler named
 * them, one a line), in `a`; NULL when unknown. */
const char *store_get_depends(struct store *s, const char *base_text, struct arena *a);
bool store_put_depends(struct store *s, const char *base_text, const char *paths, struct err *err);

/* Small named records (the last build's inputs and outputs). NULL when missing or damaged. */
bool store_get_record(struct store *s, const char *name, struct buf *out);
bool store_put_record(struct store *s, const char *name, struct str value, struct err *err);

/* Path of the program with this compile key text, in `a`. */
const char *store_program_path(struct store *s, const char *key_text, struct arena *a);
/* Whether it is there, whole (size and hash as when it was put). */
bool store_has_program(struct store *s, const char *key_text);
/* Move the file `from` there. */
bool store_put_program(struct store *s, const char *key_text, const char *from, struct err *err);

/* A fresh, empty working folder below .drawloom/work, in `a`; the caller removes it with
 * file_remove_tree. */
const char *store_work_dir(struct store *s, struct arena *a, struct err *err);

#endif
