#include "run/evidence.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "run/statistics.h"
#include "run/timing.h"
#include "run/trials.h"

static struct evidence *evidence_of(lua_State *L)
{
    return lua_touserdata(L, lua_upvalueindex(1));
}

static void set_number(lua_State *L, const char *name, double value)
{
    lua_pushnumber(L, value);
    lua_setfield(L, -2, name);
}

static void set_integer(lua_State *L, const char *name, size_t value)
{
    lua_pushinteger(L, (lua_Integer)value);
    lua_setfield(L, -2, name);
}

static void set_boolean(lua_State *L, const char *name, bool value)
{
    lua_pushboolean(L, value);
    lua_setfield(L, -2, name);
}

static void set_string(lua_State *L, const char *name, const char *value)
{
    lua_pushstring(L, value);
    lua_setfield(L, -2, name);
}

/* --- sample(id) --- */

static void push_words(lua_State *L, const struct words *words)
{
    lua_createtable(L, (int)words->count, 0);
    for (size_t i = 0; i < words->count; i++) {
        lua_pushstring(L, words->items[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

static const char *nearest_id(const struct course *course, const char *id)
{
    const char **ids = xcalloc(course->sample_count, sizeof *ids);
    for (size_t i = 0; i < course->sample_count; i++)
        ids[i] = course->samples[i]->id;
    const char *close = nearest(id, ids, course->sample_count);
    free(ids);
    return close;
}

static void push_sample(lua_State *L, const struct sample *sample, size_t index)
{
    lua_newtable(L);
    set_integer(L, "index", index);
    set_string(L, "id", sample->id);
    set_boolean(L, "is_broken", sample->is_broken);
    if (sample->point_count == 0)
        return;
    push_words(L, &sample->parameters);
    lua_setfield(L, -2, "parameters");
    lua_createtable(L, (int)sample->point_count, 0);
    for (size_t i = 0; i < sample->point_count; i++) {
        push_words(L, &sample->points[i].values);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_setfield(L, -2, "points");
}

static int find_sample(lua_State *L)
{
    const struct course *course = evidence_of(L)->results->course;
    const char *id = luaL_checkstring(L, 1);
    for (size_t i = 0; i < course->sample_count; i++)
        if (strcmp(course->samples[i]->id, id) == 0) {
            push_sample(L, course->samples[i], i);
            return 1;
        }
    lua_pushnil(L);
    lua_pushstring(L, nearest_id(course, id));
    return 2;
}

/* --- result(index, point) --- */

static const struct result *result_at(lua_State *L)
{
    const struct results *results = evidence_of(L)->results;
    lua_Integer index = luaL_checkinteger(L, 1), point = luaL_optinteger(L, 2, 0);
    luaL_argcheck(L, index >= 0 && (size_t)index < results->course->sample_count, 1, "no sample");
    const struct result *result = &results->samples[index];
    if (point == 0)
        return result;
    luaL_argcheck(L, point > 0 && (size_t)point <= result->point_count, 2, "no point");
    return &result->points[point - 1];
}

static void push_run(lua_State *L, const struct run_result *run)
{
    set_number(L, "wall_s", run->wall_s);
    set_number(L, "cpu_s", run->user_s + run->sys_s);
    set_integer(L, "max_rss_kib", (size_t)run->max_rss_kib);
    if (run->end == END_EXITED)
        set_integer(L, "code", (size_t)run->code);
    lua_pushlstring(L, run->out.data ? run->out.data : "", run->out.len);
    lua_setfield(L, -2, "stdout");
}

static void set_measured(lua_State *L, const char *name, const double *x, size_t n)
{
    double low, high;
    lua_newtable(L);
    set_number(L, "median", statistics_median(x, n));
    set_number(L, "min", statistics_min(x, n));
    if (timing_interval(x, n, &low, &high)) {
        set_number(L, "low", low);
        set_number(L, "high", high);
    }
    lua_createtable(L, (int)n, 0);
    for (size_t i = 0; i < n; i++) {
        lua_pushnumber(L, x[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_setfield(L, -2, "all");
    lua_setfield(L, -2, name);
}

static void push_time(lua_State *L, const struct time_result *time)
{
    lua_newtable(L);
    set_string(L, "status", time_status_name(time->status));
    set_string(L, "noisy_why", time->noisy_why);
    set_integer(L, "reps", time->reps);
    if (time->status == TIME_OK && time->reps > 0) {
        set_measured(L, "wall", time->wall_s, time->reps);
        set_measured(L, "cpu", time->cpu_s, time->reps);
    }
    lua_setfield(L, -2, "time");
}

static void push_values(lua_State *L, const struct result *result)
{
    lua_createtable(L, (int)result->trials->outcome_count, 0);
    for (size_t i = 0; i < result->trials->outcome_count; i++) {
        lua_newtable(L);
        set_number(L, "value", result->trials_verdict.values[i]);
        set_integer(L, "count", result->trials->outcomes[i].count);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_setfield(L, -2, "values");
}

/* How many runs had to be made, where the time was over before; 0: they were. */
static size_t asked_trials(const struct result *result)
{
    int asked = result->sample->trials;
    size_t least = asked == SAMPLE_TRIALS_AUTO ? TRIALS_AUTO_LEAST : (size_t)asked;
    return result->trials->stop == TRIALS_TIME && result->trials->runs < least ? least : 0;
}

static void push_trials(lua_State *L, const struct result *result)
{
    lua_newtable(L);
    if (asked_trials(result) > 0)
        set_integer(L, "asked", asked_trials(result));
    set_integer(L, "runs", result->trials->runs);
    set_integer(L, "outcomes", result->trials->outcome_count);
    set_integer(L, "right", result->trials_verdict.right);
    if (result->trials_verdict.numeric)
        push_values(L, result);
    lua_setfield(L, -2, "trials");
}

static void push_checks(lua_State *L, const struct result *result)
{
    lua_newtable(L);
    for (size_t i = 0; i < result->check_count; i++) {
        const struct check_result *check = &result->checks[i];
        lua_newtable(L);
        set_string(L, "tool", check_tool_title(check->tool));
        set_boolean(L, "is_known", check->is_known);
        set_string(L, "why", check->why);
        set_string(L, "finds", check->finds);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_setfield(L, -2, "checks");
}

/* What was asked for (is_run, is_timed, is_tried, is_checked), whether all went well (ok), and what
 * there is of: compile_s, what push_run sets, time, trials, checks. */
static void push_result(lua_State *L, const struct result *result)
{
    const struct sample *sample = result->sample;
    lua_newtable(L);
    set_boolean(L, "is_run",
                sample->depth == SAMPLE_RUN && sample->must_end != SAMPLE_COMPILE_ERROR);
    set_boolean(L, "is_timed", sample->timed);
    set_boolean(L, "is_tried", sample->trials != 0);
    set_boolean(L, "is_checked", sample->checks != 0);
    set_boolean(L, "ok", result->ok && !sample->is_broken);
    if (result->compile)
        set_number(L, "compile_s", result->compile->wall_s);
    if (result->run)
        push_run(L, result->run);
    if (result->time)
        push_time(L, result->time);
    if (result->trials)
        push_trials(L, result);
    if (result->check_count > 0)
        push_checks(L, result);
}

static int find_result(lua_State *L)
{
    push_result(L, result_at(L));
    return 1;
}

/* --- replicates(index, point, what) --- */

/* No two measurements have the same. */
static uint64_t seed_of(const struct sample *sample, const char *what)
{
    struct buf name = BUF_INIT;
    buf_puts(&name, sample->id);
    for (size_t i = 0; i < sample->values.count && i < sample->parameters.count; i++)
        buf_printf(&name, " %s=%s", sample->parameters.items[i], sample->values.items[i]);
    buf_printf(&name, " %s", what);
    uint64_t seed = hash_of(name.data, name.len).lo;
    buf_release(&name);
    return seed;
}

static int find_replicates(lua_State *L)
{
    const struct result *result = result_at(L);
    const char *what = luaL_checkstring(L, 3);
    const struct time_result *time = result->time;
    luaL_argcheck(L, time && time->status == TIME_OK && time->reps > 0, 1, "not timed");
    const double *x = strcmp(what, "cpu") == 0 ? time->cpu_s : time->wall_s;
    replicates_push(L, &evidence_of(L)->shelf, x, time->reps, seed_of(result->sample, what));
    return 1;
}

/* --- the rest --- */

/* nearest(word, words). The words are strings of the table at index 2, which keeps them alive. */
static int nearest_name(lua_State *L)
{
    enum { MOST = 128 };
    const char *words[MOST];
    size_t count = 0;
    const char *word = luaL_checkstring(L, 1);
    for (; count < MOST && lua_geti(L, 2, (lua_Integer)count + 1) == LUA_TSTRING; count++) {
        words[count] = lua_tostring(L, -1);
        lua_pop(L, 1);
    }
    lua_pushstring(L, nearest(word, words, count));
    return 1;
}

static void push_machine(lua_State *L, const struct machine *machine)
{
    lua_newtable(L);
    set_string(L, "cpu", machine->cpu);
    set_integer(L, "cores", (size_t)machine->cores);
    set_integer(L, "usable_cores", (size_t)machine->usable_cores);
    set_integer(L, "memory", (size_t)machine->memory_bytes);
}

void evidence_push(lua_State *L, struct evidence *evidence)
{
    static const luaL_Reg functions[] = {
        {"sample", find_sample},
        {"result", find_result},
        {"replicates", find_replicates},
        {"nearest", nearest_name},
        {"combine", replicates_combine},
        {"percentiles", replicates_percentiles},
        {NULL, NULL},
    };
    luaL_newlibtable(L, functions);
    lua_pushlightuserdata(L, evidence);
    luaL_setfuncs(L, functions, 1);
    push_machine(L, &evidence->results->machine);
    lua_setfield(L, -2, "machine");
}
