/* list: arrays that grow in an arena. Capacity is not kept: it is the next power of two, so an array
 * and its count say all. */
#ifndef BASE_LIST_H
#define BASE_LIST_H

#include "base/arena.h"

/* Room for one more object behind `count` objects of `size` bytes: the array, moved if need be. */
static inline void *list_room(struct arena *a, void *array, size_t count, size_t size)
{
    bool full = (count & (count - 1)) == 0; /* 0, 1, 2, 4, 8, … */
    return full ? arena_grow(a, array, count, count ? 2 * count : 1, size) : array;
}

/* The new, zeroed last object of `array`, which is counted by `count`. */
#define LIST_ADD(a, array, count)                                                                  \
    ((array) = list_room((a), (array), (count), sizeof *(array)), &(array)[(count)++])

#endif
