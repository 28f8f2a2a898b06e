/* A program as HTML: "LANGUAGE" FUZZ_CUT "TEXT". Whatever the grammar says of it, each line is whole in
 * itself, and what is shown is the text. */
#include "html_check.h"

#include "page/html.h"
#include "page/listing.h"

/* HTML without its tags. */
static void strip(struct str html, struct buf *out)
{
    for (size_t i = 0; i < html.len; i++) {
        if (html.data[i] == '<')
            i = (size_t)((const char *)memchr(html.data + i, '>', html.len - i) - html.data);
        else
            buf_putc(out, html.data[i]);
    }
}

static bool is_ascii(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.data[i] >= 0x80)
            return false;
    return true;
}

static bool ends_line(struct str text)
{
    return text.len > 0 && text.data[text.len - 1] == '\n';
}

/* Beyond ASCII a mark may end in the middle of what is no character. */
static void check_shown(const struct listing *listing, struct str text)
{
    struct buf shown = BUF_INIT, escaped = BUF_INIT;
    for (size_t i = 0; i < listing->count; i++)
        strip(listing->lines[i], &shown);
    html_escape(&escaped, text);
    if (is_ascii(text))
        FUZZ_CHECK(str_equal(buf_view(&shown), buf_view(&escaped)));
    buf_release(&shown);
    buf_release(&escaped);
}

static void check_lines(const struct listing *listing, struct str text)
{
    struct str line;
    size_t i = 0;
    for (struct str rest = text; str_line(&rest, &line); i++) {
        FUZZ_CHECK(i < listing->count);
        FUZZ_CHECK(ends_line(listing->lines[i]) == (rest.len > 0 || ends_line(text)));
        struct buf copy = BUF_INIT;
        buf_str(&copy, listing->lines[i]);
        html_check(buf_view(&copy));
        buf_release(&copy);
    }
    FUZZ_CHECK(i == listing->count);
}

FUZZ(input)
{
    static struct code_reader *reader;
    struct arena a = {0};
    struct listing listing;
    struct str language = fuzz_part(&input);
    if (!reader)
        reader = code_reader_new();
    listing_read(reader, code_grammar(language), input, &a, &listing);
    check_lines(&listing, input);
    check_shown(&listing, input);
    arena_release(&a);
}
