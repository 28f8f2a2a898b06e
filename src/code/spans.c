#include "code/spans.h"

#include "base/list.h"

/* The paints that are open while the text is gone through; the last one is the innermost. */
struct open_paints {
    struct arena a;
    struct paint *items;
    size_t count;
    uint32_t at; /* all before it has been added */
};

void spans_add(struct spans *spans, uint32_t start, uint32_t end, enum code_class class)
{
    if (start >= end || class == CODE_PLAIN)
        return;
    struct code_span *last = spans->count ? &spans->items[spans->count - 1] : NULL;
    if (last && last->end == start && last->class == class)
        last->end = end;
    else
        *LIST_ADD(spans->a, spans->items, spans->count) = (struct code_span){start, end, class};
}

/* Go on to `at`: what ends before it is closed. */
static void advance(struct spans *spans, struct open_paints *open, uint32_t at)
{
    while (open->count > 0) {
        const struct paint *inner = &open->items[open->count - 1];
        uint32_t end = inner->end < at ? inner->end : at;
        spans_add(spans, open->at, end, inner->class);
        open->at = end > open->at ? end : open->at;
        if (inner->end > at)
            break;
        open->count--;
    }
    open->at = at;
}

void spans_of_paint(struct spans *spans, const struct paint *paint, size_t count)
{
    struct open_paints open = {0};
    for (size_t i = 0; i < count; i++) {
        advance(spans, &open, paint[i].start);
        *LIST_ADD(&open.a, open.items, open.count) = paint[i];
    }
    advance(spans, &open, UINT32_MAX);
    arena_release(&open.a);
}

static bool is_newline(char c)
{
    return c == '\n' || c == '\r';
}

void spans_trim(struct spans *spans, struct str text)
{
    size_t kept = 0;
    for (size_t i = 0; i < spans->count; i++) {
        struct code_span span = spans->items[i];
        while (span.start < span.end && is_newline(text.data[span.end - 1]))
            span.end--;
        while (span.start < span.end && is_newline(text.data[span.start]))
            span.start++;
        if (span.start < span.end)
            spans->items[kept++] = span;
    }
    spans->count = kept;
}
