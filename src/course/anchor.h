/* anchor: the places of a chapter that links can lead to (`#mutex`), and what they are called. */
#ifndef COURSE_ANCHOR_H
#define COURSE_ANCHOR_H

#include "course/course.h"

/* What a link to the place shows when it has no text: "Program 3.4", "Section 3.2 (“Lost updates”)"; see
 * link.h. NULL: there is no such place. */
const char *anchor_title(const struct course *course, const struct chapter *chapter,
                         const char *anchor, struct arena *a);

/* The same for the chapter as a whole: "Chapter 3 (“Sharing”)". */
const char *anchor_chapter_title(const struct chapter *chapter, struct arena *a);

/* The place whose name is most like `anchor`; NULL when none is. */
const char *anchor_nearest(const struct chapter *chapter, const char *anchor, struct arena *a);

#endif
