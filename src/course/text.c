#include "course/text.h"

#include <string.h>

#include "base/utf8.h"

static size_t count_lines(struct str bytes)
{
    size_t count = 0;
    const char *p = bytes.data, *end = bytes.data + bytes.len;
    while (p < end) {
        const char *newline = memchr(p, '\n', (size_t)(end - p));
        p = newline ? newline + 1 : end;
        count++;
    }
    return count;
}

void text_init(struct text *text, struct arena *a, struct str bytes)
{
    size_t count = count_lines(bytes);
    uint32_t *starts = ARENA_ARRAY(a, count + 1, uint32_t);
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        starts[i] = (uint32_t)at;
        const char *newline = memchr(bytes.data + at, '\n', bytes.len - at);
        at = newline ? (size_t)(newline - bytes.data) + 1 : bytes.len;
    }
    starts[count] = (uint32_t)bytes.len;
    text->bytes = bytes;
    text->starts = starts;
    text->line_count = (int)count;
}

struct str text_line(const struct text *text, int line)
{
    if (line < 1 || line > text->line_count)
        return STR("");
    size_t start = text->starts[line - 1], end = text->starts[line];
    if (end > start && text->bytes.data[end - 1] == '\n')
        end--;
    return (struct str){text->bytes.data + start, end - start};
}

int text_file_line(const struct text *text, int line)
{
    return line > 0 ? text->skipped + line : 0;
}

/* A line inside a fence is the end of the line in the outer text, unless a tab was taken apart. */
int text_file_column(const struct text *text, int line, int column)
{
    for (; text->is_fenced && column > 0; text = text->outer) {
        struct str inner = text_line(text, line);
        line += text->outer_line;
        struct str outer = text_line(text->outer, line);
        size_t more = outer.len - inner.len;
        if (outer.len >= inner.len && memcmp(outer.data + more, inner.data, inner.len) == 0)
            column += (int)more;
    }
    return column > 0 ? column : 0; /* cmark has negative ones for some cells of tables */
}

struct str text_file_prefix(const struct text *text, int line, int column)
{
    int file_column = text_file_column(text, line, column);
    for (; text->is_fenced; text = text->outer)
        line += text->outer_line;
    struct str whole = text_line(text, line);
    size_t len = file_column > 0 ? (size_t)file_column - 1 : 0;
    return (struct str){whole.data, len < whole.len ? len : whole.len};
}

/* Every "\r\n" and lone "\r" becomes "\n". */
static struct str unify_line_ends(struct str bytes, struct arena *a)
{
    if (!memchr(bytes.data, '\r', bytes.len))
        return bytes;
    char *out = arena_alloc(a, bytes.len + 1, 1);
    size_t len = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        char c = bytes.data[i];
        if (c == '\r' && i + 1 < bytes.len && bytes.data[i + 1] == '\n')
            continue;
        out[len++] = c == '\r' ? '\n' : c;
    }
    return (struct str){out, len};
}

/* Length of the longest start without NUL and malformed sequences. Most text is ASCII: eight bytes
 * at a time. */
static size_t well_formed_len(struct str s)
{
    size_t i = 0;
    while (i < s.len) {
        uint64_t word;
        if (s.len - i >= sizeof word) {
            memcpy(&word, s.data + i, sizeof word);
            uint64_t zero = (word - 0x0101010101010101u) & ~word;
            if (((word | zero) & 0x8080808080808080u) == 0) {
                i += sizeof word;
                continue;
            }
        }
        uint32_t c;
        size_t used = utf8_decode(s.data + i, s.len - i, &c);
        struct str rest = {s.data + i, s.len - i};
        if (c == 0 || (c == 0xFFFD && !str_starts(rest, "\xEF\xBF\xBD")))
            break;
        i += used;
    }
    return i;
}

static void report_bad_byte(struct str bytes, size_t at, const char *file,
                            struct problems *problems, struct arena *a)
{
    int line = 1;
    size_t start = 0;
    for (size_t i = 0; i < at; i++) {
        if (bytes.data[i] == '\n') {
            line++;
            start = i + 1;
        }
    }
    unsigned byte = (unsigned char)bytes.data[at];
    int column = (int)(at - start) + 1;
    if (byte == 0)
        problem_add(problems, a, PROBLEM_ERROR, file, line, column, "a NUL byte");
    else
        problem_add(problems, a, PROBLEM_ERROR, file, line, column,
                    "not UTF-8 (byte 0x%02X); save the file as UTF-8", byte);
}

static struct str repair(struct str bytes, size_t good, struct arena *a)
{
    struct buf out = BUF_INIT;
    while (good < bytes.len) {
        buf_add(&out, bytes.data, good);
        uint32_t c;
        size_t bad = utf8_decode(bytes.data + good, bytes.len - good, &c);
        utf8_encode(&out, 0xFFFD);
        bytes.data += good + bad;
        bytes.len -= good + bad;
        good = well_formed_len(bytes);
    }
    buf_str(&out, bytes);
    struct str clean = arena_str(a, buf_view(&out));
    buf_release(&out);
    return clean;
}

struct str text_clean(struct str bytes, const char *file, struct arena *a,
                      struct problems *problems, struct arena *problems_arena)
{
    if (str_starts(bytes, "\xEF\xBB\xBF"))
        bytes = (struct str){bytes.data + 3, bytes.len - 3};
    bytes = unify_line_ends(bytes, a);
    size_t good = well_formed_len(bytes);
    if (good == bytes.len)
        return bytes;
    report_bad_byte(bytes, good, file, problems, problems_arena);
    return repair(bytes, good, a);
}
