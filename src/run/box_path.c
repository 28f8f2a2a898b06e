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

static bool goes_on(struct str text, size_t at)
{
    return at < text.len &&
           (isalnum((unsigned char)text.data[at]) || memchr("-_.", text.data[at], 3));
}

/* The length of a path at text[at..] that must be renamed, appended to `out` by its new name; 0 when
 * there is none. */
static size_t rename_at(const char *folder, struct str text, size_t at, struct buf *out)
{
    static const char *const names[] = {"/box", "/tmp"};
    size_t len = strlen(folder);
    if (!starts(text, at, folder))
        return 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t end = len + strlen(names[i]);
        if (starts(text, at + len, names[i]) && !goes_on(text, at + end)) {
            buf_puts(out, names[i]);
            return end;
        }
    }
    return 0;
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
static void apply_to(const char *folder, struct launch_result *result, int fd, struct buf *stream,
                     size_t *new_lens)
{
    struct buf out = BUF_INIT;
    struct str text = buf_view(stream);
    struct walk walk = walk_begin(result, fd);
    for (size_t at = 0; at < text.len;) {
        size_t before = out.len, chunk = walk_to(&walk, at);
        size_t old = text.data[at] == '/' ? rename_at(folder, text, at, &out) : 0;
        if (old == 0)
            buf_putc(&out, text.data[at]);
        at += old > 0 ? old : 1;
        new_lens[chunk] += out.len - before;
    }
    buf_release(stream);
    *stream = out;
}

static bool mentions(const char *folder, const struct buf *stream)
{
    return memmem(stream->data, stream->len, folder, strlen(folder)) != NULL;
}

void box_path_apply(const char *folder, struct launch_result *result)
{
    if (!mentions(folder, &result->out) && !mentions(folder, &result->err))
        return;
    size_t *lens = xcalloc(result->chunk_count, sizeof *lens);
    apply_to(folder, result, 1, &result->out, lens);
    apply_to(folder, result, 2, &result->err, lens);
    for (size_t i = 0; i < result->chunk_count; i++)
        result->chunks[i].len = lens[i];
    free(lens);
}
