/* What sanitizers and Valgrind print, or programs that pretend to be one. The input is a line with the
 * tool and the name of the sample's file, "tsan race.c", and what was printed on stderr; those of the
 * corpus were recorded with gcc 12, clang 14 and Valgrind 3.19. test_check_read.c reads them, too. */
#include "fuzz.h"

#include "run/check.h"
#include "run/check_tool.h"

enum { FINDS_MOST = 8 * 300 + 100 };

static enum check_tool tool_of(struct str name)
{
    for (int i = 0; i < CHECK_TOOLS; i++)
        if (str_is(name, check_tool_name((enum check_tool)i)))
            return (enum check_tool)i;
    return CHECK_TSAN;
}

static void check_locations(const struct check_result *check, const struct sample *sample)
{
    FUZZ_CHECK(check->location_count <= 64);
    for (size_t i = 0; i < check->location_count; i++) {
        const struct check_location *at = &check->locations[i];
        FUZZ_CHECK(at->file == sample->files[0].name && at->line > 0 && at->what);
        for (size_t k = 0; k < i; k++)
            FUZZ_CHECK(check->locations[k].line != at->line);
    }
}

static void check_one(const struct sample *sample, enum check_tool tool, struct str text, int code,
                      struct arena *a)
{
    const char *flag = check_tool_sanitizer(tool);
    const struct compile_result compile = {.command = {&flag, flag ? 1 : 0}};
    const struct run_result run = {.err = text, .code = code};
    struct problems problems = {0};
    struct check_result check;
    check_read(sample, tool, &compile, &run, NULL, a, &check);
    FUZZ_CHECK(check.is_known || (check.why && !check.finds));
    FUZZ_CHECK(!check.finds || (check.finds[0] && strlen(check.finds) < FINDS_MOST));
    FUZZ_CHECK(check.finds || check.location_count == 0);
    FUZZ_CHECK(check.brief.len < 32 * 1024 && check.report.len <= text.len);
    check_locations(&check, sample);
    struct result result = {
        .sample = sample, .ended_as_expected = true, .checks = &check, .check_count = 1};
    bool ok = check_judge(&result, a, &problems);
    FUZZ_CHECK(ok == check.ok && ok == (problems.first == NULL));
    FUZZ_CHECK(ok == (check.is_known && !check.finds));
}

FUZZ(input)
{
    struct arena a = {0};
    struct str line = {"", 0};
    str_line(&input, &line);
    const char *blank = memchr(line.data, ' ', line.len);
    struct str tool = {line.data, blank ? (size_t)(blank - line.data) : line.len};
    struct str name = {line.data + tool.len + (blank != NULL),
                       line.len - tool.len - (blank != NULL)};
    struct source_file file = {.name = name.len ? fuzz_string(&a, name) : "lost.c",
                               .text = STR("\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n")};
    const struct sample sample = {.id = "lost",
                                  .place = {"content/1.md", 7, 1},
                                  .files = &file,
                                  .file_count = 1,
                                  .is_inline = true};
    check_one(&sample, tool_of(tool), input, 0, &a);
    check_one(&sample, tool_of(tool), input, check_tool_exit(&sample), &a);
    arena_release(&a);
}
