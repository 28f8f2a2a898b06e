/* hash: 128-bit fingerprints of contents (XXH3, https://xxhash.com). They tell equal from changed;
 * they are not meant to withstand somebody who constructs a collision. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hash {
    uint64_t hi, lo;
};
#define HASH_HEX_LEN 32

struct hash hash_of(const void *data, size_t len);
bool hash_equal(struct hash a, struct hash b);
/* 32 lower-case hexadecimal digits and NUL. */
void hash_hex(struct hash h, char hex[HASH_HEX_LEN + 1]);
bool hash_from_hex(const char *hex, struct hash *h);

#endif
