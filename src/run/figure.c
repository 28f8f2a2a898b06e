#include "run/figure.h"

#include <lauxlib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char body_name[] = "chart";

static void set_string(lua_State *L, const char *name, const char *value)
{
    lua_pushstring(L, value);
    lua_setfield(L, -2, name);
}

static const char *const chart_names[] = {
    [CHART_CHOSEN] = "chosen",
    [CHART_LINE] = "line",
    [CHART_BAR] = "bar",
    [CHART_HISTOGRAM] = "histogram",
};

/* {kind = "compare" or "chart", of = ids, x =, y =, chart = kind of chart} */
static int push_spec(lua_State *L)
{
    const struct figure *figure = lua_touserdata(L, 1);
    lua_newtable(L);
    set_string(L, "kind", figure->kind == FIGURE_COMPARE ? "compare" : "chart");
    set_string(L, "x", figure->x);
    set_string(L, "y", figure->y);
    set_string(L, "chart", chart_names[figure->chart]);
    lua_createtable(L, (int)figure->of.count, 0);
    for (size_t i = 0; i < figure->of.count; i++) {
        lua_pushstring(L, figure->of.items[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_setfield(L, -2, "of");
    return 1;
}

/* --- What figure.lua made, on the top of the stack: it is as it says there --- */

static bool take_number(lua_State *L, const char *name, double *number)
{
    lua_getfield(L, -1, name);
    bool there = lua_type(L, -1) == LUA_TNUMBER;
    if (there)
        *number = lua_tonumber(L, -1);
    lua_pop(L, 1);
    return there;
}

static bool take_boolean(lua_State *L, const char *name)
{
    lua_getfield(L, -1, name);
    bool value = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return value;
}

static void take_point(lua_State *L, struct arena *a, struct series_point *point)
{
    take_number(L, "x", &point->x);
    take_number(L, "y", &point->y);
    point->label = expression_text(L, "label", a);
    point->noisy = take_boolean(L, "noisy");
    point->has_interval =
        take_number(L, "low", &point->low) && take_number(L, "high", &point->high);
}

static void take_series(lua_State *L, struct arena *a, struct series *series)
{
    series->name = expression_text(L, "name", a);
    lua_getfield(L, -1, "points");
    series->count = lua_rawlen(L, -1);
    series->points = ARENA_ARRAY(a, series->count, struct series_point);
    for (size_t i = 0; i < series->count; i++) {
        lua_rawgeti(L, -1, (lua_Integer)i + 1);
        take_point(L, a, &series->points[i]);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

static enum chart_kind take_kind(lua_State *L)
{
    enum chart_kind kind = CHART_BAR;
    lua_getfield(L, -1, "kind");
    for (size_t i = 0; i < sizeof chart_names / sizeof *chart_names; i++)
        if (strcmp(lua_tostring(L, -1), chart_names[i]) == 0)
            kind = (enum chart_kind)i;
    lua_pop(L, 1);
    return kind;
}

/* How many bytes of texts and points there can be is bounded by the state's memory. */
static int take_figure(lua_State *L)
{
    struct figure_result *result = lua_touserdata(L, 2);
    struct arena *a = lua_touserdata(L, 3);
    lua_settop(L, 1);
    *result = (struct figure_result){.is_known = true,
                                     .kind = take_kind(L),
                                     .x_label = expression_text(L, "x_label", a),
                                     .y_label = expression_text(L, "y_label", a),
                                     .y_unit = expression_text(L, "y_unit", a),
                                     .story = expression_text(L, "story", a)};
    lua_getfield(L, -1, "series");
    result->series_count = lua_rawlen(L, -1);
    result->series = ARENA_ARRAY(a, result->series_count, struct series);
    for (size_t i = 0; i < result->series_count; i++) {
        lua_rawgeti(L, -1, (lua_Integer)i + 1);
        take_series(L, a, &result->series[i]);
        lua_pop(L, 1);
    }
    lua_pushboolean(L, true);
    return 1;
}

/* --- Places --- */

/* The line of the body at which an error arose: its own place, or the innermost line of the body in the
 * traceback. 0: none. */
static int body_line(const struct err *err)
{
    char level[sizeof body_name + 4];
    if (strcmp(err->file, body_name) == 0)
        return err->line;
    snprintf(level, sizeof level, "\n\t%s:", body_name);
    const char *found = strstr(err->message, level);
    return found ? atoi(found + strlen(level)) : 0;
}

/* The last line of the body that returns something, for what is wrong with that; 0: none. */
static int return_line(const char *body)
{
    int line = 1, last = 0;
    for (const char *p = body; *p; line++) {
        struct str rest = str_of(p + strspn(p, " \t"));
        if (str_starts(rest, "return"))
            last = line;
        p += strcspn(p, "\n");
        p += *p == '\n';
    }
    return last;
}

static bool fail(struct expression *e, const struct figure *figure, struct err *err)
{
    int line = body_line(err);
    if (line == 0 && figure->body)
        line = return_line(figure->body);
    bool known = expression_lacking(e) != NULL;
    err->file[0] = '\0';
    err->line = figure->body && line > 0 ? figure->body_line + line - 1 : figure->place.line;
    err->column = figure->body && line > 0 ? 0 : figure->place.column;
    if (known)
        err->message[0] = '\0';
    return false;
}

bool figure_compute(struct expression *e, const struct figure *figure, struct arena *a,
                    struct figure_result *result, struct err *err)
{
    lua_State *L = e->box.L;
    *err = (struct err){0};
    *result = (struct figure_result){0};
    bool ok = expression_push(e, SCRIPT_FIGURE, err);
    lua_pushcfunction(L, push_spec);
    lua_pushlightuserdata(L, (void *)figure);
    ok = ok && expression_call(e, 1, err);
    if (ok && figure->body)
        ok = expression_load_chunk(e, str_of(figure->body), body_name, err);
    ok = ok && expression_call(e, figure->body ? 2 : 1, err);
    if (ok) {
        lua_pushcfunction(L, take_figure);
        lua_insert(L, -2);
        lua_pushlightuserdata(L, result);
        lua_pushlightuserdata(L, a);
        ok = expression_call(e, 3, err);
    }
    return ok || fail(e, figure, err);
}
