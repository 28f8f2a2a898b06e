/* answer: what an image knows of one address, written to stdout as symbols.c says. */
#ifndef SYMBOLS_ANSWER_H
#define SYMBOLS_ANSWER_H

#include "image.h"

void answer_code(const struct image *image, uint64_t address);
void answer_data(const struct image *image, uint64_t address);

/* A name from a program: whatever would break the line that it stands in becomes "?". */
void answer_text(const char *text);
/* The name of an extent: what compilers and linkers add to it is left out. */
void answer_name(const struct extent *extent);

#endif
