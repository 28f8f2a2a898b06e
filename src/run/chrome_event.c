#include "run/chrome_event.h"

#include <inttypes.h>

#include "base/json.h"

static void put_quoted(struct buf *out, const char *text)
{
    struct json json;
    json_init(&json, out);
    json_text(&json, text);
}

static void put_key(struct chrome_events *e, const char *key)
{
    buf_puts(e->out, e->first_member ? "" : ",");
    e->first_member = false;
    put_quoted(e->out, key);
    buf_putc(e->out, ':');
}

void chrome_event_integer(struct chrome_events *e, const char *key, int64_t value)
{
    put_key(e, key);
    buf_printf(e->out, "%" PRId64, value);
}

void chrome_event_time(struct chrome_events *e, const char *key, int64_t ns)
{
    put_key(e, key);
    buf_printf(e->out, "%" PRId64 ".%03d", ns / 1000, (int)(ns % 1000));
}

void chrome_event_text(struct chrome_events *e, const char *key, const char *value)
{
    put_key(e, key);
    put_quoted(e->out, value);
}

void chrome_event_texts(struct chrome_events *e, const char *key, const char *const *values,
                        size_t count)
{
    put_key(e, key);
    buf_putc(e->out, '[');
    for (size_t i = 0; i < count; i++) {
        buf_puts(e->out, i ? "," : "");
        put_quoted(e->out, values[i]);
    }
    buf_putc(e->out, ']');
}

void chrome_event_flag(struct chrome_events *e, const char *key)
{
    put_key(e, key);
    buf_puts(e->out, "true");
}

void chrome_event_begin(struct chrome_events *e, char phase, const char *category, const char *name,
                        struct chrome_thread thread)
{
    buf_puts(e->out, e->first_event ? "\n{" : ",\n{");
    e->first_event = false;
    e->first_member = true;
    e->in_args = false;
    chrome_event_text(e, "ph", (char[]){phase, '\0'});
    if (category)
        chrome_event_text(e, "cat", category);
    chrome_event_text(e, "name", name);
    chrome_event_integer(e, "pid", thread.pid);
    chrome_event_integer(e, "tid", thread.tid);
}

void chrome_event_args(struct chrome_events *e)
{
    put_key(e, "args");
    buf_putc(e->out, '{');
    e->first_member = e->in_args = true;
}

void chrome_event_end(struct chrome_events *e)
{
    buf_puts(e->out, e->in_args ? "}}" : "}");
}
