#include <lauxlib.h>
#include <lualib.h>

#include "course/words.h"
#include "page/emit_lua.h"
#include "test.h"

/* Whether the Lua expression about `v`, the value on the top of the stack, is true. */
static bool holds(lua_State *L, const char *expression)
{
    lua_pushvalue(L, -1);
    lua_setglobal(L, "v");
    lua_pushfstring(L, "return %s", expression);
    bool ok = luaL_dostring(L, lua_tostring(L, -1)) == LUA_OK && lua_toboolean(L, -1);
    lua_pop(L, 2);
    return ok;
}

static lua_State *new_state(void)
{
    lua_State *L = luaL_newstate();
    luaL_openlibs(L);
    return L;
}

static void objects_become_tables(void)
{
    lua_State *L = new_state();
    struct emit_lua to;
    struct emit e = emit_lua(&to, L);
    e.ops->object(e.to);
    emit_string(&e, "name", "lost");
    emit_string(&e, "none", NULL);
    emit_int(&e, "count", 9007199254740993);
    emit_number(&e, "wall_s", 0.5);
    emit_bool(&e, "ok", false);
    emit_str(&e, "bytes", STR("a\0\xFF"));
    e.ops->end_object(e.to);
    CHECK_INT(lua_gettop(L), 1);
    CHECK(holds(L, "v.name == 'lost' and v.none == nil and v.ok == false"));
    CHECK(holds(L, "v.count == 9007199254740993 and math.type(v.count) == 'integer'"));
    CHECK(holds(L, "v.wall_s == 0.5 and v.bytes == 'a\\0\\xFF'"));
    lua_close(L);
}

static void containers_nest(void)
{
    lua_State *L = new_state();
    struct emit_lua to;
    struct emit e = emit_lua(&to, L);
    struct words words = {(const char *[]){"gcc", "-O2"}, 2};
    e.ops->array(e.to);
    e.ops->object(e.to);
    emit_words(&e, "command", &words);
    e.ops->key(e.to, "inner");
    e.ops->object(e.to);
    e.ops->end_object(e.to);
    emit_int(&e, "after", 3);
    e.ops->end_object(e.to);
    e.ops->integer(e.to, 7);
    e.ops->array(e.to);
    e.ops->end_array(e.to);
    e.ops->end_array(e.to);
    CHECK_INT(lua_gettop(L), 1);
    CHECK(holds(L, "#v == 3 and v[2] == 7 and #v[3] == 0"));
    CHECK(holds(L, "v[1].command[1] == 'gcc' and v[1].command[2] == '-O2'"));
    CHECK(holds(L, "next(v[1].inner) == nil and v[1].after == 3"));
    lua_close(L);
}

static void values_may_follow_each_other(void)
{
    lua_State *L = new_state();
    struct emit_lua to;
    struct emit e = emit_lua(&to, L);
    e.ops->str(e.to, STR("first"));
    e.ops->null(e.to);
    CHECK_INT(lua_gettop(L), 2);
    CHECK(lua_isnil(L, 2));
    lua_close(L);
}

int main(void)
{
    RUN(objects_become_tables);
    RUN(containers_nest);
    RUN(values_may_follow_each_other);
    return test_summary();
}
