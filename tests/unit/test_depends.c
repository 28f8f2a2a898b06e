#include "run/depends.h"

#include <time.h>

#include "base/buf.h"
#include "test.h"

static const struct {
    const char *text, *paths; /* separated by "|" */
} rows[] = {
    {"", ""},
    {"lost: lost.c\n", "lost.c"},
    {"lost: lost.c", "lost.c"},
    {"lost: lost.c \\\n samples/include/queue.h \\\n  /usr/include/stdio.h\n",
     "lost.c|samples/include/queue.h|/usr/include/stdio.h"},
    {"lost: my\\ file.c \\\n a\\#b.h c$$d.h\n", "my file.c|a#b.h|c$d.h"},
    {"a.o: a.c q.h\n\nq.h:\n\nb.o: b.c q.h\n", "a.c|q.h|b.c"},
    {"one two: a.c\n", "a.c"},
    {"a.o:\n", ""},
    {"\n\n", ""},
    {"no colon at all\n", ""},
    {"a: b\\c.h\n", "b\\c.h"},
};

static void rules(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct words paths = {0};
        struct buf joined = BUF_INIT;
        depends_parse(str_of(rows[i].text), &a, &paths);
        for (size_t k = 0; k < paths.count; k++)
            buf_printf(&joined, "%s%s", k ? "|" : "", paths.items[k]);
        CHECK_STR(joined.data, rows[i].paths);
        buf_release(&joined);
        arena_release(&a);
    }
}

/* Were each looked for among all before it, this would take 15 seconds. */
static void many_names(void)
{
    enum { NAMES = 60000 };
    struct arena a = {0};
    struct words paths = {0};
    struct buf text = BUF_INIT;
    buf_puts(&text, "a:");
    for (int i = 0; i < 2 * NAMES; i++)
        buf_printf(&text, " some/rather/long/path/of/a/header_%d.h", i % NAMES);
    clock_t start = clock();
    depends_parse(buf_view(&text), &a, &paths);
    CHECK(clock() - start < 5 * CLOCKS_PER_SEC);
    CHECK_INT(paths.count, NAMES);
    buf_release(&text);
    arena_release(&a);
}

int main(void)
{
    RUN(rules);
    RUN(many_names);
    return test_summary();
}
