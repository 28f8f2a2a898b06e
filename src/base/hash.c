#include "base/hash.h"

#include <stdio.h>
#include <xxhash.h>

struct hash hash_of(const void *data, size_t len)
{
    XXH128_hash_t h = XXH3_128bits(len ? data : "", len);
    return (struct hash){h.high64, h.low64};
}

bool hash_equal(struct hash a, struct hash b)
{
    return a.hi == b.hi && a.lo == b.lo;
}

void hash_hex(struct hash h, char hex[HASH_HEX_LEN + 1])
{
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < HASH_HEX_LEN; i++) {
        uint64_t half = i < 16 ? h.hi : h.lo;
        hex[i] = digits[half >> (60 - i % 16 * 4) & 15];
    }
    hex[HASH_HEX_LEN] = '\0';
}

static int digit_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool hash_from_hex(const char *hex, struct hash *h)
{
    struct hash read = {0, 0};
    for (int i = 0; i < HASH_HEX_LEN; i++) {
        int value = digit_value(hex[i]); /* -1 at an early NUL */
        if (value < 0)
            return false;
        uint64_t *half = i < 16 ? &read.hi : &read.lo;
        *half = *half << 4 | (uint64_t)value;
    }
    if (hex[HASH_HEX_LEN] != '\0')
        return false;
    *h = read;
    return true;
}
