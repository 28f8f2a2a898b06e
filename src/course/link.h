/* link: where a link or an image of a chapter leads. */
#ifndef COURSE_LINK_H
#define COURSE_LINK_H

#include "course/course.h"

enum link_kind {
    LINK_WEB,     /* http, https, mailto: kept as written */
    LINK_PAGE,    /* another chapter or a place in it: rewritten to its page */
    LINK_ANCHOR,  /* a place in the same page */
    LINK_FILE,    /* a file of content/, copied to the same place in the site */
    LINK_DEAD,    /* an error when the course was checked */
    LINK_REFUSED, /* a warning then: javascript:, data: and whatever is not on the list; images of
                   * other hosts; active files of content/, which only a course with html =
                   * "trusted" may link to */
};

struct link {
    enum link_kind kind;
    const char *target; /* relative to the page that holds the link, or the web address; NULL for
                         * DEAD and REFUSED */
    const char *file;   /* LINK_FILE: path below content/ */
    const char *title; /* what a link without text shows, see below; NULL for web links and files */
    const struct term *term; /* `[mutex]()`: what the link explains; NULL: nothing */
};

/* What a link without text shows can stand inside of a sentence: `Program 3.4`, `Figure 3.1`,
 * `Exercise 3.2`, `Section 3.2 (“Lost updates”)`, `Chapter 3 (“Sharing”)`. Where there is no number
 * it is the title, or of a sample and a figure the caption or id.
 *
 * Resolve the NODE_LINK or NODE_IMAGE `node` of the chapter. Schemes are compared after decoding
 * entities and dropping control characters and blanks (reliability.md, section 8). */
struct link link_resolve(const struct course *course, const struct chapter *chapter,
                         const struct node *node, struct arena *a);

/* Whether browsers open the file, by its name, as a document that may hold scripts: HTML, SVG, XML. */
bool link_is_active(const char *path);

/* Report every dead link of the chapter as an error, with a "did you mean", and every refused one as a
 * warning: its text stands on the page without it. */
void link_check(const struct course *course, const struct chapter *chapter, struct arena *a,
                struct problems *problems);

#endif
