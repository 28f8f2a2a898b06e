/* A diff must turn the one text into the other, whatever they are. */
#include "fuzz.h"

#include "base/diff.h"

/* A walk over a text line by line, newlines included. */
struct lines {
    struct str rest;
    int number; /* of the last line taken */
};

static struct str take_line(struct lines *l)
{
    FUZZ_CHECK(l->rest.len > 0);
    const char *newline = memchr(l->rest.data, '\n', l->rest.len);
    size_t len = newline ? (size_t)(newline - l->rest.data) + 1 : l->rest.len;
    struct str line = {l->rest.data, len};
    l->rest = (struct str){l->rest.data + len, l->rest.len - len};
    l->number++;
    return line;
}

/* "@@ -A,N +B,M @@": N and M are left to come; lines up to A are copied. */
static void read_header(struct str header, struct lines *old, struct buf *out, int *n, int *m)
{
    char text[100] = "";
    int a, b, used = 0;
    memcpy(text, header.data, header.len < sizeof text ? header.len : sizeof text - 1);
    const char *s = text;
    *n = *m = 1;
    FUZZ_CHECK(sscanf(s, "@@ -%d%n", &a, &used) == 1);
    s += used;
    if (sscanf(s, ",%d%n", n, &used) == 1)
        s += used;
    FUZZ_CHECK(sscanf(s, " +%d%n", &b, &used) == 1);
    s += used;
    if (sscanf(s, ",%d%n", m, &used) == 1)
        s += used;
    FUZZ_CHECK(strcmp(s, " @@\n") == 0);
    while (old->number < a - (*n > 0))
        buf_str(out, take_line(old));
}

/* Whether the diff's next line says that the last one has no newline; it is passed then. */
static bool ends_without_newline(struct lines *diff)
{
    static const char mark[] = "\\ No newline at end of file\n";
    if (!str_starts(diff->rest, mark))
        return false;
    take_line(diff);
    return true;
}

static void apply(struct str diff_text, struct str old_text, struct buf *out)
{
    struct lines diff = {.rest = diff_text}, old = {.rest = old_text};
    while (diff.rest.len > 0) {
        int n, m;
        read_header(take_line(&diff), &old, out, &n, &m);
        while (n > 0 || m > 0) {
            struct str line = take_line(&diff);
            char sign = line.data[0];
            line = (struct str){line.data + 1, line.len - 1};
            if (ends_without_newline(&diff))
                line.len--;
            FUZZ_CHECK(sign == ' ' || sign == '-' || sign == '+');
            if (sign != '+') {
                FUZZ_CHECK(n-- > 0 && str_equal(line, take_line(&old)));
            }
            if (sign != '-') {
                FUZZ_CHECK(m-- > 0);
                buf_str(out, line);
            }
        }
    }
    buf_str(out, old.rest);
}

FUZZ(input)
{
    struct str old = fuzz_part(&input), new = input;
    struct buf diff = BUF_INIT, patched = BUF_INIT;
    diff_unified(old, new, &diff);
    FUZZ_CHECK((diff.len == 0) == str_equal(old, new));
    apply(buf_view(&diff), old, &patched);
    FUZZ_CHECK(str_equal(buf_view(&patched), new));
    buf_release(&diff);
    buf_release(&patched);
}
