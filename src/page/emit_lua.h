/* emit_lua: build Lua tables from calls of emit (run/emit.h): objects become tables by name, arrays
 * tables from 1, null is nil, and so is base64. */
#ifndef PAGE_EMIT_LUA_H
#define PAGE_EMIT_LUA_H

#include <lua.h>

#include "run/emit.h"

enum { EMIT_LUA_DEPTH = 16 };

struct emit_lua {
    lua_State *L;
    int depth;                             /* containers that are open */
    lua_Integer count[EMIT_LUA_DEPTH + 1]; /* elements of each open array; -1 for an object */
};

/* An emit whose next whole value stays on top of L's stack. It raises Lua errors (no memory): call it
 * in protected mode only. */
struct emit emit_lua(struct emit_lua *to, lua_State *L);

#endif
