/* names: a set of names, each with a number that the caller gives it (an index, usually). */
#ifndef COURSE_NAMES_H
#define COURSE_NAMES_H

#include "base/arena.h"

struct names_slot {
    const char *name; /* NULL: free */
    size_t value;
};

/* All zero is empty. Lives in the arena that is given to names_add. */
struct names {
    struct names_slot *slots; /* open addressing, never more than half full */
    size_t capacity;          /* a power of two, or 0 */
    size_t count;
};

/* The number of the name; NULL when it is not in the set. Changes with it, until the next add. */
size_t *names_find(const struct names *names, const char *name);
/* Add a name that is not in the set. It is not copied. */
void names_add(struct names *names, struct arena *a, const char *name, size_t value);

#endif
