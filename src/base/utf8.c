#include "base/utf8.h"

enum { REPLACEMENT = 0xFFFD };

/* What may follow a lead byte (RFC 3629, section 4): how many bytes, and the range of the first of
 * them, which is narrower where overlong forms, surrogates and values above U+10FFFF would begin. */
struct lead {
    int trail; /* -1: no lead byte */
    unsigned char low, high;
};

static struct lead lead_of(unsigned char c)
{
    if (c < 0xC2)
        return (struct lead){c < 0x80 ? 0 : -1, 0x80, 0xBF};
    if (c < 0xE0)
        return (struct lead){1, 0x80, 0xBF};
    if (c < 0xF0)
        return (struct lead){2, c == 0xE0 ? 0xA0 : 0x80, c == 0xED ? 0x9F : 0xBF};
    if (c < 0xF5)
        return (struct lead){3, c == 0xF0 ? 0x90 : 0x80, c == 0xF4 ? 0x8F : 0xBF};
    return (struct lead){-1, 0, 0};
}

/* As utf8_decode; *ok tells whether the sequence was well formed. */
static size_t decode(const char *s, size_t len, uint32_t *code_point, bool *ok)
{
    unsigned char c = (unsigned char)s[0];
    struct lead lead = lead_of(c);
    *ok = lead.trail >= 0;
    uint32_t value = lead.trail > 0 ? c & (0x3Fu >> lead.trail) : c;
    size_t used = 1;
    for (int i = 0; i < lead.trail && *ok; i++) {
        unsigned char next = used < len ? (unsigned char)s[used] : 0;
        *ok = next >= lead.low && next <= lead.high;
        if (!*ok)
            break;
        value = value << 6 | (next & 0x3F);
        used++;
        lead.low = 0x80;
        lead.high = 0xBF;
    }
    *code_point = *ok ? value : REPLACEMENT;
    return used;
}

size_t utf8_decode(const char *s, size_t len, uint32_t *code_point)
{
    bool ok;
    return decode(s, len, code_point, &ok);
}

void utf8_encode(struct buf *out, uint32_t c)
{
    if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000))
        c = REPLACEMENT;
    if (c < 0x80) {
        buf_putc(out, (char)c);
        return;
    }
    int trail = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    static const unsigned char marks[] = {0, 0xC0, 0xE0, 0xF0};
    buf_putc(out, (char)(marks[trail] | c >> (6 * trail)));
    while (trail-- > 0)
        buf_putc(out, (char)(0x80 | (c >> (6 * trail) & 0x3F)));
}

bool utf8_is_valid(struct str s)
{
    bool ok = true;
    for (size_t i = 0; i < s.len && ok;) {
        uint32_t c;
        i += decode(s.data + i, s.len - i, &c, &ok);
    }
    return ok;
}

uint32_t utf8_lower(uint32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3AB) ||
        (c >= 0x410 && c <= 0x42F))
        return c + 32;
    if (c >= 0x400 && c <= 0x40F)
        return c + 80;
    bool even_is_upper = (c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177);
    bool odd_is_upper = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
    return (even_is_upper && c % 2 == 0) || (odd_is_upper && c % 2 == 1) ? c + 1 : c;
}
