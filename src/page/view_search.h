/* view_search: what the search in the browser looks through, as JSON: all chapters with what they say
 * and the programs in them. templates/search-index.html makes a script of it. */
#ifndef PAGE_VIEW_SEARCH_H
#define PAGE_VIEW_SEARCH_H

#include "code/code.h"
#include "run/result.h"

/* Append a list of {page, parts}, one of each chapter that has a page and of the glossary. Parts are in
 * the order of reading: sections, and behind each the programs that stand in it.
 *
 *     {kind: "text" or "term", level, id, number, title, text}   level: of its heading
 *     {kind: "program", id, number, title, names, text}          text: of all its files
 *
 * A chapter's own part has level 1 and no id; names are the functions that a program defines. number is null where there is none. Text that is prose has
 * values as pages show them, footnotes where they are first referred to, and no newlines. */
void view_search(const struct results *results, struct code_reader *reader, struct buf *out);

#endif
