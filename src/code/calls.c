#include "code/calls.h"

#include <stdlib.h>
#include <string.h>

#include "base/list.h"

static int compare_names(const void *a, const void *b)
{
    const struct str *p = a, *q = b;
    int order = memcmp(p->data, q->data, p->len < q->len ? p->len : q->len);
    return order ? order : (p->len > q->len) - (p->len < q->len);
}

void calls_read(struct findings *found, struct str text, const struct rows *rows, struct arena *a,
                struct code *code)
{
    if (found->own_count > 0)
        qsort(found->own, found->own_count, sizeof *found->own, compare_names);
    for (size_t i = 0; i < found->call_count; i++) {
        struct code_call call = found->calls[i];
        struct str name = {text.data + call.start, call.end - call.start};
        if (found->own_count > 0 &&
            bsearch(&name, found->own, found->own_count, sizeof *found->own, compare_names))
            continue;
        call.name = arena_strndup(a, name.data, name.len);
        call.line = rows_line(rows, call.start);
        *LIST_ADD(a, code->calls, code->call_count) = call;
    }
}
