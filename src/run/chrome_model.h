/* chrome_model: a timeline's model (run/timeline.h tells its form) as chrome_trace needs it. Nothing in it
 * is trusted: what is missing or of another kind than it must be has a value that says so. */
#ifndef RUN_CHROME_MODEL_H
#define RUN_CHROME_MODEL_H

#include "base/arena.h"
#include "run/chrome_event.h"
#include "run/json_replay.h"

enum { CHROME_LANES = 10001 }; /* the number of the first lane's thread; smaller ones are free */

struct chrome_lane {
    const char *name, *label; /* "T1", "T1 alice" */
    struct chrome_thread thread;
    const json_t *bars;
    struct chrome_span {
        int64_t t0, t1;
    } * told; /* bars, in the order of time */
    size_t told_count;
};

struct chrome_model {
    const json_t *root, *level; /* the last level */
    int64_t wall;               /* ns */
    struct chrome_lane *lanes;
    size_t lane_count;
    const char **objects; /* their names */
    size_t object_count;
};

/* Lives in `a`, and as long as the tree. */
void chrome_model_read(const json_t *root, struct arena *a, struct chrome_model *model);

/* A whole number, a text (NULL), a moment of the run, a lane or an object's name (NULL) by their key. */
int64_t chrome_whole(const json_t *of, const char *key, int64_t otherwise);
const char *chrome_text(const json_t *of, const char *key);
int64_t chrome_moment(const struct chrome_model *model, const json_t *of, const char *key);
struct chrome_lane *chrome_lane(const struct chrome_model *model, const json_t *of,
                                const char *key);
const char *chrome_object(const struct chrome_model *model, const json_t *of);
/* The lane with this index. */
struct chrome_lane *chrome_lane_of(const struct chrome_model *model, const json_t *index);

/* A name short enough to stand in each of many events; "?" for NULL. In `a`. */
const char *chrome_name(const char *name, struct arena *a);

#endif
