#include "run/emit.h"

#include "course/words.h"

static void write_object(void *to)
{
    json_begin_object(to);
}

static void write_end_object(void *to)
{
    json_end_object(to);
}

static void write_array(void *to)
{
    json_begin_array(to);
}

static void write_end_array(void *to)
{
    json_end_array(to);
}

static void write_key(void *to, const char *key)
{
    json_key(to, key);
}

static void write_str(void *to, struct str value)
{
    json_str(to, value);
}

static void write_int(void *to, int64_t value)
{
    json_int(to, value);
}

static void write_number(void *to, double value)
{
    json_number(to, value);
}

static void write_bool(void *to, bool value)
{
    json_bool(to, value);
}

static void write_null(void *to)
{
    json_no_value(to);
}

static void write_base64(void *to, struct str bytes)
{
    json_base64(to, bytes);
}

struct emit emit_json(struct json *json)
{
    static const struct emit_ops ops = {
        .object = write_object,
        .end_object = write_end_object,
        .array = write_array,
        .end_array = write_end_array,
        .key = write_key,
        .str = write_str,
        .integer = write_int,
        .number = write_number,
        .boolean = write_bool,
        .null = write_null,
        .base64 = write_base64,
    };
    return (struct emit){&ops, json};
}

void emit_object(struct emit *e, const char *key)
{
    e->ops->key(e->to, key);
    e->ops->object(e->to);
}

void emit_array(struct emit *e, const char *key)
{
    e->ops->key(e->to, key);
    e->ops->array(e->to);
}

void emit_string(struct emit *e, const char *key, const char *value)
{
    if (value)
        emit_str(e, key, str_of(value));
    else
        emit_null(e, key);
}

void emit_str(struct emit *e, const char *key, struct str value)
{
    e->ops->key(e->to, key);
    e->ops->str(e->to, value);
}

void emit_int(struct emit *e, const char *key, int64_t value)
{
    e->ops->key(e->to, key);
    e->ops->integer(e->to, value);
}

void emit_number(struct emit *e, const char *key, double value)
{
    e->ops->key(e->to, key);
    e->ops->number(e->to, value);
}

void emit_bool(struct emit *e, const char *key, bool value)
{
    e->ops->key(e->to, key);
    e->ops->boolean(e->to, value);
}

void emit_null(struct emit *e, const char *key)
{
    e->ops->key(e->to, key);
    e->ops->null(e->to);
}

void emit_words(struct emit *e, const char *key, const struct words *words)
{
    emit_array(e, key);
    for (size_t i = 0; i < words->count; i++)
        e->ops->str(e->to, str_of(words->items[i]));
    e->ops->end_array(e->to);
}
