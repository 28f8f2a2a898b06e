/* weave: from cmark's trees to the doc of a chapter: a walk over the chapter's own tree, and, where
 * an include or an exercise stands, over the tree of that. */
#ifndef COURSE_WEAVE_H
#define COURSE_WEAVE_H

#include "course/reading.h"

/* Put the text and all that it includes into r->doc, and what it declares into r->chapter. */
void weave(struct reading *r, const struct text *text);

#endif
