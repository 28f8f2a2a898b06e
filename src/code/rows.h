/* rows: where the lines of a text begin. */
#ifndef CODE_ROWS_H
#define CODE_ROWS_H

#include <stdint.h>

#include "base/arena.h"

struct rows {
    uint32_t *starts; /* of line 1, 2, … */
    size_t count;
};

/* At least one line. */
struct rows rows_read(struct str text, struct arena *a);

/* The line in which the byte at `offset` stands, from 1. */
int rows_line(const struct rows *rows, uint32_t offset);

/* Where the line begins. */
uint32_t rows_start(const struct rows *rows, int line);

#endif
