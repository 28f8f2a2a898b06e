/* lua_box: a Lua state that can't do harm: no os, io, load, require or debug; a limit on memory; a
 * limit on instructions, checked by a hook. A loop inside one C function (a pattern match) passes
 * no hook: run what the author did not write in a process with a deadline (crew.h). */
#ifndef COURSE_LUA_BOX_H
#define COURSE_LUA_BOX_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct lua_box {
    lua_State *L;
    size_t used, most; /* bytes */
    double deadline;   /* CLOCK_MONOTONIC seconds; 0: none */
    int limit_ms;      /* of the call under way, for the message */
};

/* Errors: no memory for a state. Libraries: base (without load, loadfile, dofile, collectgarbage,
 * print, warn), table, string (without dump), math (its random numbers are the same in every run),
 * utf8. Metatables may not have __gc: hooks don't run in finalisers. The box must not move. */
bool lua_box_init(struct lua_box *box, size_t max_bytes, struct err *err);
void lua_box_release(struct lua_box *box);

/* Call the function below its `args` arguments on the stack, as lua_pcall does, with a traceback
 * and a time limit. On failure the message is in *err (place split off from "file:line:" into
 * err->file and err->line), the traceback follows the message after a newline, and the stack is as
 * before the function was pushed. Time is over: "ran longer than N ms". */
bool lua_box_call(struct lua_box *box, int args, int results, int limit_ms, struct err *err);

/* Load text as a chunk called `name` (shown in messages as is), with _ENV the table on the top of
 * the stack, which is popped; pushes the function. Binary chunks are refused. */
bool lua_box_load(struct lua_box *box, const char *text, size_t len, const char *name,
                  struct err *err);

#endif
