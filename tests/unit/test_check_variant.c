#include "base/buf.h"
#include "run/check.h"
#include "run/check_tool.h"
#include "run/command.h"
#include "test.h"

#define WORDS(...)                                                                                 \
    {                                                                                              \
        (const char *[]){__VA_ARGS__}, sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *)      \
    }

static const struct language c = {
    .compile = WORDS("{cc}", "{opt}", "{cflags}", "-o", "{program}", "{source}"),
    .run = WORDS("{program}", "{args}"),
};
static struct source_file file = {.name = "lost.c"};

static const struct words flags =
                              WORDS("-Wall", "-O3", "-static", "-s", "-fsanitize=leak", "-pthread"),
                          arguments = WORDS("4"),
                          environment = WORDS("N=1", "TSAN_OPTIONS=exitcode=0",
                                              "LSAN_OPTIONS=detect_leaks=0");

static struct sample lost(void)
{
    return (struct sample){.language = &c,
                           .files = &file,
                           .file_count = 1,
                           .is_inline = true,
                           .has_entry = true,
                           .cc = "gcc",
                           .opt = "-O2",
                           .cflags = flags,
                           .args = arguments,
                           .env = environment,
                           .trials = 100,
                           .timed = true,
                           .checks = 1,
                           .expected_count = 1,
                           .asm_function = "main",
                           .limits = {1000, (size_t)64 << 20, 4, 64, 1024}};
}

static void check_words(struct words words, const char *want)
{
    struct buf joined = BUF_INIT;
    for (size_t i = 0; i < words.count; i++)
        buf_printf(&joined, "%s%s", i ? "|" : "", words.items[i]);
    CHECK_STR(joined.data, want);
    buf_release(&joined);
}

static void a_sanitizer_is_another_build(void)
{
    struct arena a = {0};
    struct words none = {0};
    const struct sample sample = lost(), *v = check_variant(&sample, CHECK_TSAN, &a);
    check_words(command_shown(v, &none, &a), "gcc|-O0|-Wall|-pthread|-g|-fno-omit-frame-pointer|"
                                             "-fsanitize=thread|-o|lost|lost.c");
    check_words(command_run(v, &a), "./lost|4");
    CHECK_INT(v->env.count, 2); /* the sample's own options are not for this tool */
    CHECK(str_starts(str_of(v->env.items[0]), "TSAN_OPTIONS="));
    CHECK_STR(v->env.items[1], "N=1");
    CHECK(strstr(v->env.items[0], ":report_bugs=1:"));
    CHECK(strstr(v->env.items[0], ":exitcode=66"));
    v = check_variant(&sample, CHECK_UBSAN, &a);
    CHECK(strstr(v->env.items[0], "UBSAN_OPTIONS="));
    arena_release(&a);
}

static void valgrind_is_another_run(void)
{
    struct arena a = {0};
    struct words none = {0};
    const struct sample sample = lost(), *v = check_variant(&sample, CHECK_HELGRIND, &a);
    check_words(command_shown(v, &none, &a),
                "gcc|-O0|-Wall|-pthread|-gdwarf-4|-fno-omit-frame-pointer|-o|lost|lost.c");
    check_words(command_run(v, &a), "valgrind|--tool=helgrind|--fair-sched=try|"
                                    "--command-line-only=yes|--vgdb=no|"
                                    "--fullpath-after=/box|--error-exitcode=66|./lost|4");
    check_words(v->env, "N=1");
    arena_release(&a);
}

static void both_valgrinds_run_one_program(void)
{
    struct arena a = {0};
    struct words none = {0};
    const struct sample sample = lost(), *one = check_variant(&sample, CHECK_HELGRIND, &a),
                        *other = check_variant(&sample, CHECK_MEMCHECK, &a);
    struct words wanted = command_compile(one, &none, &a), got = command_compile(other, &none, &a);
    CHECK_INT(got.count, wanted.count);
    for (size_t i = 0; i < wanted.count && i < got.count; i++)
        CHECK_STR(got.items[i], wanted.items[i]);
    arena_release(&a);
}

static void nothing_else_is_wanted_of_it(void)
{
    struct arena a = {0};
    const struct sample sample = lost();
    for (int i = 0; i < CHECK_TOOLS; i++) {
        const struct sample *v = check_variant(&sample, (enum check_tool)i, &a);
        CHECK(v->trials == 0 && !v->timed && !v->checks && !v->expected_count && !v->asm_function);
        CHECK(v->limits.memory_bytes > 2 * sample.limits.memory_bytes);
        CHECK(v->limits.processes > sample.limits.processes);
        CHECK(v->limits.nofile > sample.limits.nofile);
        CHECK_INT(v->limits.output_bytes, 1 << 20);
        CHECK(v->limits.timeout_ms > 1000 && v->limits.timeout_ms <= 60000);
    }
    arena_release(&a);
}

static const struct {
    enum sample_end must_end;
    int code, timeout_ms;
    int exit, timeout_of_variant_ms;
} rows[] = {
    {SAMPLE_EXITS, 0, 1000, 66, 15000},  {SAMPLE_EXITS, 66, 10000, 67, 60000},
    {SAMPLE_EXITS, 0, 90000, 66, 90000}, {SAMPLE_HANGS, 66, 500, 66, 2000},
    {SAMPLE_HANGS, 0, 3000, 66, 3000},
};

static void exits_and_timeouts(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct sample sample = lost();
        sample.must_end = rows[i].must_end;
        sample.must_code = rows[i].code;
        sample.limits.timeout_ms = rows[i].timeout_ms;
        CHECK_INT(check_tool_exit(&sample), rows[i].exit);
        CHECK_INT(check_variant(&sample, CHECK_TSAN, &a)->limits.timeout_ms,
                  rows[i].timeout_of_variant_ms);
        arena_release(&a);
    }
}

int main(void)
{
    RUN(a_sanitizer_is_another_build);
    RUN(valgrind_is_another_run);
    RUN(both_valgrinds_run_one_program);
    RUN(nothing_else_is_wanted_of_it);
    RUN(exits_and_timeouts);
    return test_summary();
}
