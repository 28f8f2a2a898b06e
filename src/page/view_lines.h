/* view_lines: the lines of a sample's files, with what there is to be said about each. Part of view.h,
 * not for others. */
#ifndef PAGE_VIEW_LINES_H
#define PAGE_VIEW_LINES_H

#include "code/code.h"
#include "run/diagnostic.h"
#include "run/emit.h"
#include "run/result.h"

/* Places of the first file in what the compiler said: its lines alone can be linked to. */
struct view_places {
    struct diagnostic_place *items;
    size_t count;
};

/* Emit `files`: {name, download, partial, lines: {number, text, html, shown, named, marked, changed}};
 * html is that of listing.h. A line is named when a compiler's message or a check's report leads to it;
 * changed when it is not in `other`, the sample whose changes are shown (NULL: none). A further file that
 * a card before on the same page has already is {name, download, earlier: {id, number}} without lines. */
void view_files(struct emit *e, const struct course *course, const struct result *result,
                const struct view_places *places, const struct sample *other,
                struct code_reader *reader, struct arena *a);

#endif
