/* evidence: what an expression may know of the samples: their results, as Lua tables. */
#ifndef RUN_EVIDENCE_H
#define RUN_EVIDENCE_H

#include "run/replicates.h"
#include "run/result.h"

struct evidence {
    const struct results *results;
    struct replicates_shelf shelf;
};

/* Push a table of functions, which last as long as `evidence` does:
 *   sample(id)            {index, id, is_broken, parameters, points}: of a sweep the names, and a list
 *                         of values for each point; neither of another sample. Nil when there is no such sample,
 *                         and the id that is most like it
 *   result(index, point)  what happened to it (see push_result), or to a point of a sweep
 *   replicates(index, point, "wall" or "cpu")  of its median
 *   combine, percentiles  see replicates.h
 *   nearest(word, words)  the one of the list that is most like it, or nil
 * and `machine`, a table of what this machine is. */
void evidence_push(lua_State *L, struct evidence *evidence);

#endif
