#include "course/fields.h"

#include <lauxlib.h>
#include <stdarg.h>
#include <string.h>

#include "base/nearest.h"
#include "course/quantity.h"

/* Push the field's value; its type. */
static int push(const struct fields *f, const char *name)
{
    lua_pushstring(f->L, name);
    return lua_rawget(f->L, f->table);
}

static int line_of(const struct fields *f, const char *name)
{
    if (!f->lines)
        return f->line;
    lua_pushstring(f->L, name);
    lua_rawget(f->L, f->lines);
    int line = (int)lua_tointeger(f->L, -1);
    lua_pop(f->L, 1);
    return line ? line : f->line;
}

bool fields_error(const struct fields *f, const char *name, const char *format, ...)
{
    char text[sizeof f->err->message];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return err_at(f->err, f->file, line_of(f, name), 0, "%s%s: %s", f->path, name, text);
}

static bool wrong_type(const struct fields *f, const char *name, const char *wanted)
{
    push(f, name);
    const char *type = luaL_typename(f->L, -1);
    lua_pop(f->L, 1);
    return fields_error(f, name, "must be %s, is a %s", wanted, type);
}

bool fields_known(const struct fields *f, const char *const *names, size_t count)
{
    lua_State *L = f->L;
    for (lua_pushnil(L); lua_next(L, f->table); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING)
            return fields_error(f, "", "holds a value without a name");
        const char *key = lua_tostring(L, -2);
        if (str_is_one_of(str_of(key), names, count))
            continue;
        const char *near = nearest(key, names, count);
        return near ? fields_error(f, key, "unknown name (did you mean \"%s\"?)", near)
                    : fields_error(f, key, "unknown name");
    }
    return true;
}

/* Copy the string on the top of the stack; NUL in it would cut it short unseen. */
static bool copy_top(const struct fields *f, const char *name, const char **value)
{
    size_t len;
    const char *s = lua_tolstring(f->L, -1, &len);
    if (strlen(s) != len)
        return fields_error(f, name, "holds a NUL byte");
    *value = arena_strdup(f->a, s);
    return true;
}

bool fields_string(const struct fields *f, const char *name, const char **value)
{
    int type = push(f, name);
    bool ok = type == LUA_TNIL ||
              (type == LUA_TSTRING ? copy_top(f, name, value) : wrong_type(f, name, "a string"));
    lua_pop(f->L, 1);
    return ok;
}

bool fields_bool(const struct fields *f, const char *name, bool *value)
{
    int type = push(f, name);
    if (type == LUA_TBOOLEAN)
        *value = lua_toboolean(f->L, -1);
    lua_pop(f->L, 1);
    return type == LUA_TNIL || type == LUA_TBOOLEAN || wrong_type(f, name, "true or false");
}

bool fields_count(const struct fields *f, const char *name, int least, int most, int *value)
{
    int type = push(f, name), is_integer;
    lua_Integer n = lua_tointegerx(f->L, -1, &is_integer);
    lua_pop(f->L, 1);
    if (type == LUA_TNIL)
        return true;
    if (type != LUA_TNUMBER)
        return wrong_type(f, name, "a number");
    if (!is_integer || n < least || n > most)
        return fields_error(f, name, "must be a whole number from %d to %d", least, most);
    *value = (int)n;
    return true;
}

/* Read a string with a unit. *text is NULL when the field is absent. */
static bool read_quantity(const struct fields *f, const char *name, const char *example,
                          const char **text)
{
    *text = NULL;
    int type = push(f, name);
    lua_pop(f->L, 1);
    if (type != LUA_TNIL && type != LUA_TSTRING)
        return wrong_type(f, name, example);
    return fields_string(f, name, text);
}

bool fields_ms(const struct fields *f, const char *name, int *value)
{
    const char *text;
    struct err why = {0};
    if (!read_quantity(f, name, "a string with a unit, such as \"10s\"", &text))
        return false;
    return !text || quantity_ms(str_of(text), value, &why) ||
           fields_error(f, name, "%s", why.message);
}

bool fields_bytes(const struct fields *f, const char *name, size_t *value)
{
    const char *text;
    struct err why = {0};
    if (!read_quantity(f, name, "a string with a unit, such as \"64K\"", &text))
        return false;
    return !text || quantity_bytes(str_of(text), value, &why) ||
           fields_error(f, name, "%s", why.message);
}

/* The list on the top of the stack. */
static bool copy_list(const struct fields *f, const char *name, struct words *value)
{
    lua_Unsigned count = lua_rawlen(f->L, -1), all = 0;
    *value = (struct words){0};
    for (lua_pushnil(f->L); lua_next(f->L, -2); lua_pop(f->L, 1))
        all++;
    if (all > count)
        return fields_error(f, name, "must be a list, but has a name or a gap");
    for (lua_Unsigned i = 1; i <= count; i++) {
        const char *word;
        if (lua_rawgeti(f->L, -1, (lua_Integer)i) != LUA_TSTRING) {
            lua_pop(f->L, 1);
            return fields_error(f, name, "entry %d must be a string", (int)i);
        }
        bool ok = copy_top(f, name, &word);
        lua_pop(f->L, 1);
        if (!ok)
            return false;
        words_add(value, f->a, word);
    }
    return true;
}

bool fields_words(const struct fields *f, const char *name, struct words *value)
{
    int type = push(f, name);
    bool ok = true;
    if (type == LUA_TSTRING) {
        struct err why = {0};
        ok = words_split(str_of(lua_tostring(f->L, -1)), f->a, value, &why) ||
             fields_error(f, name, "%s", why.message);
    } else if (type == LUA_TTABLE) {
        ok = copy_list(f, name, value);
    } else if (type != LUA_TNIL) {
        ok = wrong_type(f, name, "a string or a list of strings");
    }
    lua_pop(f->L, 1);
    return ok;
}

bool fields_open(const struct fields *f, const char *name, struct fields *inner)
{
    int line = line_of(f, name);
    int type = push(f, name);
    *inner = *f;
    inner->lines = 0;
    inner->line = line;
    inner->path = arena_printf(f->a, "%s%s.", f->path, name);
    inner->table = type == LUA_TTABLE ? lua_gettop(f->L) : 0;
    return type == LUA_TTABLE || type == LUA_TNIL || wrong_type(f, name, "a table");
}
