/* cards: the pictures that stand for a page where somebody shares a link to it: one for the course, one
 * for each chapter, 1200 by 630. Each is drawn by the template card.html as SVG, and rsvg-convert, in the
 * sandbox, makes assets/cards/NAME.png of it, with the fonts in the folders fonts/ of the templates.
 * What came of it is kept in the store and drawn again only when the drawing, a font or rsvg-convert
 * changed. A theme may bring assets/cards/NAME.png of its own. */
#ifndef SITE_CARDS_H
#define SITE_CARDS_H

#include "site/outputs.h"
#include "site/work.h"

/* Add the pictures to *outputs and to the pages that they stand for. `spec`: for the templates; problems
 * of these are appended to *problems. Without options->write nothing is drawn. That nothing can be drawn
 * here is a warning, not an error, and the pages then have no picture. False: the disk failed, or
 * interrupted. Call it while the process has one thread. */
bool cards_make(struct work *w, const struct render_spec *spec, struct outputs *outputs,
                struct problems *problems, struct err *err);

#endif
