#include <lauxlib.h>
#include <lualib.h>

#include "page/template.h"
#include "test.h"

/* What the templates below write with: plain concatenation, escaped text in brackets. */
static const char harness[] = "local chunk, env = ...\n"
                              "local out = ''\n"
                              "chunk(env, function(v) out = out .. v end,\n"
                              "      function(v) out = out .. '[' .. v .. ']' end)\n"
                              "return out\n";

/* Translate and run a template whose variables are x = 1 and list = {"a", "b"}. Returns what it puts
 * out, or the message of the error. */
static const char *run(lua_State *L, const char *text)
{
    struct buf lua = BUF_INIT;
    struct err err = {0};
    lua_settop(L, 0);
    luaL_loadstring(L, harness);
    if (!template_translate(str_of(text), "t.html", &lua, &err))
        lua_pushfstring(L, "%s:%d:%d: %s", err.file, err.line, err.column, err.message);
    else if (luaL_loadbuffer(L, lua.data, lua.len, "=t.html") == LUA_OK) {
        (void)luaL_dostring(L, "return setmetatable({x = 1, list = {'a', 'b'}}, {__index = _G})");
        lua_pcall(L, 2, 1, 0);
    }
    buf_release(&lua);
    return lua_tostring(L, -1);
}

struct row {
    const char *text, *want;
};

static void check_rows(const struct row *rows, size_t count)
{
    lua_State *L = luaL_newstate();
    luaL_openlibs(L);
    for (size_t i = 0; i < count; i++)
        CHECK_STR(run(L, rows[i].text), rows[i].want);
    lua_close(L);
}

#define CHECK_ROWS(rows) check_rows((rows), sizeof(rows) / sizeof *(rows))

static void text_stands_as_it_is(void)
{
    static const struct row rows[] = {
        {"", ""},
        {"a \"b\" \\n \\\\ c", "a \"b\" \\n \\\\ c"},
        {"one\ntwo\n", "one\ntwo"},
        {"one\r\ntwo", "one\r\ntwo"},
        {"1 %> 2", "1 %> 2"},
        {"<%% x %>", "<% x %>"},
        {"]] ]==] --[[", "]] ]==] --[["},
    };
    CHECK_ROWS(rows);
}

static void expressions_are_put_out(void)
{
    static const struct row rows[] = {
        {"a<%= x %>b", "a[1]b"},
        {"<%- x + 1 %>", "2"},
        {"<%=x%><%-x%>", "[1]1"},
        {"<%= 'a\nb' and\n x %>", "t.html:1: unfinished string near ''a'"},
        {"<%= \"a\" .. [[\n]] ..\n x %>", "[a1]"},
        {"<%- ('x'):rep(3) %>", "xxx"},
    };
    CHECK_ROWS(rows);
}

static void code_runs(void)
{
    static const struct row rows[] = {
        {"<% for _, s in ipairs(list) do %>(<%- s %>)<% end %>", "(a)(b)"},
        {"<% if x == 2 then %>two<% else %>other<% end %>", "other"},
        {"<% local function f(s) %><<%- s %>><% end f('i') f('b') %>", "<i><b>"},
        {"<% y = x + 1 %><%- y %>", "2"},
        {"<%# not %> shown", " shown"},
    };
    CHECK_ROWS(rows);
}

static void lines_of_code_leave_no_trace(void)
{
    static const struct row rows[] = {
        {"a\n  <% y = 1 %>  \nb", "a\nb"},
        {"<% for _, s in ipairs(list) do %>\n<li><%- s %></li>\n<% end %>\n",
         "<li>a</li>\n<li>b</li>\n"},
        {"<%\ny = 1\nz = 2\n%>\n<%- y + z %>", "3"},
        {"a\n<%# a\ncomment %>\nb", "a\nb"},
        {"a\n<% y = 1 %>\r\nb", "a\nb"},
        {"a <% y = 1 %>\nb", "a \nb"},
        {"<% y = 1 %><% y = 2 %>\nb", "\nb"},
        {"<% y = 1 -- a comment %>\nb", "b"},
    };
    CHECK_ROWS(rows);
}

static void errors_name_the_templates_line(void)
{
    static const struct row rows[] = {
        {"a\n<%- error('stop') %>", "t.html:2: stop"},
        {"a\n\"\\\n<%#\n%>\n<% y = 1 %>\n\n<%- z.x %>",
         "t.html:7: attempt to index a nil value (global 'z')"},
        {"<%= [[\n]] .. x %>\n<% error('stop') %>", "t.html:3: stop"},
        {"\n<% if x then %>\n", "t.html:3: 'end' expected (to close 'if' at line 2) near <eof>"},
        {"\n<%= x, x %>", "t.html:2: ')' expected near ','"},
        {"\n  <% y = 1", "t.html:2:3: \"<%\" is not closed by \"%>\""},
        {"a<%= x %>\n<%=", "t.html:2:1: \"<%\" is not closed by \"%>\""},
        {"<%", "t.html:1:1: \"<%\" is not closed by \"%>\""},
    };
    CHECK_ROWS(rows);
}

static void nul_bytes_are_text(void)
{
    struct buf lua = BUF_INIT;
    struct err err = {0};
    CHECK(template_translate(STR("a\0001"), "t.html", &lua, &err));
    CHECK(strlen(lua.data) == lua.len);
    CHECK(strstr(lua.data, "a\\0001") != NULL);
    buf_release(&lua);
}

int main(void)
{
    RUN(text_stands_as_it_is);
    RUN(expressions_are_put_out);
    RUN(code_runs);
    RUN(lines_of_code_leave_no_trace);
    RUN(errors_name_the_templates_line);
    RUN(nul_bytes_are_text);
    return test_summary();
}
