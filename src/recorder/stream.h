/* stream: a call that reads or writes a pipe, a socket or a queue. */
#ifndef RECORDER_STREAM_H
#define RECORDER_STREAM_H

#include "recorder/wait.h"

/* Would a call wait on the descriptor, for reading or for writing? TRACE_WOULD or 0. */
uint8_t stream_would_wait(int fd, bool writes);

#endif
