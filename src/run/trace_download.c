#include "run/trace_download.h"

#include <ctype.h>

#include "base/buf.h"

enum { MOST_BYTES = 100 }; /* of the id, and of the point */

/* Letters, digits, "-" and "_" stay; all else, what holds a name together too, becomes ~XX. */
static void put_safe(struct buf *out, const char *text)
{
    for (; *text; text++)
        if (isalnum((unsigned char)*text) || *text == '-' || *text == '_')
            buf_putc(out, *text);
        else
            buf_printf(out, "~%02X", (unsigned char)*text);
}

/* Put a hash in the place of what is too long. No parameter's name begins with "~". */
static void shorten(struct buf *part)
{
    char hex[HASH_HEX_LEN + 1];
    if (part->len <= MOST_BYTES)
        return;
    hash_hex(hash_of(part->data, part->len), hex);
    buf_clear(part);
    buf_printf(part, "~%s", hex);
}

static void put_point(struct buf *out, const struct sample *sample)
{
    for (size_t i = 0; i < sample->values.count; i++) {
        buf_printf(out, i ? ".%s=" : "%s=", sample->parameters.items[i]);
        put_safe(out, sample->values.items[i]);
    }
}

const char *trace_download(const struct sample *sample, struct arena *a)
{
    struct buf id = BUF_INIT, point = BUF_INIT;
    put_safe(&id, sample->id);
    put_point(&point, sample);
    shorten(&id);
    shorten(&point);
    const char *path =
        arena_printf(a, "samples/%s%s%s.trace.json", id.data, point.len ? "." : "", point.data);
    buf_release(&id);
    buf_release(&point);
    return path;
}
