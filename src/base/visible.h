/* visible: text of unknown origin made fit for a terminal. Programs print what they like, and their
 * output stands in messages: an escape sequence must be read, not obeyed. */
#ifndef BASE_VISIBLE_H
#define BASE_VISIBLE_H

#include <stddef.h>

#include "base/buf.h"

/* Append text with control characters as <1B>, characters that change the direction of writing or
 * can't be seen as <U+202E>, and bytes that are not UTF-8 as <FF>. Newlines and tabs stay. */
void visible_add(struct buf *out, struct str text);

/* As visible_add for one line, with tabs filled with blanks up to the next multiple of four. */
void visible_add_line(struct buf *out, struct str line);

/* Columns that text without tabs and control characters takes on a terminal. */
size_t visible_width(struct str text);

#endif
