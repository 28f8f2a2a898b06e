/* expression: Lua states for what authors write: values, claims and the bodies of charts.
 *
 * Each expression has a state of its own, so that none can see what another did. What all of them need,
 * quantity.lua and the files beside it, is compiled once and handed to every state as bytecode: parsing
 * it two hundred times would take longer than all else in a second build. */
#ifndef RUN_EXPRESSION_H
#define RUN_EXPRESSION_H

#include "course/lua_box.h"
#include "run/evidence.h"

enum expression_script {
    SCRIPT_LIBRARY,
    SCRIPT_QUANTITY,
    SCRIPT_SUBJECT,
    SCRIPT_FUNCTIONS,
    SCRIPT_CLAIM,
    SCRIPT_SERIES,
    SCRIPT_STORY,
    SCRIPT_HISTOGRAM,
    SCRIPT_FIGURE,
    EXPRESSION_SCRIPTS
};

struct expression_scripts {
    struct str code[EXPRESSION_SCRIPTS];
};

/* Compile the scripts, in `a`. Errors: no memory for Lua. */
bool expression_compile(struct expression_scripts *scripts, struct arena *a, struct err *err);

struct expression {
    struct lua_box box;
    const struct expression_scripts *scripts;
};

/* Open a state in which expressions can be loaded; close it even when this fails. */
bool expression_open(struct expression *e, const struct expression_scripts *scripts,
                     struct evidence *evidence, struct err *err);
void expression_close(struct expression *e);

/* Push what a value, a claim or a figure is asked of (SCRIPT_FUNCTIONS: `show`, SCRIPT_CLAIM: `judge`,
 * SCRIPT_FIGURE: `draw`; see there). */
bool expression_push(struct expression *e, enum expression_script script, struct err *err);
/* Push the author's text as a function called `name` in messages: an expression, or a chunk. */
bool expression_load(struct expression *e, struct str text, const char *name, struct err *err);
bool expression_load_chunk(struct expression *e, struct str text, const char *name,
                           struct err *err);
/* Call a function below its arguments for one result, within the time that an author has. */
bool expression_call(struct expression *e, int args, struct err *err);

/* A field of the table on the top of the stack, copied to `a`; NULL: it is nil. */
const char *expression_text(lua_State *L, const char *name, struct arena *a);

/* Whether what failed failed for want of results that were not made in this build, or whose sample has
 * a problem of its own; then which, in the state. */
const char *expression_lacking(struct expression *e);

#endif
