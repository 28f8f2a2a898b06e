/* What a formula may be in a page. */
#include "fuzz.h"

#include "base/utf8.h"
#include "run/mathml.h"

/* How a browser's tokenizer sees it: what is let through has tags of small letters only, as many that
 * close as open, and in them nothing that is known to be active. */
static void check_tags(struct str text)
{
    static const char *const active[] = {"script", "style", "href", "src",
                                         "on",     "xlink", "<!",   "<?"};
    long depth = 0;
    for (size_t i = 0; i < text.len; i++) {
        struct str rest = {text.data + i, text.len - i};
        if (rest.data[0] != '<')
            continue;
        bool closes = str_starts(rest, "</");
        size_t name = closes ? 2 : 1;
        FUZZ_CHECK(rest.len > name && rest.data[name] == 'm');
        depth += closes ? -1 : 1;
        FUZZ_CHECK(depth > 0 || i + 7 == text.len);
        const char *end = memchr(rest.data, '>', rest.len);
        FUZZ_CHECK(end);
        struct str tag = {rest.data + name, (size_t)(end - rest.data) - name};
        for (size_t k = 0; k < sizeof active / sizeof *active; k++)
            FUZZ_CHECK(!str_starts(tag, active[k]));
    }
    FUZZ_CHECK(depth == 0);
}

FUZZ(input)
{
    struct err err = {0};
    if (!mathml_check(input, &err)) {
        FUZZ_CHECK(err.message[0]);
        return;
    }
    FUZZ_CHECK(utf8_is_valid(input) && !memchr(input.data, '\0', input.len));
    FUZZ_CHECK(str_starts(input, "<math"));
    check_tags(input);
}
