/* ready: the socket by which a traced program, before it becomes itself, says that it is ready to be
 * watched (LAUNCH_FD_READY), and by which drawloom learns its number: in the sandbox it has another. */
#ifndef RUN_READY_H
#define RUN_READY_H

#include <stdbool.h>
#include <sys/types.h>

/* Open both ends: theirs, ours. The caller closes them; that ours is closed lets the program go on.
 * False, with errno. */
bool ready_open(int ends[2]);

/* The number, in this process's namespace, of who says that it is ready; 0: nobody does. Does not
 * wait. */
pid_t ready_take(int ours);

#endif
