/* The places in what compilers print. The input is a byte that says the language and whether the
 * sample is inline, the source, and what was printed. */
#include "fuzz.h"

#include "run/diagnostic.h"

static const struct language languages[] = {
    {.name = "c", .diagnostics = "{file}:{line}:{column}: "},
    {.name = "python", .diagnostics = "File \"{file}\", line {line}"},
    {.name = "lua", .diagnostics = "{file}:{line}: "},
    {.name = "none"},
};

static void check_place(const struct sample *sample, const struct diagnostic_place *place,
                        struct str text, size_t from)
{
    FUZZ_CHECK(place->start >= from && place->start < place->end && place->end <= text.len);
    FUZZ_CHECK(place->line >= 0 && place->column >= 0);
    FUZZ_CHECK(place->in_course.line > 0 && place->in_course.column >= 0);
    if (sample->is_inline)
        FUZZ_CHECK(strcmp(place->in_course.file, sample->place.file) == 0);
    else
        FUZZ_CHECK(str_starts(str_of(place->in_course.file), "samples/"));
}

FUZZ(input)
{
    struct arena a = {0};
    unsigned how = fuzz_byte(&input);
    struct source_file files[] = {{.name = "lost.c"}, {.name = "many/add.c"}};
    struct sample sample = {.place = {"content/1.md", 7, how & 8 ? 1 : 3},
                            .language = &languages[how % 4],
                            .files = files,
                            .file_count = how & 4 ? 1 : 2,
                            .is_inline = how & 4};
    files[0].text = fuzz_part(&input);
    struct diagnostic_place place;
    for (size_t from = 0, before = 0; diagnostic_next(&sample, input, &from, &a, &place);) {
        check_place(&sample, &place, input, before);
        FUZZ_CHECK(from == place.end);
        before = from;
    }
    arena_release(&a);
}
