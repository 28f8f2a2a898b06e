/* Where a claim is Lua, so are its sides. */
#include "fuzz.h"

#include <lauxlib.h>

#include "run/claim.h"

static bool is_expression(lua_State *L, struct str text)
{
    struct buf chunk = BUF_INIT;
    buf_printf(&chunk, "return %.*s", STR_FMT(text));
    bool ok = luaL_loadbufferx(L, chunk.data, chunk.len, "claim", "t") == LUA_OK;
    lua_settop(L, 0);
    buf_release(&chunk);
    return ok;
}

static void check_side(struct str text, struct str side)
{
    FUZZ_CHECK(side.len > 0 && side.data >= text.data);
    FUZZ_CHECK(side.data + side.len <= text.data + text.len);
    FUZZ_CHECK(str_equal(str_trim(side), side));
}

/* A function without parentheses around it may have comparisons of its own, and a semicolon ends the
 * expression; a claim has one line. */
static bool is_plain(struct str text)
{
    struct buf copy = BUF_INIT;
    buf_str(&copy, text);
    bool plain = strlen(copy.data) == copy.len && !strpbrk(copy.data, "\r\n") &&
                 !strstr(copy.data, "function");
    buf_release(&copy);
    return plain;
}

FUZZ(input)
{
    struct claim_sides sides;
    struct err err = {0};
    if (!claim_split(input, &sides, &err)) {
        FUZZ_CHECK(err.message[0]);
        return;
    }
    check_side(input, sides.left);
    if (!sides.op)
        return;
    check_side(input, sides.right);
    FUZZ_CHECK(sides.left.data + sides.left.len < sides.right.data);
    lua_State *L = luaL_newstate();
    if (is_plain(input) && is_expression(L, input))
        FUZZ_CHECK(is_expression(L, sides.left) && is_expression(L, sides.right));
    lua_close(L);
}
