/* take_turns: a lock that goes to whoever has waited longest. */
#ifndef TAKE_TURNS_H
#define TAKE_TURNS_H

#include <pthread.h>
#include "must.h"

static pthread_mutex_t tickets = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t next_please = PTHREAD_COND_INITIALIZER;
static unsigned long next_ticket, now_served;

static inline void take_gil(void)
{
    must(pthread_mutex_lock(&tickets));
    unsigned long mine = next_ticket++;
    while (now_served != mine)
        must(pthread_cond_wait(&next_please, &tickets));
    must(pthread_mutex_unlock(&tickets));
}

static inline void drop_gil(void)
{
    must(pthread_mutex_lock(&tickets));
    now_served++;
    must(pthread_cond_broadcast(&next_please));
    must(pthread_mutex_unlock(&tickets));
}

#endif
