/* sweep: what sweep="threads=1,2,4 opt=-O0,-O2" makes of a sample's attributes: a fence for each
 * combination of the values, the last name fastest.
 *
 * In the values of a sample with a sweep, braces have a meaning: "{threads}" is the parameter's value
 * at the point, "{{" and "}}" are braces. (Only in attributes that may differ between points: a
 * caption is what it is.) A parameter that no value holds so must be the name of an attribute, which
 * it sets, over what the sample itself says. */
#ifndef COURSE_SWEEP_H
#define COURSE_SWEEP_H

#include "course/fence.h"
#include "course/words.h"

/* How many points a sample may have, and how long an attribute may become at one. */
enum { SWEEP_POINTS = 64, SWEEP_VALUE_BYTES = 64 << 10 };

struct sweep {
    const struct fence *fence;     /* of the sample */
    const struct fence_item *item; /* the sweep in it */
    struct words names;            /* of the parameters */
    struct words *values;          /* by name */
    bool *is_put_in;               /* by name: some value holds {name}; else it sets an attribute */
    size_t point_count;
};

/* Read the item of the fence, and how the others use it. Errors, with err->column in the info string:
 * another form; a name or a value that is there twice; a name that is neither an attribute nor used;
 * too many points; braces that name no parameter. Lives in `a`. */
bool sweep_read(const struct fence *fence, const struct fence_item *item, struct arena *a,
                struct sweep *sweep, struct err *err);

/* The values of a point (from 0), as sweep->names. */
struct words sweep_values(const struct sweep *sweep, size_t point, struct arena *a);

/* The sample's fence with these values put in. An item that they change has another `value` than in
 * the sample's own fence; items for attributes that only the sweep sets come last, in its column. */
struct fence sweep_fence(const struct sweep *sweep, const struct words *values, struct arena *a);

/* "threads=4 opt=-O2"; "" without values, as a sample has none that is no point of a sweep. */
const char *sweep_label(const struct words *names, const struct words *values, struct arena *a);

#endif
