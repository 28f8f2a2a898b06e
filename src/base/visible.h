/* visible: text of unknown origin made fit for a terminal. Programs print what they like, and their
 * output stands in messages: an escape sequence must be read, not obeyed. */
#ifndef BASE_VISIBLE_H
#define BASE_VISIBLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* Whether the character acts on the text around it: a control of C0 or C1, DEL, a mark or control of
 * the direction of writing (U+061C, U+200E-F, U+202A-E, U+2066-9), a line separator (U+2028-9). */
bool visible_is_control(uint32_t code_point);

/* Whether it is UTF-8 without such characters, and not empty. */
bool visible_is_text(struct str s);

/* Append text with control characters as <1B> or <U+202E>, others that can't be seen as <U+200B>, and
 * bytes that are not UTF-8 as <FF>. Newlines and tabs stay; CR before LF is dropped. */
void visible_add(struct buf *out, struct str text);

/* As visible_add for what has to stay in its line, as the name of a file: newlines and tabs are shown
 * too. */
void visible_add_name(struct buf *out, struct str name);

/* Make text that is about to be written to fd visible if that is a terminal. A file or another
 * program gets it as it is. */
void visible_on_terminal(struct buf *text, int fd);

/* As visible_add for one line, with tabs filled with blanks up to the next multiple of four. */
void visible_add_line(struct buf *out, struct str line);

/* Columns that text without tabs and control characters takes on a terminal. */
size_t visible_width(struct str text);

#endif
