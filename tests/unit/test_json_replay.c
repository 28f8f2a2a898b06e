#include "run/json_replay.h"

#include "test.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct str replayed(struct str text, struct buf *out, struct err *err)
{
    struct json json;
    json_init(&json, out);
    struct emit e = emit_json(&json);
    *err = (struct err){0};
    json_replay(text, &e, err);
    return buf_view(out);
}

static void values(void)
{
    static const struct {
        const char *text, *out;
    } rows[] = {
        {"[0]", "[\n  0\n]"},
        {" [null] ", "[\n  null\n]"},
        {"[\"x\"]", "[\n  \"x\"\n]"},
        {"[]", "[]"},
        {"{}", "{}"},
        {"[true,false,null]", "[\n  true,\n  false,\n  null\n]"},
        {"[-9223372036854775808,9223372036854775807]",
         "[\n  -9223372036854775808,\n  9223372036854775807\n]"},
        {"[0.5,1e3]", "[\n  0.5,\n  1000\n]"},
        {"{\"z\":1,\"a\":{\"b\":[2]}}",
         "{\n  \"z\": 1,\n  \"a\": {\n    \"b\": [\n      2\n    ]\n  }\n}"},
        {"[\"\\u00fc \\\" \\\\\"]", "[\n  \"\xC3\xBC \\\" \\\\\"\n]"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buf out = BUF_INIT;
        struct err err;
        struct str got = replayed(str_of(rows[i].text), &out, &err);
        CHECK_STR(got.data, rows[i].out);
        CHECK_STR(err.message, "");
        buf_release(&out);
    }
}

/* Nothing is told of what can't be read to its end. */
static void refused(void)
{
    static const struct {
        struct str text;
        const char *message;
    } rows[] = {
        {STR(""), "no JSON"},
        {STR("[1,2"), "no JSON"},
        {STR("[1] 2"), "no JSON"},
        {STR("{'a':1}"), "no JSON"},
        {STR("{\"a\":1,\"a\":2}"), "duplicate"},
        {STR("[NaN]"), "no JSON"},
        {STR("[9223372036854775808]"), "too big"},
        {STR("[1e999]"), "overflow"},
        {STR("[\"\\u0000\"]"), "no JSON"},
        {STR("[\"a\0b\"]"), "no JSON"},
        {STR("[\"\xFF\"]"), "no JSON"},
        {STR("[\"\\ud800\"]"), "no JSON"},
        {STR("7"), "no JSON"},
        {STR("[[[[[[[[[[[[[1]]]]]]]]]]]]]"), "nested deeper than 12"},
        {STR("[{\"a\":[{\"a\":[{\"a\":[{\"a\":[{\"a\":[[[[1]]]]}]}]}]}]}]"), "nested deeper"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buf out = BUF_INIT;
        struct err err;
        struct str got = replayed(rows[i].text, &out, &err);
        CHECK_INT((long long)got.len, 0);
        if (!CHECK(strstr(err.message, rows[i].message) != NULL))
            printf("# row %zu: %s\n", i, err.message);
        CHECK(!json_replay_check(rows[i].text, &err));
        buf_release(&out);
    }
}

static void depth_that_is_allowed(void)
{
    struct buf out = BUF_INIT;
    struct err err;
    CHECK(replayed(STR("[[[[[[[[[[[[1]]]]]]]]]]]]"), &out, &err).len > 0);
    CHECK(json_replay_check(STR("[[[[[[[[[[[[1]]]]]]]]]]]]"), &err));
    buf_release(&out);
}

static void deep_and_long(void)
{
    struct buf text = BUF_INIT;
    struct err err = {0};
    for (int i = 0; i < 1000000; i++)
        buf_putc(&text, '[');
    CHECK(!json_replay_check(buf_view(&text), &err));
    buf_clear(&text);
    for (int i = 0; i <= JSON_REPLAY_BYTES; i++)
        buf_putc(&text, ' ');
    CHECK(!json_replay_check(buf_view(&text), &err));
    CHECK_STR(err.message, "longer than 16 MiB");
    buf_release(&text);
}

int main(void)
{
    RUN(values);
    RUN(refused);
    RUN(depth_that_is_allowed);
    RUN(deep_and_long);
    return test_summary();
}
