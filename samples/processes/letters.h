/* letters: what a producer and a consumer do when they are not sending or receiving. */
#ifndef LETTERS_H
#define LETTERS_H

#include <time.h>

enum { LETTERS = 100 };

/* Ten of them have room in 4,096 bytes. */
struct letter {
    int number;
    char text[396];
};

static inline void work(long us)
{
    nanosleep(&(struct timespec){.tv_nsec = us * 1000}, NULL);
}

static inline void write_letter(void)
{
    work(500);
}

static inline void read_letter(void)
{
    work(1500);
}

#endif
