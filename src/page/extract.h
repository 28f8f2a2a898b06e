/* extract: a few words that stand for a chapter where its text is not: in search results, in links
 * that are shared. */
#ifndef PAGE_EXTRACT_H
#define PAGE_EXTRACT_H

#include "course/chapter.h"

/* The chapter's description; without one, the sentences that its text begins with, as many as
 * fit in EXTRACT_CHARACTERS; a first sentence that is longer is cut behind a word. Plain text in one
 * line. "" when there is no such text. In `a`. */
#define EXTRACT_CHARACTERS 160
const char *extract_of(const struct chapter *chapter, struct arena *a);

#endif
