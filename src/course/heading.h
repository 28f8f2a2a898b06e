/* heading: headings, their titles and ids. */
#ifndef COURSE_HEADING_H
#define COURSE_HEADING_H

#include "course/reading.h"

/* Cut `{#id}` off the end of a heading's last text. The id, in r->a; NULL when there is none. A
 * malformed one is reported and cut off as well (then the id is ""). */
const char *heading_take_id(struct reading *r, const struct text *text, int line, struct str *last);

/* Record the open heading, the last node of r->doc. */
void heading_add(struct reading *r, const struct node *node, const char *file, const char *id);
/* Its children are there: node `index`, closed, has a title now. */
void heading_finish(struct reading *r, size_t index);

/* When all ids of the page are given: make those of the other headings. */
void headings_make_ids(struct reading *r);

#endif
