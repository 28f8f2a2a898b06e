/* Renaming the working folder in what a program printed. The input is cut into chunks of stdout and
 * stderr: a byte that says which, then the chunk. */
#include "fuzz.h"

#include <ctype.h>

#include "base/mem.h"
#include "run/box_path.h"

static const char folder[] = "/w/12-3";

static void add_chunk(struct launch_result *r, unsigned which, struct str text)
{
    int fd = which % 2 ? 2 : 1;
    if (text.len == 0)
        return;
    buf_str(fd == 1 ? &r->out : &r->err, text);
    r->chunks[r->chunk_count++] = (struct launch_chunk){fd, text.len};
}

static bool begins_name(char c)
{
    return isalnum((unsigned char)c) || c == '-' || c == '_' || c == '.';
}

/* The plain way: FOLDER goes before "/box" and "/tmp". */
static void rename_all(struct str text, struct buf *out)
{
    size_t len = strlen(folder);
    for (size_t i = 0; i < text.len;) {
        struct str rest = {text.data + i, text.len - i};
        struct str name = {rest.data + len, rest.len - len};
        bool found = str_starts(rest, folder) &&
                     (str_starts(name, "/box") || str_starts(name, "/tmp")) &&
                     (name.len == 4 || !begins_name(name.data[4]));
        if (!found)
            buf_putc(out, *rest.data);
        i += found ? len : 1;
    }
}

static void check_lengths(const struct launch_result *r)
{
    size_t sums[2] = {0};
    for (size_t i = 0; i < r->chunk_count; i++)
        sums[r->chunks[i].fd - 1] += r->chunks[i].len;
    FUZZ_CHECK(sums[0] == r->out.len && sums[1] == r->err.len);
}

FUZZ(input)
{
    struct launch_result r = {.out = BUF_INIT, .err = BUF_INIT};
    struct buf out = BUF_INIT, err = BUF_INIT;
    r.chunks = xcalloc(input.len + 1, sizeof *r.chunks);
    while (input.len > 0) {
        unsigned which = fuzz_byte(&input);
        add_chunk(&r, which, fuzz_part(&input));
    }
    rename_all(buf_view(&r.out), &out);
    rename_all(buf_view(&r.err), &err);
    box_path_apply(folder, &r);
    check_lengths(&r);
    FUZZ_CHECK(str_equal(buf_view(&r.out), buf_view(&out)));
    FUZZ_CHECK(str_equal(buf_view(&r.err), buf_view(&err)));
    free(r.chunks);
    buf_release(&r.out);
    buf_release(&r.err);
    buf_release(&out);
    buf_release(&err);
}
