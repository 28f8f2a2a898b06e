#include <math.h>

#include "base/json.h"
#include "test.h"

static void strings(void)
{
    static const struct {
        const char *in;
        size_t len;
        const char *out;
    } rows[] = {
        {"", 0, "\"\""},
        {"plain", 5, "\"plain\""},
        {"\"\\/", 3, "\"\\\"\\\\/\""},
        {"\b\f\n\r\t", 5, "\"\\b\\f\\n\\r\\t\""},
        {"bfnrt", 5, "\"bfnrt\""},
        {"a\0b", 3, "\"a\\u0000b\""},
        {"\x1b[1m\x7f", 5, "\"\\u001b[1m\\u007f\""},
        {"</script>&", 10, "\"\\u003c/script\\u003e\\u0026\""},
        {"\xe2\x80\xa8\xe2\x80\xa9", 6, "\"\\u2028\\u2029\""},
        {"\xc2\x9b\xe2\x80\xae\xe2\x81\xa6", 8, "\"\\u009b\\u202e\\u2066\""},
        {"\xc3\xa9\xf0\x9f\x98\x80", 6, "\"\xc3\xa9\xf0\x9f\x98\x80\""},
        {"a\xff"
         "b",
         3,
         "\"a\xef\xbf\xbd"
         "b\""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf b = BUF_INIT;
        struct json j;
        json_init(&j, &b);
        json_str(&j, (struct str){rows[i].in, rows[i].len});
        CHECK_STR(b.data, rows[i].out);
        buf_release(&b);
    }
}

/* RFC 4648, section 10. */
static void base64(void)
{
    static const struct {
        const char *in, *out;
    } rows[] = {
        {"", "\"\""},
        {"f", "\"Zg==\""},
        {"fo", "\"Zm8=\""},
        {"foo", "\"Zm9v\""},
        {"foob", "\"Zm9vYg==\""},
        {"fooba", "\"Zm9vYmE=\""},
        {"foobar", "\"Zm9vYmFy\""},
        {"\xff\xfe\xfd", "\"//79\""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf b = BUF_INIT;
        struct json j;
        json_init(&j, &b);
        json_base64(&j, str_of(rows[i].in));
        CHECK_STR(b.data, rows[i].out);
        buf_release(&b);
    }
}

static void put_values(struct json *j)
{
    json_key(j, "n");
    json_int(j, INT64_MIN);
    json_key(j, "s");
    json_number(j, 0.0512345678);
    json_key(j, "ns");
    json_number(j, 250e-9);
    json_key(j, "nan");
    json_number(j, NAN);
    json_key(j, "yes");
    json_bool(j, true);
    json_key(j, "none");
    json_text(j, NULL);
    json_key(j, "text");
    json_text(j, "t");
}

static void put_nested(struct json *j)
{
    json_begin_object(j);
    put_values(j);
    json_key(j, "empty");
    json_begin_object(j);
    json_end_object(j);
    json_key(j, "list");
    json_begin_array(j);
    json_begin_array(j);
    json_end_array(j);
    json_begin_object(j);
    json_key(j, "a\"b");
    json_no_value(j);
    json_end_object(j);
    json_int(j, 2);
    json_end_array(j);
    json_end_object(j);
}

static void nesting(void)
{
    struct buf b = BUF_INIT;
    struct json j;
    json_init(&j, &b);
    put_nested(&j);
    CHECK_STR(b.data, "{\n"
                      "  \"n\": -9223372036854775808,\n"
                      "  \"s\": 0.0512345678,\n"
                      "  \"ns\": 2.5e-07,\n"
                      "  \"nan\": null,\n"
                      "  \"yes\": true,\n"
                      "  \"none\": null,\n"
                      "  \"text\": \"t\",\n"
                      "  \"empty\": {},\n"
                      "  \"list\": [\n"
                      "    [],\n"
                      "    {\n"
                      "      \"a\\\"b\": null\n"
                      "    },\n"
                      "    2\n"
                      "  ]\n"
                      "}");
    CHECK_INT(j.depth, 0);
    buf_release(&b);
}

static void compact(void)
{
    struct buf b = BUF_INIT;
    struct json j;
    json_init(&j, &b);
    j.compact = true;
    put_nested(&j);
    CHECK_STR(b.data, "{\"n\":-9223372036854775808,\"s\":0.0512345678,\"ns\":2.5e-07,"
                      "\"nan\":null,\"yes\":true,\"none\":null,\"text\":\"t\",\"empty\":{},"
                      "\"list\":[[],{\"a\\\"b\":null},2]}");
    buf_release(&b);
}

int main(void)
{
    RUN(strings);
    RUN(base64);
    RUN(nesting);
    RUN(compact);
    return test_summary();
}
