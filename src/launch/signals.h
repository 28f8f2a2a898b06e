/* signals: keeping a program's signals to itself, where neither a PID namespace nor Landlock
 * does. */
#ifndef LAUNCH_SIGNALS_H
#define LAUNCH_SIGNALS_H

#include <stdbool.h>

/* From now on, this process can signal itself only: a filter answers EPERM to all else. What it
 * starts can't even signal itself. It must have no_new_privs. False with errno. */
bool signals_keep(void);

#endif
