/* template: the template language: text with Lua in it.
 *
 *     <% code %>     runs
 *     <%= expr %>    the value of an expression, escaped for HTML
 *     <%- expr %>    the same as it is: for what is HTML already
 *     <%# words %>   a comment
 *     <%%            stands for "<%"
 *
 * A line that holds nothing but one `<% code %>` or comment is not a line of the output, and neither
 * is the newline at the end of the file. */
#ifndef PAGE_TEMPLATE_H
#define PAGE_TEMPLATE_H

#include "base/buf.h"
#include "base/err.h"

/* Append the Lua chunk that the template `text` stands for. Its lines are the template's lines, so
 * that what Lua says about the chunk is true for the template. It is called as
 *
 *     chunk(env, raw, escaped)
 *
 * where env is the table of its variables, and raw(value, expr) and escaped(value, expr) put a value
 * out; expr is the expression as written, or nil for text. Errors: a tag that is not closed, with
 * its place in `name`. Lua's own errors come when the chunk is loaded. */
bool template_translate(struct str text, const char *name, struct buf *lua, struct err *err);

#endif
