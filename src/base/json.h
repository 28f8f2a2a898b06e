/* json: write JSON (RFC 8259) to a buffer, indented by two blanks, or compact. The caller calls in
 * the order of the text; commas and indentation are put in. What is not UTF-8 becomes U+FFFD, as in
 * utf8_decode; "<", ">", "&", U+2028 and U+2029 are escaped so that the text may stand in a script,
 * all other controls (base/visible.h) so that they are seen. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

struct json {
    struct buf *out;
    int depth;
    bool first;   /* the next value is the first of its object or array */
    bool keyed;   /* a key has been written, its value follows */
    bool compact; /* set it after json_init: no blanks and newlines are put in */
};

void json_init(struct json *j, struct buf *out);
void json_begin_object(struct json *j);
void json_end_object(struct json *j);
void json_begin_array(struct json *j);
void json_end_array(struct json *j);
void json_key(struct json *j, const char *key);
void json_str(struct json *j, struct str value);
void json_text(struct json *j, const char *value); /* NULL gives null */
void json_int(struct json *j, int64_t value);
void json_number(struct json *j, double value); /* 15 digits; not finite gives null */
void json_bool(struct json *j, bool value);
void json_no_value(struct json *j);
/* A string of base64: results.json puts it beside output that is not UTF-8. */
void json_base64(struct json *j, struct str bytes);

#endif
