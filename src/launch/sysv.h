/* sysv: System V IPC of this process's namespace. */
#ifndef LAUNCH_SYSV_H
#define LAUNCH_SYSV_H

#include <stdint.h>

/* The memory that its segments, message queues and semaphores take, also those that nobody uses. */
uint64_t sysv_bytes(void);

#endif
