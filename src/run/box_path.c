#include "run/box_path.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static bool starts(struct str text, size_t at, const char *what)
{
    size_t len = strlen(what);
    return text.len - at >= len && memcmp(text.data + at, what, len) == 0;
}

/* The length of the name of a working folder at text[at..]: "/1234-5". */
static size_t folder_name_len(struct str text, size_t at)
{
    size_t end = at;
    if (end < text.len && text.data[end] == '/')
        end++;
    while (end < text.len && (isalnum((unsigned char)text.data[end]) || text.data[end] == '-'))
        end++;
    return end - at > 1 ? end - at : 0;
}

/* The length of a path at text[at..] that must be renamed, appended to `out` by its new name; 0 when
 * there is none. */
static size_t rename_at(const struct box_path *box, struct str text, size_t at, struct buf *out)
{
    if (box->program && starts(text, at, box->program)) {
        buf_printf(out, BOX_PATH "/%s", box->name);
        return strlen(box->program);
    }
    if (!starts(text, at, box->work))
        return 0;
    size_t work = strlen(box->work), folder = folder_name_len(text, at + work);
    if (folder == 0)
        return 0;
    buf_puts(out, BOX_PATH);
    return work + folder;
}

/* A walk over the chunks of one stream, in step with a walk over its bytes. */
struct walk {
    const struct launch_result *result;
    int fd;
    size_t chunk;
    size_t end; /* of that chunk, in bytes of the stream */
};

/* The chunk that holds byte `at`, which never goes back. */
static size_t walk_to(struct walk *w, size_t at)
{
    while (at >= w->end) {
        w->chunk++;
        if (w->result->chunks[w->chunk].fd == w->fd)
            w->end += w->result->chunks[w->chunk].len;
    }
    return w->chunk;
}

static struct walk walk_begin(const struct launch_result *result, int fd)
{
    bool first = result->chunks[0].fd == fd;
    return (struct walk){result, fd, 0, first ? result->chunks[0].len : 0};
}

/* Rewrite one stream. new_lens gets the chunks' lengths: a new name belongs to the chunk in which
 * the old one began. */
static void apply_to(const struct box_path *box, struct launch_result *result, int fd,
                     struct buf *stream, size_t *new_lens)
{
    struct buf out = BUF_INIT;
    struct str text = buf_view(stream);
    struct walk walk = walk_begin(result, fd);
    for (size_t at = 0; at < text.len;) {
        size_t before = out.len, chunk = walk_to(&walk, at);
        size_t old = text.data[at] == '/' ? rename_at(box, text, at, &out) : 0;
        if (old == 0)
            buf_putc(&out, text.data[at]);
        at += old > 0 ? old : 1;
        new_lens[chunk] += out.len - before;
    }
    buf_release(stream);
    *stream = out;
}

static bool mentions(const struct box_path *box, const struct buf *stream)
{
    return memmem(stream->data, stream->len, box->work, strlen(box->work)) ||
           (box->program && memmem(stream->data, stream->len, box->program, strlen(box->program)));
}

void box_path_apply(const struct box_path *box, struct launch_result *result)
{
    if (!mentions(box, &result->out) && !mentions(box, &result->err))
        return;
    size_t *lens = xcalloc(result->chunk_count, sizeof *lens);
    apply_to(box, result, 1, &result->out, lens);
    apply_to(box, result, 2, &result->err, lens);
    for (size_t i = 0; i < result->chunk_count; i++)
        result->chunks[i].len = lens[i];
    free(lens);
}
