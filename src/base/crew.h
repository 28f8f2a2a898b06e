/* crew: do n things in child processes that can be stopped.
 *
 * Three kinds of work must end even when the code that does it does not: parsing (cmark needs
 * minutes for a wide table), templates and expressions (a Lua pattern can back-track for ever inside
 * one C call, where no hook runs). A thread can't be stopped from outside; a process can. Besides,
 * cmark-gfm keeps its table of special characters in a global that every parse changes, so two
 * parses in one process race.
 *
 * The children are forked from a process that has one thread at that moment. They take items from a
 * counter in shared memory and leave each result in a shared arena (arena.h), mapped at the same
 * address in all: a result is a plain pointer, nothing is serialised. When an item takes longer
 * than the deadline, or more memory than CREW_MEMORY_BYTES, or its child dies, the parent learns
 * which item it was, starts another child and goes on with the rest. A child never outlives its
 * parent. */
#ifndef BASE_CREW_H
#define BASE_CREW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

struct crew;

/* What one child may have resident, shared arena and all. */
#define CREW_MEMORY_BYTES ((size_t)1 << 30)

struct crew_spec {
    size_t n;        /* items */
    int workers;     /* child processes, at least 1 */
    int deadline_ms; /* wall clock for one item */
    /* Called once in each child; its result is the `local` of that child's calls. May be NULL. */
    void *(*begin)(void *ctx);
    /* Do item i. The result must lie in `shared` (or be NULL). */
    void *(*work)(void *ctx, void *local, size_t i, struct arena *shared);
    void *ctx;
    /* Called in the parent whenever another item is finished; may be NULL. */
    void (*progress)(void *ctx, size_t finished);
    /* Asked in the parent several times a second; true: all children are killed, what is not done
     * ends as CREW_STOPPED. May be NULL. */
    bool (*stop)(void *ctx);
};

enum crew_end {
    CREW_DONE,
    CREW_TIMED_OUT,
    CREW_TOO_LARGE, /* it needed more than CREW_MEMORY_BYTES */
    CREW_CRASHED,   /* its process ended: a crash, or the shared arena was too small */
    CREW_STOPPED,   /* spec->stop said so before it was done */
};

struct crew_result {
    enum crew_end end;
    int signal;  /* CREW_CRASHED: the signal, or 0 when it exited */
    void *value; /* CREW_DONE: what work returned */
};

/* Run the work. results has spec->n entries; they live as long as the crew. False when no child
 * could be made (then *crew is NULL). The crew's memory is freed by crew_free, which accepts NULL. */
bool crew_run(const struct crew_spec *spec, struct crew **crew, struct crew_result *results,
              struct err *err);
void crew_free(struct crew *crew);

#endif
