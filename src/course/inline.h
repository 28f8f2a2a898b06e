/* inline: what stands in lines of prose and means more to drawloom than to cmark. Lines are those of
 * the text; columns of cmark are only hints there: they are wrong in continued lines of quotes and
 * lists, and missing for autolinks. */
#ifndef COURSE_INLINE_H
#define COURSE_INLINE_H

#include "course/reading.h"

/* A code span: `{lua} …` becomes a value of the chapter. node->text is set. */
void inline_code(struct reading *r, const struct text *text, int line, struct node *node);

/* A run of text: report `{lua} that was left in it, because its code span is cut by a table's "|" or
 * not closed. */
void inline_text(struct reading *r, const struct text *text, int line, struct str run,
                 bool in_cell);

/* A link or image, node->text is set: give it the place of its address in the line. */
void inline_link(const struct text *text, int line, struct node *node);

/* "note" for "[!NOTE]" and so on; NULL for other texts, and a warning for what is nearly one. */
const char *inline_alert(struct reading *r, const struct text *text, int line, int column,
                         const char *marker);

#endif
