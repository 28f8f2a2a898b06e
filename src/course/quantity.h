/* quantity: times and sizes with units, as authors write them. */
#ifndef COURSE_QUANTITY_H
#define COURSE_QUANTITY_H

#include "base/err.h"
#include "base/str.h"

/* "500ms", "2s", "1.5s", "1m": from 1 ms to a day. Errors: another form or amount. */
bool quantity_ms(struct str text, int *ms, struct err *err);

/* "4096", "64K", "256M", "2G" (powers of 1024; "KiB" and "KB" are the same as "K"): from 1 byte to
 * 1 TiB. Errors: another form or amount. */
bool quantity_bytes(struct str text, size_t *bytes, struct err *err);

/* A whole number without sign, from `least` to `most`. */
bool quantity_count(struct str text, long least, long most, long *count, struct err *err);

#endif
