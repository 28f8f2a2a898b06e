/* Whatever is written as JSON must be JSON, and say what was written. */
#include "fuzz.h"

#include "base/json.h"
#include "json_check.h"

enum { MAX_DEPTH = 40 };

/* The open containers: 'o' or 'a'. */
struct writer {
    struct json json;
    struct str rest;
    char open[MAX_DEPTH + 1];
    int depth;
};

static void end_one(struct writer *w)
{
    if (w->open[w->depth--] == 'o')
        json_end_object(&w->json);
    else
        json_end_array(&w->json);
}

static void begin_one(struct writer *w, bool object)
{
    w->open[++w->depth] = object ? 'o' : 'a';
    if (object)
        json_begin_object(&w->json);
    else
        json_begin_array(&w->json);
}

static void write_value(struct writer *w, unsigned kind)
{
    struct arena a = {0};
    struct str part = fuzz_part(&w->rest);
    double number = 0;
    memcpy(&number, part.data, part.len < sizeof number ? part.len : sizeof number);
    switch (kind % 7) {
    case 0:
        json_str(&w->json, part);
        break;
    case 1:
        json_text(&w->json, part.len % 2 ? fuzz_string(&a, part) : NULL);
        break;
    case 2:
        json_int(&w->json, (int64_t)part.len - 2);
        break;
    case 3:
        json_number(&w->json, number);
        break;
    case 4:
        json_bool(&w->json, part.len % 2);
        break;
    case 5:
        json_base64(&w->json, part);
        break;
    default:
        json_no_value(&w->json);
    }
    arena_release(&a);
}

static void write_key(struct writer *w)
{
    struct arena a = {0};
    json_key(&w->json, fuzz_string(&a, fuzz_part(&w->rest)));
    arena_release(&a);
}

static void write_all(struct writer *w)
{
    while (w->rest.len > 0) {
        unsigned what = fuzz_byte(&w->rest);
        if (what % 4 == 0 && w->depth > 1) {
            end_one(w);
            continue;
        }
        if (w->open[w->depth] == 'o')
            write_key(w);
        if (what % 4 == 1 && w->depth < MAX_DEPTH)
            begin_one(w, what & 4);
        else
            write_value(w, what / 4);
    }
    while (w->depth > 0)
        end_one(w);
}

/* The character behind a back-slash; *s moves on. */
static uint32_t read_escape(const char **s)
{
    static const char named[] = "b\bf\fn\nr\rt\t";
    char digits[5] = "";
    char c = *(*s)++;
    const char *at = strchr(named, c);
    if (c != 'u')
        return (uint32_t)(unsigned char)(at ? at[1] : c);
    memcpy(digits, *s, 4);
    *s += 4;
    return (uint32_t)strtoul(digits, NULL, 16);
}

static void read_string(const char *s, struct buf *out)
{
    while (*s != '"') {
        if (*s == '\\') {
            s++;
            utf8_encode(out, read_escape(&s));
        } else {
            buf_putc(out, *s++);
        }
    }
}

/* A string comes back, malformed bytes as U+FFFD. */
static void check_string(struct str text)
{
    struct json json;
    struct buf out = BUF_INIT, want = BUF_INIT, got = BUF_INIT;
    json_init(&json, &out);
    json_str(&json, text);
    json_check(buf_view(&out));
    for (size_t i = 0; i < text.len;) {
        uint32_t c;
        i += utf8_decode(text.data + i, text.len - i, &c);
        utf8_encode(&want, c);
    }
    read_string(out.data + 1, &got);
    FUZZ_CHECK(str_equal(buf_view(&want), buf_view(&got)));
    buf_release(&out);
    buf_release(&want);
    buf_release(&got);
}

FUZZ(input)
{
    struct buf out = BUF_INIT;
    struct writer w = {.rest = input};
    json_init(&w.json, &out);
    begin_one(&w, true);
    write_all(&w);
    json_check(buf_view(&out));
    buf_release(&out);
    check_string(input);
}
