/* How a page is made. A renderer holds one Lua state. Its globals are those of prelude.lua and, as
 * tables that all pages share, course, machine, generator and sandbox; `page` is set for each. The
 * tables are built by C functions inside of lua_box_call, because building them may run out of
 * memory; what such a function allocates outside of Lua hangs on the renderer, never on its stack. */
#include "page/render_private.h"

#include <lauxlib.h>
#include <stdlib.h>

#include "base/embed.h"
#include "base/mem.h"
#include "course/lua_box.h"
#include "page/emit_lua.h"
#include "page/functions.h"
#include "page/gather.h"
#include "page/html.h"
#include "page/theme.h"
#include "page/traceback.h"
#include "page/view.h"
#include "page/view_search.h"
#include "run/shape.h"

EMBED(page_prelude, "page/prelude.lua");
EMBED(page_json, "page/json.lua");
EMBED(page_verdict, "page/verdict.lua");
EMBED(page_evidence, "page/evidence.lua");
EMBED(page_card, "page/card.lua");
EMBED(page_plot, "page/plot.lua");
EMBED(page_finding, "page/finding.lua");
EMBED(page_timeline_words, "page/timeline_words.lua");
EMBED(page_timeline_scale, "page/timeline_scale.lua");
EMBED(page_timeline_thin, "page/timeline_thin.lua");
EMBED(page_timeline_dashes, "page/timeline_dashes.lua");
EMBED(page_timeline, "page/timeline.lua");
EMBED(page_timeline_key, "page/timeline_key.lua");

/* What templates can call beside prelude.lua's, in the order in which it is run. */
static const struct chunk_of_lua {
    const char *name, *text;
} more_lua[] = {
    {"json.lua", page_json},
    {"verdict.lua", page_verdict},
    {"evidence.lua", page_evidence},
    {"card.lua", page_card},
    {"plot.lua", page_plot},
    {"finding.lua", page_finding},
    {"timeline_words.lua", page_timeline_words},
    {"timeline_scale.lua", page_timeline_scale},
    {"timeline_thin.lua", page_timeline_thin},
    {"timeline_dashes.lua", page_timeline_dashes},
    {"timeline.lua", page_timeline},
    {"timeline_key.lua", page_timeline_key},
};

enum { RENDER_MEMORY = 256 << 20 };

/* Names in the registry. */
static const char templates_key[] = "drawloom.templates";
static const char partial_key[] = "drawloom.partial";

/* What the functions below get: lua_box_call's first argument is a pointer, as pushing one can't
 * fail outside of a protected call. */
static void call_with(struct renderer *r, lua_CFunction function, const void *argument)
{
    lua_pushcfunction(r->box.L, function);
    lua_pushlightuserdata(r->box.L, r);
    lua_pushlightuserdata(r->box.L, (void *)argument);
}

/* (renderer, theme_file, chunk): keep a template. */
static int keep_template(lua_State *L)
{
    const struct theme_file *file = lua_touserdata(L, 2);
    luaL_getsubtable(L, LUA_REGISTRYINDEX, templates_key);
    lua_pushvalue(L, 3);
    lua_setfield(L, -2, file->name);
    return 0;
}

static void set_generator(lua_State *L, const char *version)
{
    struct emit_lua to;
    struct emit e = emit_lua(&to, L);
    e.ops->object(e.to);
    emit_string(&e, "name", "drawloom");
    emit_string(&e, "version", version);
    e.ops->end_object(e.to);
    lua_setglobal(L, "generator");
}

static void set_machine(lua_State *L, const struct machine *machine)
{
    struct emit_lua to;
    struct emit e = emit_lua(&to, L);
    shape_machine(&e, machine);
    view_machine(&e, machine);
    lua_setfield(L, -2, "view");
    lua_setglobal(L, "machine");
}

static void set_course(lua_State *L, const struct course *course)
{
    struct emit_lua to;
    struct emit e = emit_lua(&to, L);
    view_course(&e, course);
    lua_setglobal(L, "course");
}

/* nil where nothing is frozen. */
static void set_frozen(lua_State *L, const struct results *results)
{
    struct emit_lua to;
    struct emit e = emit_lua(&to, L);
    if (!results->frozen)
        return;
    e.ops->object(e.to);
    emit_string(&e, "at", results->frozen_at);
    e.ops->end_object(e.to);
    lua_setglobal(L, "frozen");
}

/* (renderer, NULL, prelude): run the prelude and set what all pages share. */
static int set_globals(lua_State *L)
{
    struct renderer *r = lua_touserdata(L, 1);
    luaL_getsubtable(L, LUA_REGISTRYINDEX, templates_key);
    functions_open(L, &r->functions);
    lua_call(L, 3, 1);
    lua_setfield(L, LUA_REGISTRYINDEX, partial_key);
    set_generator(L, r->spec->version);
    set_machine(L, &r->spec->results->machine);
    set_course(L, r->course);
    lua_pushstring(L, r->spec->results->sandbox);
    lua_setglobal(L, "sandbox");
    set_frozen(L, r->spec->results);
    return 0;
}

/* (renderer, NULL, chunk): one more piece of the prelude. */
static int run_chunk(lua_State *L)
{
    lua_call(L, 0, 0);
    return 0;
}

/* Load Lua text and call function(r, argument, chunk). */
static bool load(struct renderer *r, lua_CFunction function, const void *argument, struct str lua,
                 const char *name, struct err *err)
{
    call_with(r, function, argument);
    lua_pushglobaltable(r->box.L);
    if (!lua_box_load(&r->box, lua.data, lua.len, name, err)) {
        lua_settop(r->box.L, 0);
        return false;
    }
    return lua_box_call(&r->box, 3, 0, r->course->config.render_ms, err);
}

static bool load_theme(struct renderer *r, struct err *err)
{
    struct theme theme;
    if (!theme_read(r->spec->templates, &r->arena, &theme, err))
        return false;
    for (size_t i = 0; i < theme.count; i++) {
        const struct theme_file *file = &theme.files[i];
        if (!load(r, keep_template, file, file->lua, file->chunk, err))
            return false;
    }
    if (!load(r, set_globals, NULL, str_of(page_prelude), "prelude.lua", err))
        return false;
    for (size_t i = 0; i < sizeof more_lua / sizeof *more_lua; i++)
        if (!load(r, run_chunk, NULL, str_of(more_lua[i].text), more_lua[i].name, err))
            return false;
    return true;
}

bool renderer_new(const struct render_spec *spec, struct renderer **renderer, struct err *err)
{
    struct renderer *r = xcalloc(1, sizeof *r);
    *r = (struct renderer){.spec = spec, .course = spec->results->course};
    r->functions.text = (struct buf)BUF_INIT;
    r->reader = code_reader_new();
    if (!lua_box_init(&r->box, RENDER_MEMORY, err) || !load_theme(r, err)) {
        renderer_free(r);
        *renderer = NULL;
        return false;
    }
    arena_release(&r->arena);
    *renderer = r;
    return true;
}

void renderer_free(struct renderer *renderer)
{
    if (!renderer)
        return;
    view_tree_drop(&renderer->tree);
    lua_box_release(&renderer->box);
    functions_release(&renderer->functions);
    code_reader_free(renderer->reader);
    arena_release(&renderer->arena);
    free(renderer);
}

/* (renderer, result): the sample's card. */
static int make_card(lua_State *L)
{
    struct renderer *r = lua_touserdata(L, 1);
    const struct result *result = lua_touserdata(L, 2);
    struct emit_lua to;
    struct emit e = emit_lua(&to, L);
    lua_getfield(L, LUA_REGISTRYINDEX, partial_key);
    lua_pushliteral(L, "sample");
    lua_createtable(L, 0, 1);
    shape_sample(&e, result);
    view_sample(&e, r->course, result, &r->tree, r->reader, &r->arena);
    lua_setfield(L, -2, "view");
    lua_setfield(L, -2, "sample");
    lua_call(L, 2, 1);
    return 1;
}

/* (renderer, figure): the block's text; the template is named like its kind. */
static int make_figure(lua_State *L)
{
    static const char *const templates[] = {
        [FIGURE_COMPARE] = "compare", [FIGURE_CHART] = "chart", [FIGURE_CLAIMS] = "claims"};
    struct renderer *r = lua_touserdata(L, 1);
    const struct figure *figure = lua_touserdata(L, 2);
    size_t chapter = r->page->chapter;
    size_t index = (size_t)(figure - r->course->chapters[chapter]->figures);
    struct emit_lua to;
    struct emit e = emit_lua(&to, L);
    lua_getfield(L, LUA_REGISTRYINDEX, partial_key);
    lua_pushstring(L, templates[figure->kind]);
    lua_createtable(L, 0, 1);
    shape_figure(&e, r->spec->results, chapter, index);
    view_figure(&e, r->spec->results, figure, index, &r->tree, &r->arena);
    lua_setfield(L, -2, "view");
    lua_setfield(L, -2, "figure");
    lua_call(L, 2, 1);
    return 1;
}

static void set_page(lua_State *L, const struct page *page)
{
    struct emit_lua to;
    struct emit e = emit_lua(&to, L);
    e.ops->object(e.to);
    emit_string(&e, "path", page->path);
    emit_string(&e, "kind", page_kind_name(page->kind));
    emit_string(&e, "picture", page->picture);
    e.ops->end_object(e.to);
    lua_setglobal(L, "page");
}

/* The table of the variables of the page's template. */
static void push_variables(lua_State *L, struct renderer *r)
{
    struct emit_lua to;
    struct emit e = emit_lua(&to, L);
    e.ops->object(e.to);
    render_variables(&e, r);
    e.ops->end_object(e.to);
}

/* (renderer, NULL): the page; the template is named like its kind. */
static int make_page(lua_State *L)
{
    struct renderer *r = lua_touserdata(L, 1);
    lua_getfield(L, LUA_REGISTRYINDEX, partial_key);
    lua_getglobal(L, "page");
    lua_getfield(L, -1, "kind");
    lua_remove(L, -2);
    push_variables(L, r);
    lua_call(L, 2, 1);
    return 1;
}

/* (renderer, page): what is made from now on is part of this page. */
static int begin_page(lua_State *L)
{
    set_page(L, lua_touserdata(L, 2));
    return 0;
}

/* Call function(r, argument) and append the text that it returns, if it does. */
static bool call(struct renderer *r, lua_CFunction function, const void *argument, struct buf *out,
                 struct err *err)
{
    call_with(r, function, argument);
    if (!lua_box_call(&r->box, 2, out ? 1 : 0, r->course->config.render_ms, err))
        return false;
    if (out) {
        size_t len;
        const char *text = lua_tolstring(r->box.L, -1, &len);
        buf_add(out, text, len);
        buf_putc(out, '\n');
    }
    lua_settop(r->box.L, 0);
    return true;
}

static bool add_card(void *ctx, const struct result *result, struct buf *out, struct err *err)
{
    return call(ctx, make_card, result, out, err);
}

static bool add_figure(void *ctx, size_t figure, struct buf *out, struct err *err)
{
    struct renderer *r = ctx;
    const struct chapter *chapter = r->course->chapters[r->page->chapter];
    return call(r, make_figure, &chapter->figures[figure], out, err);
}

/* A chapter as it stands on its own page, then as a part of the print page. */
static bool make_part(struct renderer *r, size_t chapter, struct err *err)
{
    const struct html_maker maker = {add_card, add_figure, r, r->reader};
    const struct chapter *c = r->course->chapters[chapter];
    const struct page page = {.kind = PAGE_PRINT, .path = c->page, .chapter = chapter};
    struct buf body = BUF_INIT, part = BUF_INIT;
    r->page = &page;
    bool ok = call(r, begin_page, &page, NULL, err) &&
              html_chapter(r->spec->results, chapter, &maker, &body, err);
    if (ok) {
        gather_chapter(r->course, c, buf_view(&body), &part);
        r->parts[chapter] = arena_str(&r->arena, buf_view(&part));
    }
    buf_release(&body);
    buf_release(&part);
    return ok;
}

static bool has_glossary(const struct course *course)
{
    return course->glossary && !course->glossary->chapter->unusable;
}

static void make_glossary_part(struct renderer *r)
{
    const struct course *course = r->course;
    if (!has_glossary(course))
        return;
    r->terms = html_glossary(r->spec->results, r->reader, &r->arena);
    for (size_t i = 0; i <= course->glossary->count; i++) {
        struct buf part = BUF_INIT;
        gather_chapter(course, course->glossary->chapter, r->terms[i], &part);
        r->terms[i] = arena_str(&r->arena, buf_view(&part));
        buf_release(&part);
    }
}

static bool make_parts(struct renderer *r, const struct page *print, struct err *err)
{
    bool ok = true;
    r->parts = ARENA_ARRAY(&r->arena, r->course->chapter_count, struct str);
    for (size_t i = 0; i < r->course->chapter_count && ok; i++)
        ok = r->course->chapters[i]->unusable || make_part(r, i, err);
    if (ok)
        make_glossary_part(r);
    r->page = print;
    return ok && call(r, begin_page, print, NULL, err);
}

bool render_page(struct renderer *renderer, const struct page *page, struct buf *out,
                 struct err *err)
{
    struct renderer *r = renderer;
    const struct html_maker maker = {add_card, add_figure, r, r->reader};
    struct buf body = BUF_INIT;
    r->page = page;
    r->terms = NULL;
    bool ok = call(r, begin_page, page, NULL, err);
    if (ok && page->kind == PAGE_CHAPTER)
        ok = html_chapter(r->spec->results, page->chapter, &maker, &body, err);
    if (page->kind == PAGE_SEARCH)
        view_search(r->spec->results, r->reader, &body);
    r->body = buf_view(&body);
    if (ok && page->kind == PAGE_PRINT)
        ok = make_parts(r, page, err);
    if (ok && page->kind == PAGE_GLOSSARY)
        r->terms = html_glossary(r->spec->results, r->reader, &r->arena);
    ok = ok && call(r, make_page, NULL, out, err);
    if (!ok)
        traceback_for_author(err);
    if (!ok && !*err->file)
        err_in(err, "%s", page->path);
    buf_release(&body);
    view_tree_drop(&r->tree);
    arena_release(&r->functions.arena);
    arena_release(&r->arena);
    return ok;
}
