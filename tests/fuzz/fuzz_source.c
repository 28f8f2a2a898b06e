/* What is looked for in a program's source: its entry, and the parts that show= picks. The input is
 * the value of show=, then the source. */
#include "fuzz.h"

#include "course/entry.h"
#include "course/show.h"

static int count_lines(struct str text)
{
    struct str line;
    int count = 0;
    while (str_line(&text, &line))
        count++;
    return count;
}

static void check_show(const char *value, struct str source, struct arena *a)
{
    struct line_range *ranges = NULL;
    size_t count = 0;
    struct err err = {0};
    if (!show_read(value, source, a, &ranges, &count, &err)) {
        FUZZ_CHECK(err.message[0] != '\0');
        return;
    }
    int last = 0;
    for (size_t i = 0; i < count; i++) {
        FUZZ_CHECK(ranges[i].first > last && ranges[i].last >= ranges[i].first);
        last = ranges[i].last;
    }
    FUZZ_CHECK(last <= count_lines(source));
}

FUZZ(input)
{
    struct arena a = {0};
    const char *value = fuzz_string(&a, fuzz_part(&input));
    check_show(value, input, &a);
    bool found = entry_found(input, "main");
    FUZZ_CHECK(!found || memmem(input.data, input.len, "main", 4));
    arena_release(&a);
}
