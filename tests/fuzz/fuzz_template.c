/* Templates become Lua: text without tags must come out as it stands, and whatever stands in tags must
 * be refused by drawloom or by Lua's compiler. */
#include "fuzz.h"

#include <lauxlib.h>

#include "course/lua_box.h"
#include "page/template.h"

static lua_State *L;

static int take(lua_State *state)
{
    size_t len;
    const char *text = luaL_checklstring(state, 1, &len);
    buf_add(lua_touserdata(state, lua_upvalueindex(1)), text, len);
    return 0;
}

/* chunk(env, raw, escaped): all that is put out goes to `out`. */
static void run(struct buf *out)
{
    lua_newtable(L);
    for (int i = 0; i < 2; i++) {
        lua_pushlightuserdata(L, out);
        lua_pushcclosure(L, take, 1);
    }
    FUZZ_CHECK(lua_pcall(L, 3, 0, 0) == LUA_OK);
}

/* The template with every "<%" doubled, so that it is text. */
static void check_text(struct str text)
{
    struct buf template = BUF_INIT, lua = BUF_INIT, out = BUF_INIT;
    struct err err = {0};
    for (size_t i = 0; i < text.len; i++) {
        buf_putc(&template, text.data[i]);
        if (text.data[i] == '%' && i > 0 && text.data[i - 1] == '<')
            buf_putc(&template, '%');
    }
    buf_putc(&template, '\n');
    FUZZ_CHECK(template_translate(buf_view(&template), "t.html", &lua, &err));
    FUZZ_CHECK(luaL_loadbufferx(L, lua.data, lua.len, "=t", "t") == LUA_OK);
    run(&out);
    FUZZ_CHECK(str_equal(buf_view(&out), text));
    buf_release(&template);
    buf_release(&lua);
    buf_release(&out);
}

static size_t count_newlines(struct str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += text.data[i] == '\n';
    return count;
}

static void check_template(struct str text)
{
    struct buf lua = BUF_INIT;
    struct err err = {0};
    if (template_translate(text, "t.html", &lua, &err)) {
        size_t lines = count_newlines(text), made = count_newlines(buf_view(&lua));
        FUZZ_CHECK(made + 1 >= lines &&
                   made <= lines + 1); /* only behind the last may one differ */
        luaL_loadbufferx(L, lua.data, lua.len, "=t", "t");
    } else {
        FUZZ_CHECK(err.line >= 1 && err.column >= 1 && err.message[0]);
    }
    buf_release(&lua);
}

FUZZ(input)
{
    L = luaL_newstate();
    check_text(input);
    check_template(input);
    lua_close(L);
}
