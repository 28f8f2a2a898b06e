/* listing: the text of a program as HTML, everything escaped: what its words are (code/code.h) is
 * marked by elements that say nothing to a screen reader, and calls of functions that have a manual page
 * lead there.
 *
 *     <b> keyword    <b class=t> type        <b class=f> function that is defined here
 *     <i> comment    <i class=s> string      <b class=d> directive    <b class=p> prompt
 *                    <i class=n> number      <i class=v> variable     <i class=o> what was printed */
#ifndef PAGE_LISTING_H
#define PAGE_LISTING_H

#include "base/arena.h"
#include "base/buf.h"
#include "code/code.h"
#include "course/language.h"

struct listing {
    struct str *lines; /* the HTML of each with its newline; no element goes over its end */
    size_t count;
    struct code code; /* what the text consists of; empty without a grammar */
};

/* Read a text; all lives in `a`. Without a reader or a grammar (NULL) it is only escaped. */
void listing_read(struct code_reader *reader, const struct code_grammar *grammar, struct str text,
                  struct arena *a, struct listing *listing);

/* The grammar for a file of a program in that language: by its extension or by its whole name
 * ("Makefile"), else the language's. NULL: none. */
const struct code_grammar *listing_grammar(const char *file, const struct language *language);

#endif
