/* A timeline's model as another program's file: whatever the model says, the file is JSON and in
 * proportion to it; and the model told again is the same JSON. tests/unit/test_chrome_trace.c holds the
 * file against the rules of the format. */
#include "json_check.h"

#include "run/chrome_trace.h"
#include "run/json_replay.h"

/* Of an event, for each byte of the model. */
enum { PROPORTION = 300, HEAD = 1000 };

static bool replay(struct str model, struct buf *out)
{
    struct json json;
    struct err err = {0};
    json_init(&json, out);
    struct emit e = emit_json(&json);
    bool ok = json_replay(model, &e, &err);
    FUZZ_CHECK(ok ? out->len > 0 : out->len == 0 && err.message[0]);
    return ok;
}

/* The first time, a number gets our form: -0.0 is 0 at last. */
static void check_replay(struct str model)
{
    struct buf told[4] = {BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT};
    if (replay(model, &told[0])) {
        json_check(buf_view(&told[0]));
        for (int i = 1; i < 4; i++)
            FUZZ_CHECK(replay(buf_view(&told[i - 1]), &told[i]));
        FUZZ_CHECK(str_equal(buf_view(&told[2]), buf_view(&told[3])));
    }
    for (int i = 0; i < 4; i++)
        buf_release(&told[i]);
}

static void check_file(struct str model)
{
    struct buf file = BUF_INIT;
    struct err err = {0};
    if (chrome_trace_write(model, "sample", &file, &err)) {
        json_check(buf_view(&file));
        FUZZ_CHECK(file.len < HEAD + PROPORTION * model.len);
    } else {
        FUZZ_CHECK(file.len == 0 && err.message[0]);
    }
    buf_release(&file);
}

FUZZ(input)
{
    check_replay(input);
    check_file(input);
}
