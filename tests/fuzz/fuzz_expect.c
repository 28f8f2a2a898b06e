/* What a program printed against what it must print. The input is a byte that says the mode, the
 * expected text, and the actual one. */
#include "fuzz.h"

#include "base/utf8.h"
#include "run/expect.h"

static const enum expected_mode modes[] = {EXPECTED_EXACT, EXPECTED_UNORDERED, EXPECTED_REGEX};

static bool compare(struct expected *expected, struct str actual, struct arena *a)
{
    struct expect_outcome outcome;
    struct err err = {0};
    if (!expect_compare(expected, actual, a, &outcome, &err)) {
        FUZZ_CHECK(expected->mode == EXPECTED_REGEX);
        FUZZ_CHECK(err.message[0] != '\0' && err.line > expected->place.line);
        return false;
    }
    FUZZ_CHECK(outcome.matched == (outcome.diff == NULL));
    FUZZ_CHECK(outcome.matched || outcome.diff[0] != '\0');
    return outcome.matched;
}

static bool has_any(struct str text)
{
    struct str line;
    while (str_line(&text, &line))
        if (str_is(str_trim_end(line), "..."))
            return true;
    return false;
}

static bool same_lines(struct str x, struct str y)
{
    struct str p, q;
    for (;;) {
        bool more = str_line(&x, &p), too = str_line(&y, &q);
        if (more != too)
            return false;
        if (!more)
            return true;
        if (!str_equal(str_trim_end(p), str_trim_end(q)))
            return false;
    }
}

/* What exact mode says where it is easy to say. */
static void check_exact(struct str want, struct str got, bool matched)
{
    if (same_lines(want, got))
        FUZZ_CHECK(matched);
    else if (!has_any(want))
        FUZZ_CHECK(!matched);
}

static void append_quoted(struct buf *out, struct str line)
{
    for (size_t i = 0; i < line.len; i++) {
        if (strchr("\\^$.[]|()?*+{}#", line.data[i]))
            buf_putc(out, '\\');
        buf_putc(out, line.data[i]);
    }
    buf_putc(out, '\n');
}

/* A text whose special characters are escaped matches itself as regular expressions. */
static void check_regex_of_itself(struct expected expected, struct str text, struct arena *a)
{
    struct buf quoted = BUF_INIT;
    struct str rest = text, line;
    bool fits = utf8_is_valid(text) && !memchr(text.data, '\0', text.len) && !has_any(text);
    while (str_line(&rest, &line)) {
        fits = fits && line.len < 400;
        append_quoted(&quoted, str_trim_end(line));
    }
    expected.text = buf_view(&quoted);
    if (fits)
        FUZZ_CHECK(compare(&expected, text, a));
    buf_release(&quoted);
}

FUZZ(input)
{
    struct arena a = {0};
    struct expected expected = {.fd = 1, .place = {"content/1.md", 10, 1}};
    expected.mode = modes[fuzz_byte(&input) % 3];
    expected.text = fuzz_part(&input);
    bool matched = compare(&expected, input, &a);
    if (expected.mode == EXPECTED_EXACT)
        check_exact(expected.text, input, matched);
    if (expected.mode == EXPECTED_REGEX)
        check_regex_of_itself(expected, input, &a);
    if (expected.mode != EXPECTED_REGEX)
        FUZZ_CHECK(compare(&expected, expected.text, &a));
    arena_release(&a);
}
