/* words: split a value into words as a shell would, without a shell: blanks separate, '…' and "…"
 * quote, \ escapes (inside "…" only \" and \\). Nothing is expanded. */
#ifndef COURSE_WORDS_H
#define COURSE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

struct words {
    const char **items;
    size_t count;
};

/* Errors: a quote that is not closed. */
bool words_split(struct str text, struct arena *a, struct words *words, struct err *err);
void words_add(struct words *words, struct arena *a, const char *word);
/* A list of the same words, which can grow without changing the other. */
struct words words_copy(const struct words *words, struct arena *a);

#endif
