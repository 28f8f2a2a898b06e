/* argument: what the source calls the object that a call locks, waits for or notifies. Objects on the
 * heap and on stacks have no name of their own (run/symbols.h knows the others'); the words of the
 * line that uses them are the next best. The same words may mean different objects at other times. */
#ifndef RUN_ARGUMENT_H
#define RUN_ARGUMENT_H

#include "course/sample.h"
#include "run/trace_format.h"

enum { ARGUMENT_LETTERS = 40 };

/* The words for an object of this kind (mutex, rwlock, spin lock, condition, semaphore, barrier) in a
 * call that begins in `line` of the sample's first file: "queue->lock" of
 * pthread_mutex_lock(&queue->lock), "m" of std::lock_guard guard(m). At most ARGUMENT_LETTERS letters,
 * in `a`. NULL: there is no such call, or there are several with different words. */
const char *argument_of(const struct sample *sample, int line, enum trace_what kind,
                        struct arena *a);

#endif
