#include "course/lua_box.h"

#include <lauxlib.h>
#include <lualib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/str.h"

enum { HOOK_INTERVAL = 1000 }; /* instructions between two looks at the clock */

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct lua_box *box_of(lua_State *L)
{
    return *(struct lua_box **)lua_getextraspace(L);
}

/* A lua_Alloc that counts. */
static void *allocate(void *ud, void *old, size_t old_size, size_t size)
{
    struct lua_box *box = ud;
    if (!old)
        old_size = 0; /* Lua gives a type of object here */
    if (size == 0) {
        free(old);
        box->used -= old_size;
        return NULL;
    }
    if (size > old_size && size - old_size > box->most - box->used)
        return NULL;
    void *p = realloc(old, size);
    if (p)
        box->used += size - old_size;
    return p;
}

/* A pcall inside the box may catch this error: from then on the hook runs at every instruction, so
 * that no loop around the pcall goes on. */
static void on_count(lua_State *L, lua_Debug *info)
{
    (void)info;
    struct lua_box *box = box_of(L);
    if (now() < box->deadline)
        return;
    lua_sethook(L, on_count, LUA_MASKCOUNT, 1);
    luaL_where(L, 0); /* a hook is no level of its own */
    lua_pushfstring(L, "ran longer than %d ms", box->limit_ms);
    lua_concat(L, 2);
    lua_error(L);
}

/* setmetatable without __gc. Upvalue 1: the real one. */
static int set_metatable(lua_State *L)
{
    if (lua_istable(L, 2)) {
        lua_pushliteral(L, "__gc");
        if (lua_rawget(L, 2) != LUA_TNIL)
            return luaL_error(L, "a metatable here may not have __gc");
        lua_pop(L, 1);
    }
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    return lua_gettop(L);
}

static void remove_field(lua_State *L, const char *table, const char *name)
{
    lua_getglobal(L, table);
    lua_pushnil(L);
    lua_setfield(L, -2, name);
    lua_pop(L, 1);
}

static int open_libraries(lua_State *L)
{
    static const luaL_Reg libraries[] = {
        {LUA_GNAME, luaopen_base},        {LUA_TABLIBNAME, luaopen_table},
        {LUA_STRLIBNAME, luaopen_string}, {LUA_MATHLIBNAME, luaopen_math},
        {LUA_UTF8LIBNAME, luaopen_utf8},
    };
    static const char *const absent[] = {"load",           "loadfile", "dofile",
                                         "collectgarbage", "print",    "warn"};
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
        luaL_requiref(L, libraries[i].name, libraries[i].func, 1);
        lua_pop(L, 1);
    }
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
        remove_field(L, LUA_GNAME, absent[i]);
    remove_field(L, LUA_STRLIBNAME, "dump");
    lua_getglobal(L, "setmetatable");
    lua_pushcclosure(L, set_metatable, 1);
    lua_setglobal(L, "setmetatable");
    lua_getglobal(L, "math");
    lua_getfield(L, -1, "randomseed");
    lua_pushinteger(L, 0);
    lua_call(L, 1, 0);
    return 0;
}

bool lua_box_init(struct lua_box *box, size_t max_bytes, struct err *err)
{
    *box = (struct lua_box){.most = max_bytes};
    box->L = lua_newstate(allocate, box);
    if (!box->L)
        return err_set(err, "not enough memory for Lua");
    *(struct lua_box **)lua_getextraspace(box->L) = box;
    lua_pushcfunction(box->L, open_libraries);
    if (lua_pcall(box->L, 0, 0, 0) == LUA_OK)
        return true;
    err_set(err, "%s", lua_tostring(box->L, -1));
    lua_box_release(box);
    return false;
}

void lua_box_release(struct lua_box *box)
{
    if (box->L)
        lua_close(box->L);
    box->L = NULL;
}

static int add_traceback(lua_State *L)
{
    const char *message = lua_tostring(L, 1);
    if (!message && luaL_callmeta(L, 1, "__tostring"))
        message = lua_tostring(L, -1);
    if (!message)
        message = lua_pushfstring(L, "(an error of type %s)", luaL_typename(L, 1));
    luaL_traceback(L, L, message, 1);
    return 1;
}

/* Split "file:line: message" when it begins so; otherwise all of it is the message. */
static void take_message(struct err *err, const char *text)
{
    const char *message = text;
    *err = (struct err){0};
    for (const char *colon = strchr(text, ':'); colon; colon = strchr(colon + 1, ':')) {
        char *end;
        long line = strtol(colon + 1, &end, 10);
        if (line > 0 && line < 100000000 && end > colon + 1 && strncmp(end, ": ", 2) == 0) {
            snprintf(err->file, sizeof err->file, "%.*s", (int)(colon - text), text);
            err->line = (int)line;
            message = end + 2;
            break;
        }
        if (memchr(text, '\n', (size_t)(colon - text)))
            break;
    }
    err_set(err, "%s", message);
}

/* Pop the error on the top of the stack into *err. */
static void pop_error(lua_State *L, struct err *err)
{
    const char *text = lua_tostring(L, -1);
    take_message(err, text ? text : "an error without a message");
    lua_pop(L, 1);
}

bool lua_box_call(struct lua_box *box, int args, int results, int limit_ms, struct err *err)
{
    lua_State *L = box->L;
    struct lua_box outer = *box;
    int handler = lua_gettop(L) - args;
    lua_pushcfunction(L, add_traceback);
    lua_insert(L, handler);
    box->limit_ms = limit_ms;
    box->deadline = now() + limit_ms / 1000.0;
    lua_sethook(L, on_count, LUA_MASKCOUNT, HOOK_INTERVAL);
    bool ok = lua_pcall(L, args, results, handler) == LUA_OK;
    box->limit_ms = outer.limit_ms;
    box->deadline = outer.deadline;
    lua_sethook(L, on_count, outer.deadline > 0 ? LUA_MASKCOUNT : 0, HOOK_INTERVAL);
    if (!ok)
        pop_error(L, err);
    lua_remove(L, handler);
    return ok;
}

bool lua_box_load(struct lua_box *box, const char *text, size_t len, const char *name,
                  struct err *err)
{
    lua_State *L = box->L;
    char chunk[512];
    snprintf(chunk, sizeof chunk, "=%s", name);
    if (luaL_loadbufferx(L, text, len, chunk, "t") != LUA_OK) {
        pop_error(L, err);
        lua_pop(L, 1);
        return false;
    }
    lua_insert(L, -2);
    lua_setupvalue(L, -2, 1);
    return true;
}
