#include "page/emit_lua.h"

#include <assert.h>
#include <lauxlib.h>

/* The value on top of the stack is done: give it to the container below it, if there is one. A
 * member's key lies between the two. */
static void keep(struct emit_lua *to)
{
    lua_Integer *count = &to->count[to->depth];
    if (to->depth == 0)
        return;
    if (*count < 0)
        lua_rawset(to->L, -3);
    else
        lua_rawseti(to->L, -2, ++*count);
}

static void open_table(struct emit_lua *to, lua_Integer count)
{
    assert(to->depth < EMIT_LUA_DEPTH);
    luaL_checkstack(to->L, 4, "too much nested data");
    lua_createtable(to->L, 0, count < 0 ? 4 : 0); /* few objects have less */
    to->count[++to->depth] = count;
}

static void object(void *to)
{
    open_table(to, -1);
}

static void array(void *to)
{
    open_table(to, 0);
}

static void end_table(void *arg)
{
    struct emit_lua *to = arg;
    to->depth--;
    keep(to);
}

static void key(void *arg, const char *name)
{
    struct emit_lua *to = arg;
    lua_pushstring(to->L, name);
}

static void str(void *arg, struct str value)
{
    struct emit_lua *to = arg;
    lua_pushlstring(to->L, value.data, value.len);
    keep(to);
}

static void integer(void *arg, int64_t value)
{
    struct emit_lua *to = arg;
    lua_pushinteger(to->L, value);
    keep(to);
}

static void number(void *arg, double value)
{
    struct emit_lua *to = arg;
    lua_pushnumber(to->L, value);
    keep(to);
}

static void boolean(void *arg, bool value)
{
    struct emit_lua *to = arg;
    lua_pushboolean(to->L, value);
    keep(to);
}

static void null(void *arg)
{
    struct emit_lua *to = arg;
    lua_pushnil(to->L);
    keep(to);
}

/* Strings of Lua hold any bytes. */
static void base64(void *arg, struct str bytes)
{
    (void)bytes;
    null(arg);
}

static const struct emit_ops ops = {
    .object = object,
    .end_object = end_table,
    .array = array,
    .end_array = end_table,
    .key = key,
    .str = str,
    .integer = integer,
    .number = number,
    .boolean = boolean,
    .null = null,
    .base64 = base64,
};

struct emit emit_lua(struct emit_lua *to, lua_State *L)
{
    *to = (struct emit_lua){.L = L};
    return (struct emit){.ops = &ops, .to = to};
}
