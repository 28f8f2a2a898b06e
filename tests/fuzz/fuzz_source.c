/* What is looked for in a program's source: its entry, and the parts that show= picks. The input is
 * the value of show=, the name of a grammar, then the source. */
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

static void check_show(const char *value, const struct show_program *program, struct arena *a)
{
    struct line_range *ranges = NULL;
    size_t count = 0;
    struct err err = {0};
    if (!show_read(value, program, a, &ranges, &count, &err)) {
        FUZZ_CHECK(err.message[0] != '\0');
        return;
    }
    int last = 0;
    for (size_t i = 0; i < count; i++) {
        FUZZ_CHECK(ranges[i].first > last && ranges[i].last >= ranges[i].first);
        last = ranges[i].last;
    }
    FUZZ_CHECK(last <= count_lines(program->text));
}

FUZZ(input)
{
    struct arena a = {0};
    const char *value = fuzz_string(&a, fuzz_part(&input));
    const struct code_grammar *grammar = code_grammar(fuzz_part(&input));
    struct code_reader *reader = code_reader_new();
    struct show_program program = {input, grammar, "C", reader};
    check_show(value, &program, &a);
    bool found = entry_found(input, "main");
    FUZZ_CHECK(!found || memmem(input.data, input.len, "main", 4));
    code_reader_free(reader);
    arena_release(&a);
}
