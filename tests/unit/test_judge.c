#include "run/judge.h"

#include "test.h"

static const struct words words = {(const char *[]){"cc"}, 1};
static const struct language c = {
    .name = "c", .compile = {(const char *[]){"cc"}, 1}, .diagnostics = "{file}:{line}:{column}: "};
static const struct language script = {.name = "sh"};

/* A sample and what happened to it, judged. */
struct trial {
    struct arena arena;
    struct source_file file;
    struct sample sample;
    struct compile_result compile;
    struct run_result run;
    struct result result;
    struct problems problems;
};

static void trial_set(struct trial *t, const struct language *language)
{
    *t = (struct trial){0};
    t->file = (struct source_file){.name = "lost.c", .text = STR("int main(void)\n")};
    t->sample = (struct sample){
        .id = "lost",
        .place = {"content/a.md", 10, 1},
        .language = language,
        .files = &t->file,
        .file_count = 1,
        .is_inline = true,
        .depth = SAMPLE_RUN,
        .limits = {.timeout_ms = 2000,
                   .memory_bytes = 64 << 20,
                   .processes = 8,
                   .output_bytes = 64 << 10},
    };
    t->compile.command = words;
    t->result = (struct result){.sample = &t->sample, .run = &t->run};
    if (language->compile.count > 0)
        t->result.compile = &t->compile;
}

/* The message of the only problem; "" when there is none. */
static const char *trial_judge(struct trial *t)
{
    judge(&t->result, &t->arena, &t->problems);
    const struct problem *p = t->problems.first;
    CHECK(!p || !p->next);
    return p ? p->message : "";
}

static const struct {
    enum sample_end must_end;
    int must_code;
    enum result_end end;
    int code;
    const char *message; /* "" is right */
} ends[] = {
    {SAMPLE_EXITS, 0, END_EXITED, 0, ""},
    {SAMPLE_EXITS, 3, END_EXITED, 3, ""},
    {SAMPLE_SIGNALED, 11, END_SIGNALED, 11, ""},
    {SAMPLE_HANGS, 0, END_TIMED_OUT, 0, ""},
    {SAMPLE_EXITS, 0, END_EXITED, 1,
     "ended with exit code 1, not 0 (write exit=1 if that is meant)"},
    {SAMPLE_EXITS, 3, END_EXITED, 0,
     "ended with exit code 0, not 3 (leave out exit=, signal= or .hangs if that is right)"},
    {SAMPLE_EXITS, 0, END_SIGNALED, 11,
     "was killed by SIGSEGV (write signal=SIGSEGV if that is meant)"},
    {SAMPLE_EXITS, 3, END_SIGNALED, 11,
     "was killed by SIGSEGV instead of ending with exit code 3 (write signal=SIGSEGV if that is "
     "meant)"},
    {SAMPLE_SIGNALED, 6, END_SIGNALED, 11,
     "was killed by SIGSEGV, but must be killed by SIGABRT (write signal=SIGSEGV if that is "
     "meant)"},
    {SAMPLE_EXITS, 0, END_TIMED_OUT, 0,
     "was still running after 2 s (write .hangs if that is meant; timeout= gives it longer)"},
    {SAMPLE_HANGS, 0, END_EXITED, 0,
     "ended with exit code 0, but must hang (leave out exit=, signal= or .hangs if that is right)"},
    {SAMPLE_EXITS, 0, END_MEMORY, 0,
     "was killed for using more than 64 MiB of memory (memory= gives it more)"},
    {SAMPLE_EXITS, 0, END_PROCESSES, 0,
     "was killed for having more than 8 processes and threads (processes=16 gives it more)"},
    {SAMPLE_HANGS, 0, END_FILES, 0,
     "was killed for filling its file system (64 MiB, 4096 files), but must hang (it must write "
     "less)"},
    {SAMPLE_EXITS, 0, END_OUTPUT_LIMIT, 0,
     "was killed for printing more than 64 KiB (output= lets it print more)"},
};

static void the_end_is_what_it_must_be(void)
{
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct trial t;
        trial_set(&t, i % 2 ? &c : &script);
        t.sample.must_end = ends[i].must_end;
        t.sample.must_code = ends[i].must_code;
        t.run.end = ends[i].end;
        t.run.code = ends[i].code;
        CHECK_STR(trial_judge(&t), ends[i].message);
        CHECK(t.result.ok == !ends[i].message[0]);
        CHECK(t.result.ended_as_expected == t.result.ok);
        if (t.problems.first) {
            CHECK_INT(t.problems.first->line, 10);
            CHECK_STR(t.problems.first->sample, "lost");
        }
        arena_release(&t.arena);
    }
}

static const char error[] = "lost.c: In function ‘main’:\n"
                            "lost.c:1:2: warning: first\n"
                            "lost.c:3:5: error: ‘x’ undeclared\n"
                            "lost.c:4:5: error: more\n";

static const struct {
    enum sample_end must_end;
    enum result_end end;
    int code;
    const char *diagnostics;
    const char *message;
    int line;
    bool ok;
} compiles[] = {
    {SAMPLE_EXITS, END_EXITED, 1, error, "does not compile: ‘x’ undeclared", 13, false},
    {SAMPLE_EXITS, END_EXITED, 1, "ld: no main\n", "does not compile: ld: no main", 10, false},
    {SAMPLE_EXITS, END_EXITED, 1, "", "does not compile", 10, false},
    {SAMPLE_EXITS, END_EXITED, 0, "lost.c:2:2: warning: unused\n",
     "compiles with a warning: unused", 12, true},
    {SAMPLE_COMPILE_ERROR, END_EXITED, 1, error, "", 0, true},
    {SAMPLE_COMPILE_ERROR, END_EXITED, 0, "",
     "compiles, but must not (leave out .compile-error if that is right)", 10, false},
    {SAMPLE_EXITS, END_SIGNALED, 11, "", "the compiler crashed", 10, false},
    {SAMPLE_COMPILE_ERROR, END_COMPILE_LIMIT, 0, "",
     "the compiler ran into its limits of time, memory, size or output", 10, false},
};

static void compiling_goes_as_it_must(void)
{
    for (size_t i = 0; i < sizeof compiles / sizeof *compiles; i++) {
        struct trial t;
        trial_set(&t, &c);
        t.sample.must_end = compiles[i].must_end;
        t.compile.end = compiles[i].end;
        t.compile.code = compiles[i].code;
        t.compile.diagnostics = str_of(compiles[i].diagnostics);
        if (compiles[i].end != END_EXITED || compiles[i].code != 0)
            t.result.run = NULL;
        CHECK_STR(trial_judge(&t), compiles[i].message);
        CHECK(t.result.ok == compiles[i].ok);
        CHECK_INT(t.problems.first ? t.problems.first->line : 0, compiles[i].line);
        if (t.problems.first)
            CHECK((t.problems.first->severity == PROBLEM_WARNING) == compiles[i].ok);
        arena_release(&t.arena);
    }
}

static void output_is_compared(void)
{
    struct expected expected[] = {
        {.fd = 1, .text = STR("a\n"), .place = {"content/a.md", 20, 1}},
        {.fd = 2, .text = STR("b\n"), .place = {"content/a.md", 24, 1}},
    };
    struct trial t;
    trial_set(&t, &script);
    t.sample.expected = expected;
    t.sample.expected_count = 2;
    t.run.out = STR("a\n");
    t.run.err = STR("x\n");
    CHECK_STR(trial_judge(&t), "printed something else on stderr than its output block says");
    CHECK_INT(t.problems.first->line, 24);
    CHECK_STR(t.problems.first->diff, "@@ -1 +1 @@\n-b\n+x\n");
    CHECK(t.result.ended_as_expected && !t.result.ok);
    CHECK_INT(t.result.verdict_count, 2);
    CHECK(t.result.verdicts[0].matched && !t.result.verdicts[1].matched);
    arena_release(&t.arena);
}

/* What has no result for a reason that was told elsewhere is not told again. */
static void nothing_is_judged_in_silence(void)
{
    struct expected expected = {.fd = 1, .text = STR("a\n")};
    struct trial t;
    trial_set(&t, &c);
    t.sample.expected = &expected;
    t.sample.expected_count = 1;
    t.result.compile = NULL;
    t.result.run = NULL;
    CHECK_STR(trial_judge(&t), "");
    CHECK(!t.result.ok && !t.result.ended_as_expected);
    CHECK_INT(t.result.verdict_count, 1);
    arena_release(&t.arena);
}

static void what_is_not_run_is_right(void)
{
    static const enum sample_depth depths[] = {SAMPLE_SHOWN, SAMPLE_COMPILED};
    for (size_t i = 0; i < 2; i++) {
        struct trial t;
        trial_set(&t, i ? &c : &script);
        t.sample.depth = depths[i];
        t.result.run = NULL;
        CHECK_STR(trial_judge(&t), "");
        CHECK(t.result.ok);
        arena_release(&t.arena);
    }
}

int main(void)
{
    RUN(the_end_is_what_it_must_be);
    RUN(compiling_goes_as_it_must);
    RUN(output_is_compared);
    RUN(nothing_is_judged_in_silence);
    RUN(what_is_not_run_is_right);
    return test_summary();
}
