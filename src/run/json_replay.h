/* json_replay: JSON that was written earlier, read and told again as calls of emit. What is kept in the
 * store or in frozen files may have been changed by hand, so it is checked as if it were anybody's. */
#ifndef RUN_JSON_REPLAY_H
#define RUN_JSON_REPLAY_H

#include <jansson.h>

#include "base/err.h"
#include "run/emit.h"

enum {
    JSON_REPLAY_DEPTH = 12, /* arrays and objects within each other; Lua's writer can do 16 */
    JSON_REPLAY_BYTES = 16 << 20,
};

/* The text, an object or array, as a tree, which the caller gives back with json_decref; NULL after an
 * error: no JSON (RFC 8259, UTF-8 without U+0000), a key twice in one object, a number that is too large,
 * deeper or longer than the above. */
json_t *json_replay_load(struct str text, struct err *err);

/* Tell the tree, one whole value: integers as such, other numbers as numbers. The emit may raise Lua
 * errors: the tree is the caller's, and no other memory is held. */
void json_replay_tree(const json_t *tree, struct emit *e);

/* Both, for an emit that raises nothing. After an error nothing was told. */
bool json_replay(struct str text, struct emit *e, struct err *err);

/* Whether json_replay_load would take it. */
bool json_replay_check(struct str text, struct err *err);

#endif
