/* formula: TeX in a chapter, as GitHub has it: `` $`x^2`$ `` in a line, and blocks of ```math. What is
 * wrong with the TeX itself shows when it is typeset (run/formulas.h). */
#ifndef COURSE_FORMULA_H
#define COURSE_FORMULA_H

#include "course/markdown.h"
#include "course/reading.h"

/* When this text of cmark's tree ends in the dollar of a span, cut that off, and its partner off the
 * text behind the span; the code between them. NULL: it doesn't. A dollar with a backslash in front of
 * it is none. A text that looks like TeX's own `$$ … $$` is reported. */
cmark_node *formula_cut(struct reading *r, const struct text *text, cmark_node *node);

/* The code of such a span, node->text is set: becomes a formula of the chapter. */
void formula_add_span(struct reading *r, const struct text *text, int line, struct node *node);

/* A ```math block, placed. */
void formula_add_block(struct reading *r, struct node *node, const struct block *block);

/* The place in the file of the byte at that offset of the TeX. */
struct place formula_place(const struct formula *formula, size_t offset);

#endif
