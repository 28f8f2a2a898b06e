/* manual: which functions of libc, POSIX and Linux have manual pages, and where. The list is manual.txt;
 * tools/manual makes it. */
#ifndef PAGE_MANUAL_H
#define PAGE_MANUAL_H

#include <stdbool.h>

#include "base/buf.h"

struct manual_page {
    struct str name; /* of the function; borrowed from the list, so equal names have equal data */
    struct str section; /* "2", "3", "3p"; "-": C11's functions, which have no page */
    struct str header;  /* that declares it: "pthread.h" */
};

/* False when the name is none of the list. */
bool manual_find(struct str name, struct manual_page *page);

bool manual_has_address(const struct manual_page *page);
/* Append the page's address at man7.org, which needs no escape in an attribute; nothing for one that
 * has none. */
void manual_address(const struct manual_page *page, struct buf *out);

#endif
