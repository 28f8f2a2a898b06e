/* Text and addresses made fit for HTML. */
#include "fuzz.h"

#include <ctype.h>

#include "base/utf8.h"
#include "page/html.h"

static bool is_spelt_out(uint32_t c)
{
    return (c >= 0x80 && c < 0xA0) || c == 0x061C || c == 0x200E || c == 0x200F ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static bool is_no_character(uint32_t c)
{
    return c == 0 || (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

/* What the text says when a browser has read it, control characters as their pictures. */
static void shown(struct str text, struct buf *out)
{
    for (size_t i = 0; i < text.len;) {
        uint32_t c;
        bool newline_follows = i + 1 < text.len && text.data[i + 1] == '\n';
        i += utf8_decode(text.data + i, text.len - i, &c);
        if (c == '\r' && newline_follows)
            continue;
        if (is_spelt_out(c))
            buf_printf(out, "<U+%04X>", (unsigned)c);
        else if (is_no_character(c))
            utf8_encode(out, 0xFFFD);
        else if (c == 0x7F)
            utf8_encode(out, 0x2421);
        else
            utf8_encode(out, c < ' ' && c != '\n' && c != '\t' ? 0x2400 + c : c);
    }
}

/* What a browser makes of it. */
static void unescape(struct str html, struct buf *out)
{
    static const struct {
        const char *entity;
        char c;
    } entities[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
    for (size_t i = 0; i < html.len;) {
        struct str rest = {html.data + i, html.len - i};
        FUZZ_CHECK(!strchr("<>\"'", rest.data[0]) && rest.data[0] != '\0');
        size_t e = 0;
        while (rest.data[0] == '&' && !str_starts(rest, entities[e].entity))
            FUZZ_CHECK(++e < sizeof entities / sizeof *entities);
        buf_putc(out, rest.data[0] == '&' ? entities[e].c : rest.data[0]);
        i += rest.data[0] == '&' ? strlen(entities[e].entity) : 1;
    }
}

static void check_text(struct str text)
{
    struct buf html = BUF_INIT, want = BUF_INIT, got = BUF_INIT;
    html_escape(&html, text);
    FUZZ_CHECK(utf8_is_valid(buf_view(&html)));
    shown(text, &want);
    unescape(buf_view(&html), &got);
    FUZZ_CHECK(str_equal(buf_view(&want), buf_view(&got)));
    if (html_is_plain(text))
        FUZZ_CHECK(str_equal(text, buf_view(&html)));
    buf_release(&html);
    buf_release(&want);
    buf_release(&got);
}

static void check_characters(struct str url)
{
    for (size_t i = 0; i < url.len; i++) {
        unsigned char c = (unsigned char)url.data[i];
        FUZZ_CHECK(c > ' ' && c < 0x7F && !strchr("\"'<>\\^`{|}", c));
        if (c == '&')
            FUZZ_CHECK(str_starts((struct str){url.data + i, url.len - i}, "&amp;"));
    }
}

static unsigned hex_digit(char c)
{
    FUZZ_CHECK(isdigit((unsigned char)c) || (c >= 'A' && c <= 'F'));
    return (unsigned)(isdigit((unsigned char)c) ? c - '0' : c - 'A' + 10);
}

static void unpercent(struct str url, struct buf *out)
{
    for (size_t i = 0; i < url.len; i++) {
        if (url.data[i] != '%') {
            buf_putc(out, url.data[i]);
            continue;
        }
        FUZZ_CHECK(i + 2 < url.len);
        buf_putc(out, (char)(hex_digit(url.data[i + 1]) << 4 | hex_digit(url.data[i + 2])));
        i += 2;
    }
}

static void check_addresses(struct str text)
{
    struct buf url = BUF_INIT, path = BUF_INIT, back = BUF_INIT;
    html_url(&url, text);
    check_characters(buf_view(&url));
    html_url_path(&path, text);
    check_characters(buf_view(&path));
    unpercent(buf_view(&path), &back);
    FUZZ_CHECK(str_equal(text, buf_view(&back)));
    buf_release(&url);
    buf_release(&path);
    buf_release(&back);
}

FUZZ(input)
{
    check_text(input);
    check_addresses(input);
}
