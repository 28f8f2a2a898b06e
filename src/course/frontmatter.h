/* frontmatter: the YAML between two lines `---` at the very start of a chapter: names with scalar
 * values. */
#ifndef COURSE_FRONTMATTER_H
#define COURSE_FRONTMATTER_H

#include "course/chapter.h"

/* Read it into chapter->meta, ->title and ->description; what is wrong becomes a problem of the
 * chapter. Returns the lines that it takes, 0 when the text does not begin with it; *body is what
 * follows. */
int frontmatter_read(struct str bytes, struct arena *a, struct chapter *chapter, struct str *body);

#endif
