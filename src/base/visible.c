#include "base/visible.h"

#include <unistd.h>

#include "base/utf8.h"

enum { TAB = 4 };

struct range {
    uint32_t first, last;
};

static bool is_in(uint32_t c, const struct range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    return false;
}
#define IS_IN(c, ranges) is_in((c), (ranges), sizeof(ranges) / sizeof *(ranges))

static const struct range controls[] = {
    {0x00, 0x1F},     {0x7F, 0x9F},     {0x061C, 0x061C},
    {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2066, 0x2069},
};
/* Of no width or invisible. U+200D stays: it joins emoji. */
static const struct range hidden[] = {
    {0xAD, 0xAD},     {0x180E, 0x180E}, {0x200B, 0x200C}, {0x2060, 0x206F},   {0xFDD0, 0xFDEF},
    {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xFFFE, 0xFFFF}, {0xE0000, 0xE007F},
};
static const struct range combining[] = {
    {0x0300, 0x036F}, {0x200D, 0x200D}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F},
};
/* The large blocks of Unicode's East Asian Width (annex 11) W and F, and emoji. */
static const struct range wide[] = {
    {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},   {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},
    {0x1F300, 0x1F64F}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
};

bool visible_is_control(uint32_t c)
{
    return IS_IN(c, controls);
}

bool visible_is_text(struct str s)
{
    uint32_t c;
    for (size_t i = 0; i < s.len;) {
        i += utf8_decode(s.data + i, s.len - i, &c);
        if (IS_IN(c, controls) || IS_IN(c, hidden))
            return false;
    }
    return s.len > 0 && utf8_is_valid(s);
}

/* Append the character at the start of s (len > 0) and return its length. */
static size_t add_character(struct buf *out, const char *s, size_t len)
{
    uint32_t c;
    size_t used = utf8_decode(s, len, &c);
    if (!utf8_is_valid((struct str){s, used})) {
        for (size_t i = 0; i < used; i++)
            buf_printf(out, "<%02X>", (unsigned char)s[i]);
    } else if (c < 0x80 && visible_is_control(c)) {
        buf_printf(out, "<%02X>", (unsigned)c);
    } else if (visible_is_control(c) || IS_IN(c, hidden)) {
        buf_printf(out, "<U+%04X>", (unsigned)c);
    } else {
        buf_add(out, s, used);
    }
    return used;
}

void visible_add_name(struct buf *out, struct str name)
{
    for (size_t i = 0; i < name.len;)
        i += add_character(out, name.data + i, name.len - i);
}

void visible_add(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.len;) {
        const char *at = text.data + i;
        size_t left = text.len - i;
        if (*at == '\n' || *at == '\t')
            buf_putc(out, text.data[i++]);
        else if (*at == '\r' && left > 1 && at[1] == '\n')
            i++;
        else
            i += add_character(out, at, left);
    }
}

void visible_on_terminal(struct buf *text, int fd)
{
    if (!isatty(fd))
        return;
    struct buf shown = BUF_INIT;
    visible_add(&shown, buf_view(text));
    buf_release(text);
    *text = shown;
}

void visible_add_line(struct buf *out, struct str line)
{
    size_t width = 0, measured = out->len; /* columns up to that place: each is counted once */
    for (size_t i = 0; i < line.len;) {
        if (line.data[i] != '\t') {
            i += add_character(out, line.data + i, line.len - i);
            continue;
        }
        width += visible_width((struct str){out->data + measured, out->len - measured});
        measured = out->len;
        for (size_t fill = TAB - width % TAB; fill > 0; fill--)
            buf_putc(out, ' ');
        i++;
    }
}

static size_t character_width(uint32_t c)
{
    if (IS_IN(c, combining))
        return 0;
    return IS_IN(c, wide) ? 2 : 1;
}

size_t visible_width(struct str text)
{
    size_t width = 0;
    for (size_t i = 0; i < text.len;) {
        uint32_t c;
        i += utf8_decode(text.data + i, text.len - i, &c);
        width += character_width(c);
    }
    return width;
}
