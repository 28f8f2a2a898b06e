/* inert: whether a page that was made of hostile texts is harmless. Each of those texts holds "\"'>", a <script>,
 * ESC, a byte that is no UTF-8 and a direction mark. */
#ifndef TEST_INERT_H
#define TEST_INERT_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static inline bool inert_begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* Behind the script at `s`; NULL when it is none of ours. Ours are files, and data blocks without a "<". */
static inline const char *inert_after_script(const char *s)
{
    static const char data[] = "<script type=\"application/ld+json\">", end[] = "</script>";
    if (inert_begins(s, "<script src=\""))
        return s + 7;
    if (!inert_begins(s, data))
        return NULL;
    s = strchr(s + sizeof data - 1, '<');
    return s && inert_begins(s, end) ? s + sizeof end - 1 : NULL;
}

/* Prints where it is not. */
static inline bool is_inert(const char *html, size_t len)
{
    static const char *const never[] = {"\"'", "\x1b", "\xFF", "\xE2\x80\xAE"};
    if (strlen(html) != len) {
        printf("# not inert: a NUL after %zu bytes\n", strlen(html));
        return false;
    }
    for (const char *s = html; *s;) {
        const char *script = inert_begins(s, "<script") ? inert_after_script(s) : s + 1;
        for (size_t i = 0; script && i < sizeof never / sizeof *never; i++)
            if (inert_begins(s, never[i]))
                script = NULL;
        if (!script) {
            printf("# not inert: %.80s\n", s);
            return false;
        }
        s = script;
    }
    return true;
}

#endif
