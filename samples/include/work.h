/* work: a computation in which each step needs the one before, so that it can't be shortened. */
#ifndef WORK_H
#define WORK_H

static inline unsigned work(long steps)
{
    unsigned number = 1;
    for (long i = 0; i < steps; i++) {
        number ^= number << 13;
        number ^= number >> 17;
        number ^= number << 5;
    }
    return number;
}

#endif
