#include "page/functions.h"

#include <lauxlib.h>
#include <string.h>

#include "base/json.h"
#include "base/path.h"
#include "course/sample.h"
#include "page/ansi.h"
#include "page/html.h"

static struct functions *functions_of(lua_State *L)
{
    return lua_touserdata(L, lua_upvalueindex(1));
}

static struct str check_text(lua_State *L, int argument)
{
    struct str text;
    text.data = luaL_checklstring(L, argument, &text.len);
    return text;
}

static int escape(lua_State *L)
{
    struct functions *f = functions_of(L);
    struct str text = check_text(L, 1);
    lua_settop(L, 1);
    if (html_is_plain(text))
        return 1;
    buf_clear(&f->text);
    html_escape(&f->text, text);
    lua_pushlstring(L, f->text.data, f->text.len);
    return 1;
}

static int quote(lua_State *L)
{
    struct functions *f = functions_of(L);
    struct json json;
    struct str text = check_text(L, 1);
    buf_clear(&f->text);
    json_init(&json, &f->text);
    json_str(&json, text);
    lua_pushlstring(L, f->text.data, f->text.len);
    return 1;
}

static int encode(lua_State *L)
{
    struct functions *f = functions_of(L);
    buf_clear(&f->text);
    html_url_path(&f->text, check_text(L, 1));
    lua_pushlstring(L, f->text.data, f->text.len);
    return 1;
}

static int ansi(lua_State *L)
{
    struct functions *f = functions_of(L);
    struct str text = check_text(L, 1);
    uint32_t style = (uint32_t)luaL_optinteger(L, 2, 0);
    buf_clear(&f->text);
    style = ansi_html_piece(text, style, &f->text);
    lua_pushlstring(L, f->text.data, f->text.len);
    lua_pushinteger(L, style);
    return 2;
}

static int address(lua_State *L)
{
    struct functions *f = functions_of(L);
    const char *from = luaL_checkstring(L, 1), *path = luaL_checkstring(L, 2);
    if (strchr(from, '/')) /* otherwise all paths begin where it is */
        path = path_relative(&f->arena, path_dir(&f->arena, from), path);
    buf_clear(&f->text);
    html_url_path(&f->text, str_of(path));
    lua_pushlstring(L, f->text.data, f->text.len);
    return 1;
}

static int signal_words(lua_State *L)
{
    struct functions *f = functions_of(L);
    int number = (int)luaL_checkinteger(L, 1);
    const char *words = sigdescr_np(number);
    lua_pushstring(L, signal_name(&f->arena, number));
    if (!words)
        return 1;
    char *lower = arena_strdup(&f->arena, words);
    if (lower[1] >= 'a') /* "CPU time limit exceeded" and "I/O possible" stay */
        lower[0] |= 0x20;
    lua_pushstring(L, lower);
    return 2;
}

static void push(lua_State *L, struct functions *f, lua_CFunction function)
{
    lua_pushlightuserdata(L, f);
    lua_pushcclosure(L, function, 1);
}

void functions_open(lua_State *L, struct functions *f)
{
    push(L, f, escape);
    lua_setglobal(L, "e");
    push(L, f, encode);
    lua_setglobal(L, "encode");
    push(L, f, quote);
    lua_setglobal(L, "quote");
    push(L, f, ansi);
    lua_setglobal(L, "ansi");
    push(L, f, address);
    push(L, f, signal_words);
}

void functions_release(struct functions *f)
{
    buf_release(&f->text);
    arena_release(&f->arena);
}
