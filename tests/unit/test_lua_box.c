#include "course/lua_box.h"

#include <lauxlib.h>

#include "test.h"

/* Run the text with the global table as _ENV; true when it ended well. */
static bool run(struct lua_box *box, const char *text, int limit_ms, struct err *err)
{
    *err = (struct err){0};
    lua_pushglobaltable(box->L);
    return lua_box_load(box, text, strlen(text), "content/x.lua", err) &&
           lua_box_call(box, 0, 0, limit_ms, err);
}

static const struct {
    const char *text;
    int line;            /* of the error */
    const char *message; /* begins it; NULL: it runs */
} rows[] = {
    {"x = 1", 0, NULL},
    {"assert(x == 1)", 0, NULL},
    {"assert(string.upper('a') == 'A' and #table.pack(1) == 1 and math.pi and utf8.char)", 0, NULL},
    {"assert(not (os or io or load or loadfile or dofile or require or debug or package))", 0,
     NULL},
    {"assert(not (print or collectgarbage or warn or coroutine or string.dump))", 0, NULL},
    {"local t = setmetatable({}, { __index = function() return 7 end }) assert(t.x == 7)", 0, NULL},
    {"\nerror('gone')", 2, "gone"},
    {"error('gone', 0)", 0, "gone"},
    {"error({})", 0, "(an error of type table)"},
    {"error(setmetatable({}, { __tostring = function() return 'told' end }))", 0, "told"},
    {"error()", 0, "(an error of type nil)"},
    {"\n\nx = = 1", 3, "unexpected symbol"},
    {"local a <const> = 1; a = 2", 1, "attempt to assign"},
    {"setmetatable({}, { __gc = function() end })", 1, "a metatable here may not have __gc"},
    {"while true do end", 1, "ran longer than 50 ms"},
    {"while true do pcall(function() while true do end end) end", 1, "ran longer than 50 ms"},
    {"local function f() return pcall(f) end while true do f() end", 1, "ran longer than 50 ms"},
    {"local t = {} for i = 1, 1e9 do t[i] = i end", 0, "not enough memory"},
    {"local s = 'x' while true do s = s .. s end", 0, "not enough memory"},
    {"local function f() return f() + 1 end f()", 0, "not enough memory"},
    {"\x1BLua", 0, "attempt to load a binary chunk"},
    {"x = 2", 0, NULL},
};

static void a_box_can_do_no_harm(void)
{
    struct lua_box box;
    struct err err = {0};
    CHECK(lua_box_init(&box, 4 << 20, &err));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        /* what must hit another limit first has all the time it needs */
        bool is_endless = rows[i].message && strstr(rows[i].message, "ran longer");
        bool ok = run(&box, rows[i].text, is_endless ? 50 : 60000, &err);
        CHECK(ok == !rows[i].message);
        CHECK_INT(lua_gettop(box.L), 0);
        if (!rows[i].message)
            continue;
        bool begins = strncmp(err.message, rows[i].message, strlen(rows[i].message)) == 0;
        if (!CHECK(begins) || !CHECK(err.line == rows[i].line))
            printf("#   %s\n#   %s:%d: %s\n", rows[i].text, err.file, err.line, err.message);
        if (rows[i].line)
            CHECK_STR(err.file, "content/x.lua");
    }
    lua_box_release(&box);
    CHECK_INT(box.used, 0);
}

static void an_error_has_a_traceback(void)
{
    struct lua_box box;
    struct err err = {0};
    CHECK(lua_box_init(&box, 4 << 20, &err));
    CHECK(!run(&box, "local function inner() error('x') end\nfunction outer() inner() end outer()",
               1000, &err));
    CHECK(strstr(err.message, "\nstack traceback:\n") != NULL);
    CHECK(strstr(err.message, "inner") && strstr(err.message, "outer"));
    lua_box_release(&box);
}

static void arguments_and_results_pass(void)
{
    struct lua_box box;
    struct err err = {0};
    CHECK(lua_box_init(&box, 4 << 20, &err));
    lua_newtable(box.L);
    CHECK(lua_box_load(&box, "local a, b = ... return a + b, a - b", 36, "x", &err));
    lua_pushinteger(box.L, 5);
    lua_pushinteger(box.L, 3);
    CHECK(lua_box_call(&box, 2, 2, 1000, &err));
    CHECK_INT(lua_gettop(box.L), 2);
    CHECK_INT(lua_tointeger(box.L, 1), 8);
    CHECK_INT(lua_tointeger(box.L, 2), 2);
    lua_box_release(&box);
}

static void random_numbers_are_the_same_in_every_run(void)
{
    lua_Number seen[2];
    for (int i = 0; i < 2; i++) {
        struct lua_box box;
        struct err err = {0};
        CHECK(lua_box_init(&box, 4 << 20, &err));
        CHECK(run(&box, "x = math.random()", 1000, &err));
        lua_getglobal(box.L, "x");
        seen[i] = lua_tonumber(box.L, -1);
        lua_box_release(&box);
    }
    CHECK(seen[0] == seen[1]);
}

static void too_little_memory_is_an_error(void)
{
    struct lua_box box;
    struct err err = {0};
    CHECK(!lua_box_init(&box, 100, &err) && err.message[0]);
    err = (struct err){0};
    CHECK(!lua_box_init(&box, 8000, &err) && err.message[0]);
    lua_box_release(&box);
}

int main(void)
{
    RUN(a_box_can_do_no_harm);
    RUN(an_error_has_a_traceback);
    RUN(arguments_and_results_pass);
    RUN(random_numbers_are_the_same_in_every_run);
    RUN(too_little_memory_is_an_error);
    return test_summary();
}
