/* How `{lua} …` in the prose gets its text.
 *
 * Every expression of the course is one item of a crew, so that one which never ends is stopped and
 * named while the others go on. Each has a Lua state of its own with values.lua run in it: what one
 * expression does, no other can see. Everything that a value depends on is in the results, so
 * nothing of it is stored. */
#include <lauxlib.h>
#include <lua.h>
#include <stdlib.h>
#include <string.h>

#include "base/embed.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "course/lua_box.h"
#include "run/build_samples.h"

EMBED(run_values_lua, "run/values.lua");

enum { DEADLINE_MS = 2000, HOOK_MS = 1500, MEMORY_BYTES = 64 << 20 };

/* Item i of the crew. */
struct question {
    size_t chapter, value;
};

/* What the crew works on. */
struct survey {
    struct results *results;
    struct question *questions;
    size_t count;
};

struct answer {
    const char *text; /* NULL: `why` says what is wrong */
    const char *why;
};

static const struct value *value_of(const struct survey *survey, size_t i)
{
    const struct question *q = &survey->questions[i];
    return &survey->results->course->chapters[q->chapter]->values[q->value];
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

static void set_number(lua_State *L, const char *name, double value)
{
    lua_pushnumber(L, value);
    lua_setfield(L, -2, name);
}

static void set_integer(lua_State *L, const char *name, lua_Integer value)
{
    lua_pushinteger(L, value);
    lua_setfield(L, -2, name);
}

static void push_result(lua_State *L, const struct result *result)
{
    lua_newtable(L);
    if (result->compile)
        set_number(L, "compile_s", result->compile->wall_s);
    const struct run_result *run = result->run;
    if (!run)
        return;
    set_number(L, "wall_s", run->wall_s);
    set_number(L, "user_s", run->user_s);
    set_number(L, "sys_s", run->sys_s);
    set_integer(L, "max_rss_kib", (lua_Integer)run->max_rss_kib);
    if (run->end == END_EXITED)
        set_integer(L, "code", run->code);
    lua_pushlstring(L, run->out.data ? run->out.data : "", run->out.len);
    lua_setfield(L, -2, "stdout");
}

/* lookup(id). Upvalue 1: the results. */
static int lookup(lua_State *L)
{
    const struct results *results = lua_touserdata(L, lua_upvalueindex(1));
    const struct course *course = results->course;
    if (lua_type(L, 1) != LUA_TSTRING)
        return luaL_error(L, "a sample's name is needed, in quotes");
    const char *id = lua_tostring(L, 1);
    for (size_t i = 0; i < course->sample_count; i++)
        if (strcmp(course->samples[i]->id, id) == 0) {
            push_result(L, &results->samples[i]);
            return 1;
        }
    const char *close = nearest_id(course, id);
    if (close)
        return luaL_error(L, "there is no sample \"%s\" (did you mean \"%s\"?)", id, close);
    return luaL_error(L, "there is no sample \"%s\"", id);
}

/* nearest(word, words). The words are strings of the table at index 2, which keeps them alive. */
static int nearest_name(lua_State *L)
{
    enum { MOST = 64 };
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
    lua_pushstring(L, machine->cpu);
    lua_setfield(L, -2, "cpu");
    set_integer(L, "cores", machine->cores);
    set_integer(L, "usable_cores", machine->usable_cores);
    set_integer(L, "memory", (lua_Integer)machine->memory_bytes);
}

/* Leaves the environment and `show` on the stack. */
static bool prepare(struct lua_box *box, struct results *results, struct err *err)
{
    lua_State *L = box->L;
    lua_pushglobaltable(L);
    if (!lua_box_load(box, run_values_lua, strlen(run_values_lua), "values.lua", err))
        return false;
    lua_pushlightuserdata(L, results);
    lua_pushcclosure(L, lookup, 1);
    lua_pushcfunction(L, nearest_name);
    push_machine(L, &results->machine);
    return lua_box_call(box, 3, 2, HOOK_MS, err);
}

/* Below the environment and `show`: leaves the text on the stack. */
static bool evaluate(struct lua_box *box, const char *expression, struct err *err)
{
    struct buf chunk = BUF_INIT;
    buf_printf(&chunk, "return %s", expression);
    lua_insert(box->L, -2);
    bool ok = lua_box_load(box, chunk.data, chunk.len, "expression", err);
    buf_release(&chunk);
    return ok && lua_box_call(box, 0, 1, HOOK_MS, err) && lua_box_call(box, 1, 1, HOOK_MS, err);
}

static void *answer(void *ctx, void *local, size_t i, struct arena *shared)
{
    (void)local;
    struct survey *survey = ctx;
    struct answer *answer = ARENA_NEW(shared, struct answer);
    struct lua_box box;
    struct err err = {0};
    bool open = lua_box_init(&box, MEMORY_BYTES, &err);
    if (open && prepare(&box, survey->results, &err) &&
        evaluate(&box, value_of(survey, i)->text, &err))
        answer->text = arena_strdup(shared, lua_tostring(box.L, -1));
    else
        answer->why = arena_strndup(shared, err.message, strcspn(err.message, "\n"));
    if (open)
        lua_box_release(&box);
    return answer;
}

static void settle(struct survey *survey, size_t i, const struct crew_result *end)
{
    struct results *results = survey->results;
    const struct question *q = &survey->questions[i];
    const struct value *value = value_of(survey, i);
    const struct answer *answer = end->end == CREW_DONE ? end->value : NULL;
    if (answer && answer->text) {
        results->chapters[q->chapter].values[q->value].text = answer->text;
        return;
    }
    const char *why = answer                       ? answer->why
                      : end->end == CREW_TIMED_OUT ? "ran longer than 2 s"
                                                   : "could not be computed (too much memory?)";
    problem_add(&results->problems, &results->arena, PROBLEM_ERROR, value->place.file,
                value->place.line, value->place.column, "value \"%s\": %s", value->text, why);
}

/* All expressions of all chapters, in order; makes room for their texts. */
static void gather(struct survey *survey)
{
    struct results *results = survey->results;
    const struct course *course = results->course;
    size_t most = 0;
    for (size_t c = 0; c < course->chapter_count; c++)
        most += course->chapters[c]->value_count;
    results->chapters = ARENA_ARRAY(&results->arena, course->chapter_count, struct chapter_values);
    survey->questions = ARENA_ARRAY(&results->arena, most, struct question);
    for (size_t c = 0; c < course->chapter_count; c++) {
        size_t count = course->chapters[c]->value_count;
        results->chapters[c].values = ARENA_ARRAY(&results->arena, count, struct value_result);
        for (size_t v = 0; v < count; v++)
            survey->questions[survey->count++] = (struct question){c, v};
    }
}

bool values_compute(struct results *results, int workers, struct err *err)
{
    struct survey survey = {.results = results};
    gather(&survey);
    if (survey.count == 0)
        return true;
    struct crew_spec spec = {.n = survey.count,
                             .workers = workers,
                             .deadline_ms = DEADLINE_MS,
                             .work = answer,
                             .ctx = &survey};
    struct crew_result *ends = ARENA_ARRAY(&results->arena, survey.count, struct crew_result);
    if (!crew_run(&spec, &results->crew, ends, err))
        return false;
    for (size_t i = 0; i < survey.count; i++)
        settle(&survey, i, &ends[i]);
    return true;
}
