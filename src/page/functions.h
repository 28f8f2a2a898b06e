/* functions: what templates can call that is written in C. */
#ifndef PAGE_FUNCTIONS_H
#define PAGE_FUNCTIONS_H

#include <lua.h>

#include "base/arena.h"
#include "base/buf.h"

/* Memory of the functions: hung up here because a Lua error passes over C's stack. */
struct functions {
    struct arena arena; /* the owner may release it between two calls into Lua */
    struct buf text;    /* of one call */
};

/* Set the globals e(text) and encode(name), which escape as html_escape and html_url_path do,
 * quote(text), a string of JSON as json_str writes it, and
 * ansi(text [, style]), which returns what ansi_html_piece makes of the text, and the style that comes
 * next. Push two functions that prelude.lua takes:
 *     address(from, to)   of the file `to` in the page `from`
 *     signal_words(n)     "SIGSEGV", "segmentation fault"; the second may be nil
 * Raises Lua errors. `f` must outlive L. */
void functions_open(lua_State *L, struct functions *f);
void functions_release(struct functions *f);

#endif
