#include "course/anchors.h"

#include <ctype.h>
#include <string.h>

#include "base/utf8.h"
#include "course/list.h"

bool anchors_is_id(const char *id)
{
    if (!isalpha((unsigned char)id[0]))
        return false;
    for (; *id; id++)
        if (!isalnum((unsigned char)*id) && *id != '-' && *id != '_')
            return false;
    return true;
}

static void add(struct anchors *anchors, struct arena *a, const char *id, struct place place)
{
    names_add(&anchors->names, a, id, anchors->count);
    *LIST_ADD(a, anchors->places, anchors->count) = place;
}

const struct place *anchors_claim(struct anchors *anchors, struct arena *a, const char *id,
                                  struct place place)
{
    const size_t *taken = names_find(&anchors->names, id);
    if (taken)
        return &anchors->places[*taken];
    add(anchors, a, id, place);
    return NULL;
}

/* Blocks of Unicode without letters: Latin-1's signs, general punctuation to symbols and dingbats,
 * CJK punctuation, private use, no characters, variation selectors, full-width signs, emoji. */
static bool is_sign(uint32_t c)
{
    static const struct {
        uint32_t first, last;
    } blocks[] = {
        {0x80, 0xA9},     {0xAB, 0xB4},       {0xB6, 0xB9},        {0xBB, 0xBF},
        {0xD7, 0xD7},     {0xF7, 0xF7},       {0x061C, 0x061C},    {0x2000, 0x206F},
        {0x20A0, 0x20CF}, {0x2190, 0x2BFF},   {0x3000, 0x3003},    {0x3008, 0x3020},
        {0xE000, 0xF8FF}, {0xFDD0, 0xFDEF},   {0xFE00, 0xFE0F},    {0xFF01, 0xFF0F},
        {0xFFF0, 0xFFFF}, {0x1F000, 0x1FAFF}, {0xE0000, 0x10FFFF},
    };
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        if (c >= blocks[i].first && c <= blocks[i].last)
            return true;
    return false;
}

void anchors_slug(struct str title, struct buf *out)
{
    size_t start = out->len;
    title = str_trim(title);
    for (size_t i = 0; i < title.len;) {
        uint32_t c;
        i += utf8_decode(title.data + i, title.len - i, &c);
        if (c == ' ' || c == '-')
            buf_putc(out, '-');
        else if (c < 0x80 ? isalnum((int)c) || c == '_' : !is_sign(c))
            utf8_encode(out, utf8_lower(c));
    }
    if (out->len == start)
        buf_puts(out, "section");
}

const char *anchors_take_free(struct anchors *anchors, struct arena *a, const char *slug,
                              struct place place)
{
    if (!anchors_claim(anchors, a, slug, place))
        return slug;
    /* many headings of one text would try the same numbers again and again: go on from where the
     * last of them stopped, which stands beside the places under a name that is no id */
    const char *counter = arena_printf(a, "%s #", slug);
    size_t *last = names_find(&anchors->names, counter);
    size_t number = last ? *last : 0;
    const char *id;
    do
        id = arena_printf(a, "%s-%zu", slug, ++number);
    while (names_find(&anchors->names, id));
    if (last)
        *last = number;
    else
        names_add(&anchors->names, a, counter, number);
    add(anchors, a, id, place);
    return id;
}
