/* UTF-8, and text of unknown origin made fit for a terminal. */
#include "fuzz.h"

#include "base/utf8.h"
#include "base/visible.h"

/* The definition, written in another way than utf8.c: encode what was decoded. `again` is room. */
static bool is_well_formed(struct str s, size_t used, uint32_t c, struct buf *again)
{
    buf_clear(again);
    utf8_encode(again, c);
    return str_equal(buf_view(again), (struct str){s.data, used});
}

static void check_decoding(struct str text)
{
    struct buf again = BUF_INIT;
    bool valid = true;
    for (size_t i = 0; i < text.len;) {
        struct str rest = {text.data + i, text.len - i};
        uint32_t c;
        size_t used = utf8_decode(rest.data, rest.len, &c);
        FUZZ_CHECK(used >= 1 && used <= 4 && used <= rest.len && c <= 0x10FFFF);
        FUZZ_CHECK(c < 0xD800 || c > 0xDFFF);
        bool well_formed = is_well_formed(rest, used, c, &again);
        FUZZ_CHECK(well_formed || c == 0xFFFD);
        valid = valid && well_formed;
        i += used;
    }
    FUZZ_CHECK(utf8_is_valid(text) == valid);
    buf_release(&again);
}

/* Nothing that a terminal obeys: no control character but those allowed, no mark of direction. */
static void check_harmless(struct str text, const char *allowed)
{
    FUZZ_CHECK(utf8_is_valid(text));
    for (size_t i = 0; i < text.len;) {
        uint32_t c;
        i += utf8_decode(text.data + i, text.len - i, &c);
        bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
        FUZZ_CHECK(!control || (c && c < 0x7F && strchr(allowed, (int)c)));
        FUZZ_CHECK(!(c >= 0x202A && c <= 0x202E) && !(c >= 0x2066 && c <= 0x2069));
        FUZZ_CHECK(c != 0x200E && c != 0x200F && c != 0x061C);
    }
}

static void check_visible(struct str text)
{
    struct buf once = BUF_INIT, twice = BUF_INIT, line = BUF_INIT;
    visible_add(&once, text);
    check_harmless(buf_view(&once), "\n\t");
    visible_add(&twice, buf_view(&once));
    FUZZ_CHECK(str_equal(buf_view(&once), buf_view(&twice)));
    visible_add_line(&line, text);
    check_harmless(buf_view(&line), "\n");
    FUZZ_CHECK(visible_width(buf_view(&line)) <= 2 * line.len);
    buf_release(&once);
    buf_release(&twice);
    buf_release(&line);
}

FUZZ(input)
{
    check_decoding(input);
    check_visible(input);
}
