#include "code/rows.h"

#include <string.h>

#include "base/list.h"

struct rows rows_read(struct str text, struct arena *a)
{
    struct rows rows = {0};
    *LIST_ADD(a, rows.starts, rows.count) = 0;
    const char *end = text.data + text.len;
    for (const char *s = text.data; (s = memchr(s, '\n', (size_t)(end - s))); s++)
        *LIST_ADD(a, rows.starts, rows.count) = (uint32_t)(s + 1 - text.data);
    return rows;
}

int rows_line(const struct rows *rows, uint32_t offset)
{
    size_t low = 0, high = rows->count; /* starts[low] <= offset < starts[high] */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (rows->starts[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return (int)low + 1;
}

uint32_t rows_start(const struct rows *rows, int line)
{
    return rows->starts[line - 1];
}
