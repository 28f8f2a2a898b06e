#include "run/lines.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/visible.h"
#include "course/list.h"

/* --- writing --- */

static void put_bytes(struct buf *out, struct str bytes)
{
    for (size_t i = 0; i < bytes.len; i++)
        buf_printf(out, "\\x%02x", (unsigned char)bytes.data[i]);
}

/* The character at the start of text, which is not empty; its length. */
static size_t put_character(struct buf *out, struct str text)
{
    static const char named[] = "\\\\\nn\rr\tt";
    const char *name = *text.data ? strchr(named, *text.data) : NULL;
    bool last = text.len == 1;
    uint32_t c;
    struct str bytes = {text.data, utf8_decode(text.data, text.len, &c)};
    if (c == '\t' && !last)
        buf_putc(out, '\t');
    else if (name && (name - named) % 2 == 0)
        buf_printf(out, "\\%c", name[1]);
    else if (visible_is_control(c) || !utf8_is_valid(bytes) || (c == ' ' && last))
        put_bytes(out, bytes);
    else
        buf_str(out, bytes);
    return bytes.len;
}

static void put_escaped(struct buf *out, struct str text)
{
    while (text.len > 0) {
        size_t len = put_character(out, text);
        text.data += len;
        text.len -= len;
    }
}

void lines_put(struct buf *out, const char *label, const char *value)
{
    buf_puts(out, label);
    if (value[0])
        buf_putc(out, ' ');
    put_escaped(out, str_of(value));
    buf_putc(out, '\n');
}

void lines_put_integer(struct buf *out, const char *label, int64_t value)
{
    buf_printf(out, "%s %lld\n", label, (long long)value);
}

static void quote_word(struct buf *out, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "-_=+./:,@%{}";
    if (word[0] && word[strspn(word, plain)] == '\0') {
        buf_puts(out, word);
        return;
    }
    buf_putc(out, '\'');
    for (; *word; word++)
        *word == '\'' ? buf_puts(out, "'\\''") : buf_putc(out, *word);
    buf_putc(out, '\'');
}

void lines_quote(struct buf *out, const struct words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        if (i > 0)
            buf_putc(out, ' ');
        quote_word(out, words->items[i]);
    }
}

void lines_put_words(struct buf *out, const char *label, const struct words *words)
{
    struct buf line = BUF_INIT;
    lines_quote(&line, words);
    lines_put(out, label, line.data);
    buf_release(&line);
}

/* A long double has room for a double times 1000, to the last bit. */
static double from_ms(const char *ms, char **end)
{
    return (double)(strtold(ms, end) / 1000);
}

static void put_one_ms(struct buf *out, double seconds)
{
    enum { LEAST = 6, MOST = 21 };
    char text[64];
    for (int digits = LEAST; digits <= MOST; digits++) {
        snprintf(text, sizeof text, "%.*Lg", digits, (long double)seconds * 1000);
        if (from_ms(text, NULL) == seconds)
            break;
    }
    buf_printf(out, " %s", text);
}

void lines_put_ms(struct buf *out, const char *label, const double *seconds, size_t count)
{
    buf_puts(out, label);
    for (size_t i = 0; i < count; i++)
        put_one_ms(out, seconds[i]);
    buf_putc(out, '\n');
}

/* Unlike str_line: CR is part of the line, and whether "\n" follows is told. */
static bool cut_line(struct str *rest, struct str *line)
{
    const char *newline = memchr(rest->data, '\n', rest->len);
    line->data = rest->data;
    line->len = newline ? (size_t)(newline - rest->data) : rest->len;
    rest->data += line->len + (newline != NULL);
    rest->len -= line->len + (newline != NULL);
    return newline;
}

void lines_put_text(struct buf *out, const char *label, struct str text)
{
    struct str line;
    if (text.len > 0)
        buf_printf(out, "%s\n", label);
    while (text.len > 0) {
        bool ended = cut_line(&text, &line);
        buf_puts(out, line.len > 0 ? "| " : "|");
        put_escaped(out, line);
        buf_puts(out, ended ? "\n" : "\\\n");
    }
}

/* --- reading --- */

bool lines_fail(struct lines *in, const char *format, ...)
{
    char message[256];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    return err_at(in->err, in->file, in->number, 0, "%s", message);
}

static bool next_line(struct lines *in, struct str *line)
{
    in->number++;
    return str_line(&in->rest, line);
}

/* Whether a line has the label, and what stands behind it. */
static bool has_label(struct str line, const char *label, struct str *value)
{
    size_t len = strlen(label);
    if (!str_starts(line, label) || (line.len > len && line.data[len] != ' '))
        return false;
    size_t skipped = line.len > len ? len + 1 : len;
    *value = (struct str){line.data + skipped, line.len - skipped};
    return true;
}

bool lines_next_is(const struct lines *in, const char *label)
{
    struct str rest = in->rest, line, value;
    return str_line(&rest, &line) && has_label(line, label, &value);
}

bool lines_take_raw(struct lines *in, const char *label, struct str *value)
{
    enum { SHOWN = 40 };
    struct str line;
    if (!next_line(in, &line))
        return lines_fail(in, "the text ends where a line \"%s\" should be", label);
    if (has_label(line, label, value))
        return true;
    struct buf shown = BUF_INIT;
    line.len = line.len < SHOWN ? line.len : SHOWN;
    visible_add_line(&shown, line);
    lines_fail(in, "\"%s\" where a line \"%s\" should be", shown.data, label);
    buf_release(&shown);
    return false;
}

static int hex_digit(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = c ? strchr(digits, c) : NULL;
    return at ? (int)(at - digits) : -1;
}

/* One escape, behind its backslash; how long it is, 0: there is no such escape. */
static size_t read_escape(struct str s, char *c)
{
    static const char named[] = "\\\\n\nr\rt\t";
    const char *name = s.len > 0 && s.data[0] ? strchr(named, s.data[0]) : NULL;
    if (name && (name - named) % 2 == 0) {
        *c = name[1];
        return 1;
    }
    if (s.len < 3 || s.data[0] != 'x' || hex_digit(s.data[1]) < 0 || hex_digit(s.data[2]) < 0)
        return 0;
    *c = (char)(hex_digit(s.data[1]) * 16 + hex_digit(s.data[2]));
    return 3;
}

static bool unescape(struct lines *in, struct str s, struct buf *out)
{
    for (size_t i = 0; i < s.len;) {
        char c = s.data[i++];
        if (c == '\\') {
            size_t len = read_escape((struct str){s.data + i, s.len - i}, &c);
            if (len == 0)
                return lines_fail(in, "a backslash that is no escape (\\\\ is a backslash)");
            i += len;
        }
        buf_putc(out, c);
    }
    return true;
}

static bool no_nul(struct lines *in, struct str value)
{
    return !memchr(value.data, '\0', value.len) || lines_fail(in, "a byte 0 in a name");
}

bool lines_take(struct lines *in, const char *label, const char **value)
{
    struct str raw;
    struct buf bytes = BUF_INIT;
    bool ok = lines_take_raw(in, label, &raw) && unescape(in, raw, &bytes) &&
              no_nul(in, buf_view(&bytes));
    if (ok)
        *value = arena_strndup(in->arena, bytes.data, bytes.len);
    buf_release(&bytes);
    return ok;
}

bool lines_word(struct str *rest, struct str *word)
{
    while (rest->len > 0 && *rest->data == ' ') {
        rest->data++;
        rest->len--;
    }
    const char *blank = memchr(rest->data, ' ', rest->len);
    *word = (struct str){rest->data, blank ? (size_t)(blank - rest->data) : rest->len};
    rest->data += word->len;
    rest->len -= word->len;
    return word->len > 0;
}

/* A word as C has it; false: it is too long to be a number. */
static bool short_word(struct str word, char text[64])
{
    if (word.len == 0 || word.len >= 64)
        return false;
    memcpy(text, word.data, word.len);
    text[word.len] = '\0';
    return strlen(text) == word.len;
}

bool lines_number(struct str word, int64_t least, int64_t most, int64_t *value)
{
    char text[64], *end;
    if (!short_word(word, text) || !strchr("-0123456789", text[0]))
        return false;
    errno = 0;
    *value = strtoll(text, &end, 10);
    return *end == '\0' && errno == 0 && *value >= least && *value <= most;
}

bool lines_take_integer(struct lines *in, const char *label, int64_t least, int64_t most,
                        int64_t *value)
{
    struct str raw;
    return lines_take_raw(in, label, &raw) &&
           (lines_number(raw, least, most, value) ||
            lines_fail(in, "\"%s\" takes a number from %lld to %lld", label, (long long)least,
                       (long long)most));
}

bool lines_take_words(struct lines *in, const char *label, struct words *words)
{
    const char *value;
    struct err why;
    return lines_take(in, label, &value) && (words_split(str_of(value), in->arena, words, &why) ||
                                             lines_fail(in, "%s", why.message));
}

/* A finite number; what strtold knows besides is not ours. */
static bool read_ms(struct str word, double *seconds)
{
    char text[64], *end;
    if (!short_word(word, text) || text[strspn(text, "0123456789.e+-")] != '\0')
        return false;
    *seconds = from_ms(text, &end);
    return *end == '\0' && isfinite(*seconds);
}

bool lines_take_ms(struct lines *in, const char *label, double **seconds, size_t *count)
{
    struct str raw, word;
    *seconds = NULL;
    *count = 0;
    if (!lines_take_raw(in, label, &raw))
        return false;
    while (lines_word(&raw, &word))
        if (!read_ms(word, LIST_ADD(in->arena, *seconds, *count)))
            return lines_fail(in, "\"%s\" takes milliseconds", label);
    return true;
}

/* A text's next line, without what marks it: true when there is one. A backslash that nothing follows
 * stands for the missing end of the last one. */
static bool take_text_line(struct lines *in, struct str *line, bool *ended)
{
    if (!str_starts(in->rest, "|"))
        return false;
    next_line(in, line);
    size_t skipped = str_starts(*line, "| ") ? 2 : 1, backslashes = 0;
    *line = (struct str){line->data + skipped, line->len - skipped};
    while (backslashes < line->len && line->data[line->len - 1 - backslashes] == '\\')
        backslashes++;
    *ended = backslashes % 2 == 0;
    line->len -= !*ended;
    return true;
}

bool lines_take_text(struct lines *in, const char *label, struct str *text)
{
    struct buf bytes = BUF_INIT;
    struct str line;
    bool ok = true, ended = true;
    *text = STR("");
    if (!lines_next_is(in, label))
        return true;
    lines_take_raw(in, label, &line);
    while (ok && take_text_line(in, &line, &ended)) {
        ok = unescape(in, line, &bytes);
        if (ended)
            buf_putc(&bytes, '\n');
        else if (ok && str_starts(in->rest, "|"))
            ok = lines_fail(in, "a text goes on behind its end");
    }
    if (ok)
        *text = arena_str(in->arena, buf_view(&bytes));
    buf_release(&bytes);
    return ok;
}

bool lines_take_end(struct lines *in)
{
    struct str line;
    return !next_line(in, &line) || lines_fail(in, "more than was expected");
}
