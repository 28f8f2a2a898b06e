/* How text is made harmless. Three quarters of all bytes need nothing, so the text is taken in spans:
 * a table says for each byte whether a span may go on over it. What stops a span is one of
 *
 *     & < > " '             an entity
 *     C0 controls, DEL      their pictures, U+2400…; "\r" before "\n" goes, "\n" and "\t" stay;
 *                           NUL becomes U+FFFD
 *     bytes from 0x80       decoded: malformed ones and what Unicode calls no character become
 *                           U+FFFD; C1 controls, line separators and the marks and controls of the
 *                           direction of writing are spelt out as on a terminal, <U+202E>
 */
#include "page/html.h"

#include "base/utf8.h"
#include "base/visible.h"

enum { REPLACEMENT = 0xFFFD };

enum byte_class { PLAIN, ENTITY, CONTROL, HIGH };

static const unsigned char classes[256] = {
    [0x00 ... 0x08] = CONTROL,
    [0x0B ... 0x1F] = CONTROL,
    ['"'] = ENTITY,
    ['&'] = ENTITY,
    ['\''] = ENTITY,
    ['<'] = ENTITY,
    ['>'] = ENTITY,
    [0x7F] = CONTROL,
    [0x80 ... 0xFF] = HIGH,
};

static void add_entity(struct buf *out, char c)
{
    switch (c) {
    case '&':
        buf_str(out, STR("&amp;"));
        break;
    case '<':
        buf_str(out, STR("&lt;"));
        break;
    case '>':
        buf_str(out, STR("&gt;"));
        break;
    case '"':
        buf_str(out, STR("&quot;"));
        break;
    default:
        buf_str(out, STR("&#39;"));
    }
}

static void add_control(struct buf *out, unsigned char c, bool newline_follows)
{
    if (c == '\r' && newline_follows)
        return;
    utf8_encode(out, c == 0 ? REPLACEMENT : c == 0x7F ? 0x2421 : 0x2400 + (uint32_t)c);
}

/* Not in HTML: its standard calls them errors in the input. */
static bool is_no_character(uint32_t c)
{
    return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

/* Returns how many bytes were taken. */
static size_t add_high(struct buf *out, struct str rest)
{
    uint32_t c;
    size_t len = utf8_decode(rest.data, rest.len, &c);
    if (c == REPLACEMENT || is_no_character(c))
        utf8_encode(out, REPLACEMENT);
    else if (visible_is_control(c))
        buf_printf(out, "&lt;U+%04X&gt;", (unsigned)c);
    else
        buf_add(out, rest.data, len);
    return len;
}

static bool all_plain(const char *s)
{
    const unsigned char *u = (const unsigned char *)s;
    return !(classes[u[0]] | classes[u[1]] | classes[u[2]] | classes[u[3]]);
}

static size_t plain_span(const char *s, size_t from, size_t len)
{
    while (from + 4 <= len && all_plain(s + from))
        from += 4;
    while (from < len && classes[(unsigned char)s[from]] == PLAIN)
        from++;
    return from;
}

void html_escape(struct buf *out, struct str text)
{
    const char *s = text.data;
    size_t i = 0;
    for (;;) {
        size_t stop = plain_span(s, i, text.len);
        buf_add(out, s + i, stop - i);
        if (stop == text.len)
            return;
        i = stop + 1;
        unsigned char c = (unsigned char)s[stop];
        if (classes[c] == ENTITY)
            add_entity(out, (char)c);
        else if (classes[c] == CONTROL)
            add_control(out, c, i < text.len && s[i] == '\n');
        else
            i = stop + add_high(out, (struct str){s + stop, text.len - stop});
    }
}

bool html_is_plain(struct str text)
{
    return plain_span(text.data, 0, text.len) == text.len;
}

enum url_class { ENCODED, UNRESERVED, SYNTAX };

/* What RFC 3986 calls unreserved, and "/"; what else may stand in an address. */
static const unsigned char url_classes[256] = {
    ['A' ... 'Z'] = UNRESERVED,
    ['a' ... 'z'] = UNRESERVED,
    ['0' ... '9'] = UNRESERVED,
    ['-'] = UNRESERVED,
    ['.'] = UNRESERVED,
    ['_'] = UNRESERVED,
    ['~'] = UNRESERVED,
    ['/'] = UNRESERVED,
    ['!'] = SYNTAX,
    ['#'] = SYNTAX,
    ['$'] = SYNTAX,
    ['%'] = SYNTAX,
    ['&'] = SYNTAX,
    ['('] = SYNTAX,
    [')'] = SYNTAX,
    ['*'] = SYNTAX,
    ['+'] = SYNTAX,
    [','] = SYNTAX,
    [':'] = SYNTAX,
    [';'] = SYNTAX,
    ['='] = SYNTAX,
    ['?'] = SYNTAX,
    ['@'] = SYNTAX,
    ['['] = SYNTAX,
    [']'] = SYNTAX,
};

static void add_url(struct buf *out, struct str text, bool syntax)
{
    size_t done = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (url_classes[c] == UNRESERVED || (syntax && url_classes[c] == SYNTAX && c != '&'))
            continue;
        buf_add(out, text.data + done, i - done);
        done = i + 1;
        if (syntax && c == '&')
            buf_str(out, STR("&amp;"));
        else
            buf_printf(out, "%%%02X", c);
    }
    buf_add(out, text.data + done, text.len - done);
}

void html_url(struct buf *out, struct str address)
{
    add_url(out, address, true);
}

void html_url_path(struct buf *out, struct str path)
{
    add_url(out, path, false);
}
