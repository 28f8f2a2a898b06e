/* emit: write one shape of data to different places. results.json and the tables that templates see
 * have the same shape; it is described once (shape.h), as calls of this interface, and written by
 * emit_json (here) or emit_lua (page/emit_lua.h). */
#ifndef RUN_EMIT_H
#define RUN_EMIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/json.h"

struct emit_ops {
    void (*object)(void *to);
    void (*end_object)(void *to);
    void (*array)(void *to);
    void (*end_array)(void *to);
    void (*key)(void *to, const char *key);
    void (*str)(void *to, struct str value); /* may hold any bytes */
    void (*integer)(void *to, int64_t value);
    void (*number)(void *to, double value);
    void (*boolean)(void *to, bool value);
    void (*null)(void *to);
    void (*base64)(void *to, struct str bytes); /* for those that str can't hold as they are */
};

struct emit {
    const struct emit_ops *ops;
    void *to;
};

struct emit emit_json(struct json *json);

/* Key and beginning at once; ops->end_object and ops->end_array end them. */
void emit_object(struct emit *e, const char *key);
void emit_array(struct emit *e, const char *key);

/* Key and value at once. A NULL string is null. */
void emit_string(struct emit *e, const char *key, const char *value);
void emit_str(struct emit *e, const char *key, struct str value);
void emit_int(struct emit *e, const char *key, int64_t value);
void emit_number(struct emit *e, const char *key, double value);
void emit_bool(struct emit *e, const char *key, bool value);
void emit_null(struct emit *e, const char *key);
struct words;
void emit_words(struct emit *e, const char *key, const struct words *words);

#endif
