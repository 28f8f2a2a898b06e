#include "run/expression.h"

#include <lauxlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/embed.h"

EMBED(run_library_lua, "run/library.lua");
EMBED(run_quantity_lua, "run/quantity.lua");
EMBED(run_subject_lua, "run/subject.lua");
EMBED(run_functions_lua, "run/functions.lua");
EMBED(run_claim_lua, "run/claim.lua");
EMBED(run_figure_lua, "run/figure.lua");
EMBED(run_series_lua, "run/series.lua");
EMBED(run_story_lua, "run/story.lua");
EMBED(run_histogram_lua, "run/histogram.lua");

enum { HOOK_MS = 1500, MEMORY_BYTES = 64 << 20 };

/* Where things lie on a state's stack. */
enum { AT_EVIDENCE = 1, AT_QUANTITY, AT_SUBJECT, AT_FUNCTIONS };

static const char *const names[] = {
    [SCRIPT_LIBRARY] = "library.lua", [SCRIPT_QUANTITY] = "quantity.lua",
    [SCRIPT_SUBJECT] = "subject.lua", [SCRIPT_FUNCTIONS] = "functions.lua",
    [SCRIPT_CLAIM] = "claim.lua",     [SCRIPT_SERIES] = "series.lua",
    [SCRIPT_STORY] = "story.lua",     [SCRIPT_HISTOGRAM] = "histogram.lua",
    [SCRIPT_FIGURE] = "figure.lua",
};

static const char *source_of(enum expression_script script)
{
    const char *const sources[] = {
        [SCRIPT_LIBRARY] = run_library_lua, [SCRIPT_QUANTITY] = run_quantity_lua,
        [SCRIPT_SUBJECT] = run_subject_lua, [SCRIPT_FUNCTIONS] = run_functions_lua,
        [SCRIPT_CLAIM] = run_claim_lua,     [SCRIPT_SERIES] = run_series_lua,
        [SCRIPT_STORY] = run_story_lua,     [SCRIPT_HISTOGRAM] = run_histogram_lua,
        [SCRIPT_FIGURE] = run_figure_lua,
    };
    return sources[script];
}

static int write_code(lua_State *L, const void *data, size_t size, void *out)
{
    (void)L;
    buf_add(out, data, size);
    return 0;
}

bool expression_compile(struct expression_scripts *scripts, struct arena *a, struct err *err)
{
    struct lua_box box;
    struct buf code = BUF_INIT;
    bool ok = lua_box_init(&box, MEMORY_BYTES, err);
    for (int i = 0; ok && i < EXPRESSION_SCRIPTS; i++) {
        lua_pushglobaltable(box.L);
        ok = lua_box_load(&box, source_of(i), strlen(source_of(i)), names[i], err);
        buf_clear(&code);
        if (ok && lua_dump(box.L, write_code, &code, 1) != 0)
            ok = err_set(err, "%s can't be kept", names[i]);
        scripts->code[i] = arena_str(a, buf_view(&code));
    }
    buf_release(&code);
    lua_box_release(&box);
    return ok;
}

/* Push the script's function; only what expression_compile made is loaded as bytecode. */
static bool load_script(struct expression *e, enum expression_script script, struct err *err)
{
    struct str code = e->scripts->code[script];
    if (luaL_loadbufferx(e->box.L, code.data, code.len, names[script], "b") == LUA_OK)
        return true;
    err_set(err, "%s", lua_tostring(e->box.L, -1));
    lua_pop(e->box.L, 1);
    return false;
}

static int push_evidence(lua_State *L)
{
    evidence_push(L, lua_touserdata(L, 1));
    return 1;
}

/* Run the script with what lies on the stack so far. */
static bool run_script(struct expression *e, enum expression_script script, struct err *err)
{
    lua_State *L = e->box.L;
    if (!load_script(e, script, err))
        return false;
    int args = lua_gettop(L) - 1;
    for (int i = 1; i <= args; i++)
        lua_pushvalue(L, i);
    return expression_call(e, args, err);
}

/* library.lua gives nothing: it changes the globals. */
static bool run_library(struct expression *e, struct err *err)
{
    if (!run_script(e, SCRIPT_LIBRARY, err))
        return false;
    lua_pop(e->box.L, 1);
    return true;
}

bool expression_open(struct expression *e, const struct expression_scripts *scripts,
                     struct evidence *evidence, struct err *err)
{
    *e = (struct expression){.scripts = scripts};
    if (!lua_box_init(&e->box, MEMORY_BYTES, err))
        return false;
    lua_gc(e->box.L, LUA_GCSTOP); /* nothing of the scripts is garbage */
    lua_pushcfunction(e->box.L, push_evidence);
    lua_pushlightuserdata(e->box.L, evidence);
    bool ok = expression_call(e, 1, err) && run_library(e, err) &&
              run_script(e, SCRIPT_QUANTITY, err) && run_script(e, SCRIPT_SUBJECT, err) &&
              run_script(e, SCRIPT_FUNCTIONS, err);
    lua_gc(e->box.L, LUA_GCRESTART);
    return ok;
}

void expression_close(struct expression *e)
{
    lua_box_release(&e->box);
}

bool expression_push(struct expression *e, enum expression_script script, struct err *err)
{
    if (script == SCRIPT_FUNCTIONS) {
        lua_getfield(e->box.L, AT_FUNCTIONS, "show");
        return true;
    }
    if (script == SCRIPT_FIGURE &&
        (!run_script(e, SCRIPT_SERIES, err) || !run_script(e, SCRIPT_STORY, err) ||
         !run_script(e, SCRIPT_HISTOGRAM, err)))
        return false;
    return run_script(e, script, err);
}

bool expression_load_chunk(struct expression *e, struct str text, const char *name, struct err *err)
{
    lua_getfield(e->box.L, AT_FUNCTIONS, "environment");
    return lua_box_load(&e->box, text.data, text.len, name, err);
}

bool expression_load(struct expression *e, struct str text, const char *name, struct err *err)
{
    struct buf chunk = BUF_INIT;
    buf_printf(&chunk, "return %.*s", STR_FMT(text));
    bool ok = expression_load_chunk(e, buf_view(&chunk), name, err);
    buf_release(&chunk);
    return ok;
}

bool expression_call(struct expression *e, int args, struct err *err)
{
    static const char nowhere[] = "?:-1: "; /* our scripts have no lines: they were stripped */
    if (lua_box_call(&e->box, args, 1, HOOK_MS, err))
        return true;
    if (strncmp(err->message, nowhere, strlen(nowhere)) == 0)
        memmove(err->message, err->message + strlen(nowhere),
                strlen(err->message) - strlen(nowhere) + 1);
    return false;
}

const char *expression_text(lua_State *L, const char *name, struct arena *a)
{
    lua_getfield(L, -1, name);
    const char *text = lua_tostring(L, -1);
    const char *copy = text ? arena_strdup(a, text) : NULL;
    lua_pop(L, 1);
    return copy;
}

const char *expression_lacking(struct expression *e)
{
    struct err ignored;
    if (lua_gettop(e->box.L) < AT_FUNCTIONS)
        return NULL;
    lua_getfield(e->box.L, AT_FUNCTIONS, "lacking");
    return expression_call(e, 0, &ignored) ? lua_tostring(e->box.L, -1) : NULL;
}
