/* The Make rules that compilers write: whatever they hold, and that names come back. */
#include "fuzz.h"

#include "run/depends.h"

/* As GCC quotes a name; false for one that no rule can hold. */
static bool quote(struct str name, struct buf *out)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.data[i];
        if (strchr("\n\t\\:", c) || c == '\0')
            return false;
        if (c == ' ' || c == '#')
            buf_putc(out, '\\');
        if (c == '$')
            buf_putc(out, '$');
        buf_putc(out, c);
    }
    return name.len > 0;
}

static void check_one_name(struct str name, struct arena *a)
{
    struct buf rule = BUF_INIT;
    struct words paths = {0};
    buf_puts(&rule, "x.o: ");
    if (quote(name, &rule)) {
        buf_puts(&rule, " \\\n other.h\n");
        depends_parse(buf_view(&rule), a, &paths);
        FUZZ_CHECK(paths.count == (str_is(name, "other.h") ? 1 : 2));
        FUZZ_CHECK(str_is(name, paths.items[0]));
    }
    buf_release(&rule);
}

FUZZ(input)
{
    struct arena a = {0};
    struct words paths = {0};
    depends_parse(input, &a, &paths);
    for (size_t i = 0; i < paths.count; i++)
        FUZZ_CHECK(paths.items[i][0] != '\0' || memchr(input.data, '\0', input.len));
    for (size_t i = 1; i < paths.count; i++)
        FUZZ_CHECK(strcmp(paths.items[i], paths.items[i - 1]) != 0);
    check_one_name(input, &a);
    arena_release(&a);
}
