/* What a program printed, colours and all, as HTML. The input is cut into pieces of one stream. */
#include "html_check.h"

#include "page/ansi.h"
#include "page/html.h"

/* Only spans, one in another never, and each with classes. */
static size_t check_spans(struct str html)
{
    size_t spans = 0;
    bool open = false;
    for (const char *s = html.data; (s = strchr(s, '<')); s++) {
        struct str tag = str_of(s);
        FUZZ_CHECK(str_starts(tag, open ? "</span>" : "<span class=\""));
        spans += !open;
        open = !open;
    }
    FUZZ_CHECK(!open);
    return spans;
}

/* The text that is shown: HTML without its tags. */
static void strip(struct str html, struct buf *out)
{
    for (size_t i = 0; i < html.len; i++) {
        if (html.data[i] == '<')
            i = (size_t)((const char *)memchr(html.data + i, '>', html.len - i) - html.data);
        else
            buf_putc(out, html.data[i]);
    }
}

/* Text without a sequence is only escaped. */
static void check_plain(struct str text, struct str html)
{
    struct buf escaped = BUF_INIT;
    html_escape(&escaped, text);
    if (!memchr(text.data, 0x1B, text.len))
        FUZZ_CHECK(str_equal(buf_view(&escaped), html));
    buf_release(&escaped);
}

/* Styles change no letter: what is shown in pieces, whatever the style before, is the same. */
static uint32_t check_piece(struct str text, uint32_t style)
{
    struct buf html = BUF_INIT, alone = BUF_INIT, shown = BUF_INIT, shown_alone = BUF_INIT;
    uint32_t next = ansi_html_piece(text, style, &html);
    ansi_html(text, &alone);
    html_check(buf_view(&html));
    html_check(buf_view(&alone));
    FUZZ_CHECK(check_spans(buf_view(&html)) <= 4096);
    check_spans(buf_view(&alone));
    check_plain(text, buf_view(&alone));
    strip(buf_view(&html), &shown);
    strip(buf_view(&alone), &shown_alone);
    FUZZ_CHECK(str_equal(buf_view(&shown), buf_view(&shown_alone)));
    buf_release(&html);
    buf_release(&alone);
    buf_release(&shown);
    buf_release(&shown_alone);
    return next;
}

FUZZ(input)
{
    uint32_t style = 0;
    while (input.len > 0)
        style = check_piece(fuzz_part(&input), style);
}
