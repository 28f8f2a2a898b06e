/* gather: the HTML of one chapter as a part of a page that holds all chapters: the print page. Ids that are
 * unique in one page need not be so in all of them: each gets its chapter's name before it, and so
 * does whatever refers to one. Links to other chapters become links within the page; other addresses
 * are given as seen from the site's root. Headings are a level deeper, below the page's own title: h1 is
 * h2, … h5 is h6, and h6 stays. */
#ifndef PAGE_GATHER_H
#define PAGE_GATHER_H

#include "base/buf.h"
#include "course/course.h"

/* Append `html`, the body of `chapter` as html_chapter makes it; HTML of an author who is trusted may be
 * in it, and whatever it is, nothing but attributes and the names of headings changes. A chapter as a whole is the id
 * "NAME." of that page. */
void gather_chapter(const struct course *course, const struct chapter *chapter, struct str html,
                    struct buf *out);

#endif
