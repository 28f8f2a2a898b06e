/* utf8: Unicode's UTF-8 (RFC 3629). */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* Decode the character at the start of s (len > 0). Returns its length in bytes; a malformed
 * sequence gives U+FFFD and the length of its maximal well-formed part, at least 1 (the practice of
 * Unicode 15, section 3.9). */
size_t utf8_decode(const char *s, size_t len, uint32_t *code_point);
void utf8_encode(struct buf *out, uint32_t code_point);
bool utf8_is_valid(struct str s);
/* The small letter of a Latin, Greek or Cyrillic capital, else c itself: the C library knows only its
 * locale's. */
uint32_t utf8_lower(uint32_t c);

#endif
