/* html: a chapter's tree as HTML, everything escaped. */
#ifndef PAGE_HTML_H
#define PAGE_HTML_H

#include "base/buf.h"
#include "code/code.h"
#include "run/result.h"

/* Append text for HTML, as content or inside a quoted attribute: & < > " ' escaped; malformed UTF-8
 * and NUL become U+FFFD; other control characters but \n and \t become visible symbols (U+2400…), CR
 * before LF is dropped; the marks and controls of the direction of writing (U+061C, U+200E-F,
 * U+202A-E, U+2066-9), line separators (U+2028-9) and C1 controls are spelt out, <U+XXXX>. */
void html_escape(struct buf *out, struct str text);
/* Whether html_escape would change nothing. */
bool html_is_plain(struct str text);

/* Append a web address for a quoted attribute: what may not stand in one is percent-encoded, escapes
 * that it has are kept. */
void html_url(struct buf *out, struct str address);
/* Append the name of a file as an address, or as the part behind "#": everything but letters,
 * digits, "-_.~" and "/" is percent-encoded. */
void html_url_path(struct buf *out, struct str path);

/* Who makes what the tree only names: each appends to `out`, or returns false after filling *err,
 * which ends the rendering. */
struct html_maker {
    bool (*card)(void *ctx, const struct result *result, struct buf *out, struct err *err);
    /* of the chapter's figures, the one of that index */
    bool (*figure)(void *ctx, size_t figure, struct buf *out, struct err *err);
    void *ctx;
    struct code_reader *reader; /* NULL: blocks of code are not highlighted */
};

/* The text of the course's glossary, which is usable: what stands before the first term, then the text
 * of each of its terms. In `a`. `reader`: as in html_maker. */
struct str *html_glossary(const struct results *results, struct code_reader *reader,
                          struct arena *a);

/* Append the chapter's body. */
bool html_chapter(const struct results *results, size_t chapter, const struct html_maker *maker,
                  struct buf *out, struct err *err);

#endif
