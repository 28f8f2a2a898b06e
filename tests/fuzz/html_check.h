/* html_check: whether HTML that drawloom made is whole and harmless: every tag closed in order, no
 * link in a link, every attribute quoted, nothing that runs, no address but those that may stand in a
 * page, no character that is obeyed instead of shown. Stricter than HTML is: drawloom writes no
 * other. */
#ifndef HTML_CHECK_H
#define HTML_CHECK_H

#include <ctype.h>

#include "base/utf8.h"
#include "fuzz.h"
#include "json_check.h"

enum { HTML_CHECK_DEPTH = 100000 };

struct html_check {
    const char *at;
    struct str *open; /* names of the open elements */
    size_t depth;
};

static inline bool html_check_is_in(struct str name, const char *list)
{
    char padded[40];
    int len = snprintf(padded, sizeof padded, " %.*s ", STR_FMT(name));
    return len < (int)sizeof padded && strstr(list, padded);
}

static inline struct str html_check_name(struct html_check *c)
{
    size_t len = strspn(c->at, "abcdefghijklmnopqrstuvwxyz0123456789-");
    FUZZ_CHECK(len > 0);
    struct str name = {c->at, len};
    c->at += len;
    return name;
}

static inline void html_check_entity(const char *s)
{
    size_t len =
        s[1] == '#' ? 1 + strspn(s + 2, "0123456789") : strspn(s + 1, "abcdefghijklmnopqrstuvwxyz");
    FUZZ_CHECK(len > 0 && s[1 + len] == ';');
}

/* An address: relative, below the page's folder or beside it, or of a kind that is allowed. Entities
 * can't hide a scheme, as only "&" is written as one. */
static inline void html_check_address(struct str url)
{
    size_t scheme = 0;
    while (scheme < url.len &&
           (isalnum((unsigned char)url.data[scheme]) || strchr("+-.", url.data[scheme])))
        scheme++;
    bool has_scheme = scheme > 0 && scheme < url.len && url.data[scheme] == ':' &&
                      isalpha((unsigned char)url.data[0]);
    if (has_scheme)
        FUZZ_CHECK(strncasecmp(url.data, "https:", 6) == 0 ||
                   strncasecmp(url.data, "http:", 5) == 0 ||
                   strncasecmp(url.data, "mailto:", 7) == 0);
    FUZZ_CHECK(url.len == 0 || !strchr("/\\", url.data[0]));
    for (size_t i = 0; i < url.len; i++)
        FUZZ_CHECK((unsigned char)url.data[i] > ' ' && url.data[i] != '\\');
}

static inline void html_check_attribute(struct html_check *c)
{
    struct str name = html_check_name(c);
    FUZZ_CHECK(!str_starts(name, "on") && !str_is(name, "style") && !str_is(name, "srcdoc"));
    if (*c->at != '=')
        return;
    FUZZ_CHECK(c->at[1] == '"');
    struct str value = {c->at + 2, strcspn(c->at + 2, "\"")};
    for (size_t i = 0; i < value.len; i++) {
        FUZZ_CHECK(!strchr("<>", value.data[i]));
        if (value.data[i] == '&')
            html_check_entity(value.data + i);
    }
    if (html_check_is_in(name, " href src action formaction data poster "))
        html_check_address(value);
    c->at = value.data + value.len;
    FUZZ_CHECK(*c->at++ == '"');
}

/* What stands in a block of data, which browsers don't run: JSON, nothing in which can end it. */
static inline void html_check_data(struct html_check *c)
{
    const char *end = strstr(c->at, "</script>");
    FUZZ_CHECK(end && !memchr(c->at, '<', (size_t)(end - c->at)));
    char *data = strndup(c->at, (size_t)(end - c->at));
    json_check(str_of(data));
    free(data);
    c->at = end;
}

static inline void html_check_start(struct html_check *c)
{
    static const char empty[] = " area base br col embed hr img input link meta source track wbr ";
    static const char evil[] = " base embed iframe object form style template portal ";
    struct str name = html_check_name(c);
    FUZZ_CHECK(!html_check_is_in(name, evil));
    bool has_source = false, is_data = false;
    while (*c->at == ' ') {
        c->at++;
        is_data = is_data || str_starts(str_of(c->at), "type=\"application/ld+json\"");
        has_source = has_source || strncmp(c->at, "src=", 4) == 0;
        html_check_attribute(c);
    }
    FUZZ_CHECK(*c->at++ == '>');
    if (str_is(name, "script") && is_data)
        html_check_data(c);
    else if (str_is(name, "script"))
        FUZZ_CHECK(has_source && strncmp(c->at, "</script>", 9) == 0);
    if (html_check_is_in(name, empty))
        return;
    for (size_t i = 0; str_is(name, "a") && i < c->depth; i++)
        FUZZ_CHECK(!str_is(c->open[i], "a"));
    FUZZ_CHECK(c->depth < HTML_CHECK_DEPTH);
    c->open[c->depth++] = name;
}

static inline void html_check_tag(struct html_check *c)
{
    static const char doctype[] = "<!DOCTYPE html>";
    if (strncmp(c->at, doctype, sizeof doctype - 1) == 0) {
        c->at += sizeof doctype - 1;
    } else if (c->at[1] == '/') {
        c->at += 2;
        struct str name = html_check_name(c);
        FUZZ_CHECK(c->depth > 0 && str_equal(name, c->open[--c->depth]));
        FUZZ_CHECK(*c->at++ == '>');
    } else {
        c->at++;
        html_check_start(c);
    }
}

static inline void html_check_characters(struct str html)
{
    FUZZ_CHECK(strlen(html.data) == html.len && utf8_is_valid(html));
    for (size_t i = 0; i < html.len;) {
        uint32_t c;
        i += utf8_decode(html.data + i, html.len - i, &c);
        FUZZ_CHECK((c >= ' ' && c < 0x7F) || c >= 0xA0 || c == '\n' || c == '\t');
        FUZZ_CHECK(!(c >= 0x202A && c <= 0x202E) && !(c >= 0x2066 && c <= 0x2069));
    }
}

static inline void html_check(struct str html)
{
    struct html_check c = {.at = html.data};
    html_check_characters(html);
    c.open = calloc(html.len / 3 + 1, sizeof *c.open);
    while (*c.at) {
        FUZZ_CHECK(*c.at != '>');
        if (*c.at == '<') {
            html_check_tag(&c);
            continue;
        }
        if (*c.at == '&')
            html_check_entity(c.at);
        c.at++;
    }
    FUZZ_CHECK(c.depth == 0);
    free(c.open);
}

#endif
