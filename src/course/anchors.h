/* anchors: the ids of one page: those that were given to headings and samples, and those that
 * headings get from their text. */
#ifndef COURSE_ANCHORS_H
#define COURSE_ANCHORS_H

#include "base/buf.h"
#include "course/names.h"
#include "course/sample.h"

/* All zero is empty. Lives in the arena given to anchors_claim. */
struct anchors {
    struct names names;
    struct place *places; /* by the name's number */
    size_t count;
};

/* Whether id is a letter and then letters, digits, "-" and "_", all ASCII. */
bool anchors_is_id(const char *id);

/* Take the id for a place; NULL, or the place that has it already. */
const struct place *anchors_claim(struct anchors *anchors, struct arena *a, const char *id,
                                  struct place place);

/* The id that GitHub makes of a heading's text: lower case, blanks to "-", punctuation dropped,
 * letters of all scripts kept; "section" when nothing is left. */
void anchors_slug(struct str title, struct buf *out);

/* The first of slug, slug-1, slug-2, … that is free, taken for the place. In `a`. */
const char *anchors_take_free(struct anchors *anchors, struct arena *a, const char *slug,
                              struct place place);

#endif
