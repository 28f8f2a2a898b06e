/* Assembly text. The input is a line with the function and the name of the source, "day shapes.c", and
 * the text; those of the corpus were written by gcc 12 and clang 14. test_assembly.c reads them, too. */
#include "fuzz.h"

#include "run/assembly.h"

FUZZ(input)
{
    struct arena a = {0};
    struct str line = {"", 0};
    str_line(&input, &line);
    const char *blank = memchr(line.data, ' ', line.len);
    struct str function = {line.data, blank ? (size_t)(blank - line.data) : line.len};
    static const struct language language = {.name = "c"};
    struct source_file file = {.name = "shapes.c", .text = line};
    const struct sample sample = {.language = &language,
                                  .files = &file,
                                  .file_count = 1,
                                  .is_inline = true,
                                  .opt = "-O2",
                                  .asm_function = fuzz_string(&a, function)};
    struct asm_result result;
    if (sample.asm_function[0]) {
        assembly_read(&sample, input, &a, &result);
        FUZZ_CHECK((result.count == 0) == (result.why != NULL));
        for (size_t i = 0; i < result.count; i++) {
            const char *text = result.lines[i].text;
            FUZZ_CHECK(text[0] && !strpbrk(text, "\t\n") && !strstr(text, "  "));
            FUZZ_CHECK(result.lines[i].line >= 0);
        }
    }
    arena_release(&a);
}
