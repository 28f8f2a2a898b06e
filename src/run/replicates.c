#include "run/replicates.h"

#include <lauxlib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "run/statistics.h"
#include "run/timing.h"

static const char type_name[] = "replicates";

struct replicates_entry {
    const double *x;
    uint64_t seed; /* samples may share their runs */
    double *medians;
};

void replicates_shelf_release(struct replicates_shelf *shelf)
{
    for (size_t i = 0; i < shelf->count; i++)
        free(shelf->entries[i].medians);
    free(shelf->entries);
    *shelf = (struct replicates_shelf){0};
}

static double *new_replicates(lua_State *L)
{
    double *r = lua_newuserdatauv(L, REPLICATES * sizeof *r, 0);
    luaL_newmetatable(L, type_name);
    lua_setmetatable(L, -2);
    return r;
}

static const double *medians_of(struct replicates_shelf *shelf, const double *x, size_t n,
                                uint64_t seed)
{
    for (size_t i = 0; i < shelf->count; i++)
        if (shelf->entries[i].x == x && shelf->entries[i].seed == seed)
            return shelf->entries[i].medians;
    double *medians = xcalloc(REPLICATES, sizeof *medians);
    timing_replicates(x, n, seed, medians, REPLICATES);
    shelf->entries = xrealloc(shelf->entries, shelf->count + 1, sizeof *shelf->entries);
    shelf->entries[shelf->count++] = (struct replicates_entry){x, seed, medians};
    return medians;
}

void replicates_push(lua_State *L, struct replicates_shelf *shelf, const double *x, size_t n,
                     uint64_t seed)
{
    double *r = new_replicates(L);
    memcpy(r, medians_of(shelf, x, n, seed), REPLICATES * sizeof *r);
}

static double apply(char op, double a, double b)
{
    switch (op) {
    case '+':
        return a + b;
    case '-':
        return a - b;
    case '*':
        return a * b;
    case '/':
        return a / b;
    default:
        return pow(a, b);
    }
}

/* An operand: replicates, or NULL and a number. */
static const double *operand(lua_State *L, int index, double *number)
{
    if (lua_type(L, index) == LUA_TUSERDATA)
        return luaL_checkudata(L, index, type_name);
    *number = luaL_checknumber(L, index);
    return NULL;
}

int replicates_combine(lua_State *L)
{
    double x = 0, y = 0;
    char op = *luaL_checkstring(L, 1);
    const double *a = operand(L, 2, &x), *b = operand(L, 3, &y);
    double *r = new_replicates(L);
    for (size_t i = 0; i < REPLICATES; i++)
        r[i] = apply(op, a ? a[i] : x, b ? b[i] : y);
    return 1;
}

int replicates_percentiles(lua_State *L)
{
    double low, high;
    statistics_percentiles(luaL_checkudata(L, 1, type_name), REPLICATES, &low, &high);
    lua_pushnumber(L, low);
    lua_pushnumber(L, high);
    return 2;
}
