/* process: the recording of a process, as far as it is not that of a thread. */
#ifndef RECORDER_PROCESS_H
#define RECORDER_PROCESS_H

/* After fork, in the child: its one thread begins. */
void process_begin_child(void);
/* exit(3) was called, or main returned. */
void process_exit(int status, void *nothing);

#endif
