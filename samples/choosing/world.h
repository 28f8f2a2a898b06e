/* world: a few processes that share no memory and send each other messages, each known by its rank.
 * MPI in miniature: two calls that talk, where MPI has hundreds, and no network. */
#ifndef WORLD_H
#define WORLD_H

#include <stddef.h>

enum { WORLD_MOST = 8 };

/* From here on the program runs `size` times. Returns which of them this is, from 0 to size - 1. */
int world_begin(int size);
void world_send(int to, const void *data, size_t length);
/* Waits until `length` bytes have come. Messages of one sender arrive in order. */
void world_receive(int from, void *data, size_t length);
/* Rank 0 returns when all others have ended; the others end here. */
void world_end(void);

#endif
