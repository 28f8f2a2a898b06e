#include "base/utf8.h"
#include "test.h"

/* Malformed rows follow table 3-8 and others of Unicode 15, section 3.9. */
static void decoding(void)
{
    static const struct {
        const char *bytes;
        size_t len; /* of bytes */
        uint32_t code_point;
        size_t used;
    } rows[] = {
        {"a", 1, 'a', 1},
        {"\0", 1, 0, 1},
        {"\x7f", 1, 0x7F, 1},
        {"\xc2\x80", 2, 0x80, 2},
        {"\xdf\xbf", 2, 0x7FF, 2},
        {"\xe0\xa0\x80", 3, 0x800, 3},
        {"\xed\x9f\xbf", 3, 0xD7FF, 3},
        {"\xee\x80\x80", 3, 0xE000, 3},
        {"\xef\xbf\xbf", 3, 0xFFFF, 3},
        {"\xf0\x90\x80\x80", 4, 0x10000, 4},
        {"\xf4\x8f\xbf\xbf", 4, 0x10FFFF, 4},
        {"\xef\xbf\xbd", 3, 0xFFFD, 3},
        /* malformed */
        {"\x80", 1, 0xFFFD, 1},
        {"\xbf\x80", 2, 0xFFFD, 1},
        {"\xc0\xaf", 2, 0xFFFD, 1},
        {"\xc1\xbf", 2, 0xFFFD, 1},
        {"\xc2", 1, 0xFFFD, 1},
        {"\xc2z", 2, 0xFFFD, 1},
        {"\xe0\x9f\xbf", 3, 0xFFFD, 1},
        {"\xe1\x80z", 3, 0xFFFD, 2},
        {"\xe1\x80", 2, 0xFFFD, 2},
        {"\xed\xa0\x80", 3, 0xFFFD, 1},
        {"\xf0\x8f\xbf\xbf", 4, 0xFFFD, 1},
        {"\xf0\x90\x80", 3, 0xFFFD, 3},
        {"\xf1\x80\xe1", 3, 0xFFFD, 2},
        {"\xf4\x90\x80\x80", 4, 0xFFFD, 1},
        {"\xf5\x80\x80\x80", 4, 0xFFFD, 1},
        {"\xff", 1, 0xFFFD, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint32_t c = 1;
        size_t used = utf8_decode(rows[i].bytes, rows[i].len, &c);
        if (!CHECK(used == rows[i].used && c == rows[i].code_point))
            printf("#   row %zu: U+%04X, %zu bytes\n", i, (unsigned)c, used);
    }
}

static void every_code_point_survives(void)
{
    struct buf b = BUF_INIT;
    for (uint32_t c = 0; c <= 0x110000; c++) {
        buf_clear(&b);
        utf8_encode(&b, c);
        uint32_t back;
        size_t used = utf8_decode(b.data, b.len, &back);
        bool is_scalar = c < 0xD800 || (c > 0xDFFF && c <= 0x10FFFF);
        if (!CHECK(used == b.len && back == (is_scalar ? c : 0xFFFD)))
            break;
        if (!CHECK(utf8_is_valid(buf_view(&b))))
            break;
    }
    buf_release(&b);
}

static void validity(void)
{
    CHECK(utf8_is_valid(STR("")));
    CHECK(utf8_is_valid(STR("\xef\xbf\xbd"))); /* a real U+FFFD is no error */
    CHECK(utf8_is_valid((struct str){"a\0b", 3}));
    CHECK(!utf8_is_valid(STR("a\xff")));
    CHECK(!utf8_is_valid(STR("ab\xc3\xa9\xc3")));
    CHECK(!utf8_is_valid(STR("\x80z")));
}

#define R "\xef\xbf\xbd"

static void malformed_parts(void)
{
    static const struct {
        const char *in, *out;
    } rows[] = {
        {"", ""},
        {"plain \xc3\xa9", "plain \xc3\xa9"},
        {"\xff\xfe", R R},
        {"a\xe1\x80z", "a" R "z"},
        {"\xc3", R},
        /* the example of the standard, table 3-11 */
        {"\xe1\x80\xe2\xf0\x91\x92\xf1\xbf\x41", R R R R "A"},
        {"\xc0\xaf\xe0\x80\xbf\xf0\x81\x82\x41", R R R R R R R R "A"},
        {"\xed\xa0\x80", R R R},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf b = BUF_INIT;
        struct str rest = str_of(rows[i].in);
        while (rest.len > 0) {
            uint32_t c;
            size_t used = utf8_decode(rest.data, rest.len, &c);
            utf8_encode(&b, c);
            rest = (struct str){rest.data + used, rest.len - used};
        }
        CHECK_STR(b.data, rows[i].out);
        buf_release(&b);
    }
}

static void capitals_have_small_letters(void)
{
    static const struct {
        uint32_t capital, small;
    } pairs[] = {{'A', 'a'},     {'Z', 'z'},     {'[', '['},       {'a', 'a'},
                 {0xC4, 0xE4},   {0xD7, 0xD7},   {0xDF, 0xDF},     {0x104, 0x105},
                 {0x139, 0x13A}, {0x13A, 0x13A}, {0x17D, 0x17E},   {0x3A9, 0x3C9},
                 {0x416, 0x436}, {0x401, 0x451}, {0x4E00, 0x4E00}, {0x1F600, 0x1F600}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        CHECK_INT(utf8_lower(pairs[i].capital), pairs[i].small);
}

int main(void)
{
    RUN(decoding);
    RUN(every_code_point_survives);
    RUN(validity);
    RUN(malformed_parts);
    RUN(capitals_have_small_letters);
    return test_summary();
}
