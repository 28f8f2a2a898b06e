/* replicates: what a median might have been: the bootstrap's medians of a timed sample. In Lua they are
 * an object that can't be changed; arithmetic on them is by element, so that the ratio of two times has
 * replicates, too, and with them an interval. */
#ifndef RUN_REPLICATES_H
#define RUN_REPLICATES_H

#include <lua.h>
#include <stddef.h>
#include <stdint.h>

enum { REPLICATES = 1000 };

/* The replicates that were made already: one process makes those of a sample once, however many
 * expressions use them. All zero is an empty shelf; one thread at a time. */
struct replicates_shelf {
    struct replicates_entry *entries;
    size_t count;
};
void replicates_shelf_release(struct replicates_shelf *shelf);

/* Push replicates of the median of x, which must outlive the shelf. The same seed gives the same
 * replicates everywhere, another one independent ones. */
void replicates_push(lua_State *L, struct replicates_shelf *shelf, const double *x, size_t n,
                     uint64_t seed);

/* combine(op, a, b): replicates of a + b, a - b, a * b, a / b or a ^ b; one of both may be a number. */
int replicates_combine(lua_State *L);
/* percentiles(replicates): the ends of the middle 95 %. */
int replicates_percentiles(lua_State *L);

#endif
