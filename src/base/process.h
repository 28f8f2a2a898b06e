/* process: what can be known about processes that are not ours. */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include <stdbool.h>
#include <sys/types.h>

/* Whether it runs. One that has ended and is not reaped (PID 1 of a container may never do it) does
 * not. A number that was given to another process by now does. */
bool process_lives(pid_t pid);

#endif
