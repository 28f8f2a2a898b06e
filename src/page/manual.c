#include "page/manual.h"

#include <string.h>

#include "base/embed.h"

EMBED(page_manual, "page/manual.txt");

static int compare(struct str a, struct str b)
{
    size_t len = a.len < b.len ? a.len : b.len;
    int order = memcmp(a.data, b.data, len);
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

static const char *line_start(const char *text, const char *at)
{
    while (at > text && at[-1] != '\n')
        at--;
    return at;
}

static struct str cut_word(struct str *rest)
{
    const char *blank = memchr(rest->data, ' ', rest->len);
    struct str word = {rest->data, blank ? (size_t)(blank - rest->data) : rest->len};
    size_t taken = word.len + (blank != NULL);
    *rest = (struct str){rest->data + taken, rest->len - taken};
    return word;
}

static struct manual_page read_line(struct str line)
{
    struct manual_page page;
    page.name = cut_word(&line);
    page.section = cut_word(&line);
    page.header = cut_word(&line);
    return page;
}

/* The list is searched as it is, by halves of its bytes. */
bool manual_find(struct str name, struct manual_page *page)
{
    struct str line, text = str_of(page_manual);
    const char *low = text.data, *high = text.data + text.len;
    while (low < high) {
        const char *start = line_start(low, low + (high - low) / 2);
        struct str rest = {start, (size_t)(high - start)};
        str_line(&rest, &line);
        *page = read_line(line);
        int order = compare(name, page->name);
        if (order == 0)
            return true;
        if (order < 0)
            high = start;
        else
            low = rest.data;
    }
    return false;
}

bool manual_has_address(const struct manual_page *page)
{
    return !str_is(page->section, "-");
}

void manual_address(const struct manual_page *page, struct buf *out)
{
    if (!manual_has_address(page))
        return;
    buf_printf(out, "https://man7.org/linux/man-pages/man%c/%.*s.%.*s.html", page->section.data[0],
               STR_FMT(page->name), STR_FMT(page->section));
}
