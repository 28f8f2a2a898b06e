#include "base/json.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "base/visible.h"

void json_init(struct json *j, struct buf *out)
{
    *j = (struct json){.out = out, .first = true};
}

static void new_line(struct json *j)
{
    if (j->compact)
        return;
    buf_putc(j->out, '\n');
    for (int i = 0; i < j->depth; i++)
        buf_puts(j->out, "  ");
}

/* What stands between the previous value or key and this one. */
static void separate(struct json *j)
{
    if (!j->keyed && !j->first)
        buf_putc(j->out, ',');
    if (!j->keyed && j->depth > 0)
        new_line(j);
    j->keyed = false;
    j->first = false;
}

static void begin(struct json *j, char bracket)
{
    separate(j);
    buf_putc(j->out, bracket);
    j->depth++;
    j->first = true;
}

static void end(struct json *j, char bracket)
{
    assert(j->depth > 0 && !j->keyed);
    j->depth--;
    if (!j->first)
        new_line(j);
    buf_putc(j->out, bracket);
    j->first = false;
}

void json_begin_object(struct json *j)
{
    begin(j, '{');
}

void json_end_object(struct json *j)
{
    end(j, '}');
}

void json_begin_array(struct json *j)
{
    begin(j, '[');
}

void json_end_array(struct json *j)
{
    end(j, ']');
}

static void put_character(struct buf *out, uint32_t c)
{
    static const char named[] = "\bb\ff\nn\rr\tt\"\"\\\\";
    const char *name = c > 0 && c < 0x80 ? strchr(named, (int)c) : NULL;
    /* the letters b, f, n, r and t stand in the table too, at the odd places */
    if (name && (name - named) % 2 == 0) {
        buf_putc(out, '\\');
        buf_putc(out, name[1]);
    } else if (visible_is_control(c) || c == '<' || c == '>' || c == '&') {
        buf_printf(out, "\\u%04" PRIx32, c);
    } else {
        utf8_encode(out, c);
    }
}

static void put_quoted(struct buf *out, struct str s)
{
    buf_putc(out, '"');
    for (size_t i = 0; i < s.len;) {
        uint32_t c;
        i += utf8_decode(s.data + i, s.len - i, &c);
        put_character(out, c);
    }
    buf_putc(out, '"');
}

void json_key(struct json *j, const char *key)
{
    assert(j->depth > 0 && !j->keyed);
    separate(j);
    put_quoted(j->out, str_of(key));
    buf_puts(j->out, j->compact ? ":" : ": ");
    j->keyed = true;
}

void json_str(struct json *j, struct str value)
{
    separate(j);
    put_quoted(j->out, value);
}

void json_text(struct json *j, const char *value)
{
    if (value)
        json_str(j, str_of(value));
    else
        json_no_value(j);
}

void json_int(struct json *j, int64_t value)
{
    separate(j);
    buf_printf(j->out, "%" PRId64, value);
}

void json_number(struct json *j, double value)
{
    if (!isfinite(value)) {
        json_no_value(j);
        return;
    }
    separate(j);
    buf_printf(j->out, "%.15g", value);
}

void json_bool(struct json *j, bool value)
{
    separate(j);
    buf_puts(j->out, value ? "true" : "false");
}

void json_no_value(struct json *j)
{
    separate(j);
    buf_puts(j->out, "null");
}

/* RFC 4648, section 4. */
void json_base64(struct json *j, struct str bytes)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    separate(j);
    buf_putc(j->out, '"');
    for (size_t i = 0; i < bytes.len; i += 3) {
        size_t n = bytes.len - i < 3 ? bytes.len - i : 3;
        uint32_t group = 0;
        for (size_t k = 0; k < 3; k++)
            group = group << 8 | (k < n ? (unsigned char)bytes.data[i + k] : 0);
        for (size_t k = 0; k < 4; k++)
            buf_putc(j->out, k <= n ? digits[group >> (18 - 6 * k) & 63] : '=');
    }
    buf_putc(j->out, '"');
}
