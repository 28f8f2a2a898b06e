/* pool: threads that are kept, and a queue of tasks for them. */
#ifndef POOL_H
#define POOL_H

struct pool;
struct future; /* what a task will have returned one day */

/* Start so many workers, at least one. */
struct pool *pool_open(int workers);

/* Put the call fn(argument) into the queue. Any thread may do that, and so may a task. */
struct future *pool_submit(struct pool *pool, void *(*fn)(void *), void *argument);

/* Wait until the task has ended, give back what it returned, and free the future. */
void *future_wait(struct future *future);

/* The same, but do tasks of the queue as long as the wait lasts.
 * For a task that waits for tasks which it has submitted itself. */
void *future_help(struct future *future);

/* When all futures have been waited for: send the workers home, and free the pool. */
void pool_close(struct pool *pool);

#endif
