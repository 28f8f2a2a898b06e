/* interrupt: what SIGINT, SIGTERM and SIGHUP do. At first they end the process at once, with the
 * status that a shell gives (130, 143, 129): children of a crew and what drawloom-launch runs die with
 * it. While something must be put in order, they are deferred: they only make stop_fd readable, and
 * whoever works looks there.
 *
 * This is the one place with variables that are global: a signal handler has nothing else. */
#ifndef SITE_INTERRUPT_H
#define SITE_INTERRUPT_H

#include <stdbool.h>

#include "base/err.h"

/* Catch the signals. Returns the descriptor that becomes readable, or -1 after filling *err. Call it
 * once. */
int interrupt_install(struct err *err);
void interrupt_defer(bool deferred);
/* The signal that came while they were deferred, or 0. */
int interrupt_signal(void);

#endif
