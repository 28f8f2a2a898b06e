#include "run/check.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"
#include "run/check_tool.h"
#include "test.h"

/* What the tools of gcc 12, clang 14 and Valgrind 3.19 really printed: tests/fuzz/corpus/check. Each begins
 * with a line "tsan race.c". */
struct recording {
    struct arena arena;
    struct buf bytes;
    struct str text;
    struct source_file file;
    struct sample sample;
    enum check_tool tool;
};

static enum check_tool tool_named(struct str name)
{
    int tool = 0;
    while (tool < CHECK_TOOLS && !str_is(name, check_tool_name((enum check_tool)tool)))
        tool++;
    CHECK(tool < CHECK_TOOLS);
    return (enum check_tool)tool;
}

static struct str lines(struct arena *a, int count)
{
    char *text = ARENA_ARRAY(a, (size_t)count, char);
    memset(text, '\n', (size_t)count);
    return (struct str){text, (size_t)count};
}

static void load(struct recording *r, const char *name)
{
    char self[PATH_MAX] = "";
    struct err err = {0};
    *r = (struct recording){.bytes = BUF_INIT};
    CHECK(readlink("/proc/self/exe", self, sizeof self - 1) > 0);
    const char *path = arena_printf(&r->arena, "%s/../../tests/fuzz/corpus/check/%s",
                                    path_dir(&r->arena, self), name);
    if (!CHECK(file_read(path, &r->bytes, &err)))
        printf("#   %s\n", err.message);
    r->text = buf_view(&r->bytes);
    struct str line = {0};
    str_line(&r->text, &line);
    const char *blank = memchr(line.data, ' ', line.len);
    size_t len = blank ? (size_t)(blank - line.data) : 0;
    r->tool = tool_named((struct str){line.data, len});
    r->file.name = arena_strndup(&r->arena, line.data + len + 1, line.len - len - 1);
    r->file.text = lines(&r->arena, 30);
    r->sample = (struct sample){.files = &r->file, .file_count = 1, .is_inline = true};
}

static void unload(struct recording *r)
{
    buf_release(&r->bytes);
    arena_release(&r->arena);
}

/* Read as stderr of a run. */
static void read_run(struct recording *r, struct run_result run, struct check_result *check)
{
    const char *flag = check_tool_sanitizer(r->tool);
    const struct compile_result compile = {.command = {&flag, flag ? 1 : 0}};
    run.err = r->text;
    check_read(&r->sample, r->tool, &compile, &run, NULL, &r->arena, check);
}

static const char *locations_text(struct recording *r, const struct check_result *check)
{
    const char *text = "";
    for (size_t i = 0; i < check->location_count; i++) {
        const struct check_location *at = &check->locations[i];
        CHECK_STR(at->file, r->file.name);
        text = arena_printf(&r->arena, "%s%s%d %s", text, i ? "; " : "", at->line, at->what);
    }
    return text;
}

static const struct {
    const char *name, *finds, *locations;
} rows[] = {
    {"clean.helgrind.gcc", NULL, ""},
    {"clean.memcheck.gcc", NULL, ""},
    {"cxxrace.helgrind.gxx", "data race", "7 read by thread #3, previous write by thread #2"},
    {"cxxrace.tsan.gxx", "data race", "7 read by thread T2, previous write by thread T1"},
    {"dfree.asan.clang", "double free",
     "6 double free; 5 freed by main thread; 4 previously allocated by main thread"},
    {"dfree.asan.gcc", "double free",
     "6 double free; 5 freed by main thread; 4 previously allocated by main thread"},
    {"dfree.memcheck.gcc", "invalid free", "6 invalid free; 5 freed here; 4 allocated here"},
    {"global.asan.clang", "global buffer overflow", "6 read by main thread"},
    {"global.asan.gcc", "global buffer overflow", "6 read by main thread"},
    {"heaprace.helgrind.gcc", "data race", "7 read by thread #1, previous write by thread #2"},
    {"heaprace.tsan.clang", "data race",
     "7 write by thread T1 (mutexes: write M0), previous write by main thread"},
    {"heaprace.tsan.gcc", "data race",
     "7 read by thread T1 (mutexes: write M0), previous write by main thread"},
    {"leak.asan.clang", "memory leak", "2 direct leak of 100 byte(s) in 1 object(s) allocated"},
    {"leak.asan.gcc", "memory leak", "2 direct leak of 100 byte(s) in 1 object(s) allocated"},
    {"leak.memcheck.gcc", "memory leak", "2 memory leak"},
    {"leakthread.tsan.clang", "thread leak", "7 thread T1 created by main thread"},
    {"leakthread.tsan.gcc", "thread leak", "7 thread T1 created by main thread"},
    {"lockorder.helgrind.gcc", "lock order inversion",
     "14 observed (incorrect) order is: acquisition of lock at b; 15 followed by a later "
     "acquisition of lock at a; 6 required order was established by acquisition of lock at a; 7 "
     "followed by a later acquisition of lock at b"},
    {"lockorder.tsan.clang", "lock order inversion",
     "7 mutex M1 acquired here while holding mutex M0 in thread T1; 6 mutex M0 previously acquired "
     "by the same thread; 15 mutex M0 acquired here while holding mutex M1 in thread T2; 14 mutex "
     "M1 previously acquired by the same thread"},
    {"lockorder.tsan.gcc", "lock order inversion",
     "7 mutex M1 acquired here while holding mutex M0 in thread T1; 6 mutex M0 previously acquired "
     "by the same thread; 15 mutex M0 acquired here while holding mutex M1 in thread T2; 14 mutex "
     "M1 previously acquired by the same thread"},
    {"misaligned.ubsan.clang", "misaligned pointer",
     "7 load of misaligned address for type 'int', which requires 4 byte alignment"},
    {"misaligned.ubsan.gcc", "misaligned pointer",
     "7 load of misaligned address for type 'int', which requires 4 byte alignment"},
    {"misuse.helgrind.gcc", "unlock of an unlocked mutex, destroy of a locked mutex",
     "6 unlock of an unlocked mutex; 8 destroy of a locked mutex"},
    {"misuse.tsan.clang", "unlock of an unlocked mutex", "6 unlock of an unlocked mutex"},
    {"misuse.tsan.gcc", "unlock of an unlocked mutex", "6 unlock of an unlocked mutex"},
    {"null.asan.clang", "null pointer", "6 null pointer"},
    {"null.asan.gcc", "null pointer", "6 null pointer"},
    {"null.memcheck.gcc", "invalid write", "6 invalid write"},
    {"null.tsan.clang", "null pointer", "6 null pointer"},
    {"null.tsan.gcc", "null pointer", "6 null pointer"},
    {"null.ubsan.clang", "null pointer", "6 store to null pointer of type 'int'"},
    {"null.ubsan.gcc", "null pointer", "6 store to null pointer of type 'int'"},
    {"overflow.asan.clang", "heap buffer overflow",
     "7 write by main thread; 5 allocated by main thread"},
    {"overflow.asan.gcc", "heap buffer overflow",
     "7 write by main thread; 5 allocated by main thread"},
    {"overflow.memcheck.gcc", "invalid write", "7 invalid write; 5 allocated here"},
    {"race.helgrind.gcc", "data race",
     "9 read at counter by thread #3, previous write by thread #2"},
    {"race.tsan.clang", "data race", "9 write by thread T2, previous write by thread T1"},
    {"race.tsan.gcc", "data race", "9 read by thread T2, previous write by thread T1"},
    {"segv.asan.clang", "segmentation fault", "2 segmentation fault"},
    {"segv.asan.gcc", "segmentation fault", "2 segmentation fault"},
    {"segv.ubsan.clang", NULL, ""},
    {"segv.ubsan.gcc", NULL, ""},
    {"stackov.asan.clang", "stack buffer overflow", "6 read by main thread"},
    {"stackov.asan.gcc", "stack buffer overflow", "6 read by main thread"},
    {"uaf.asan.clang", "heap use after free",
     "14 read by main thread; 13 freed by main thread; 6 previously allocated by main thread"},
    {"uaf.asan.gcc", "heap use after free",
     "14 read by main thread; 13 freed by main thread; 6 previously allocated by main thread"},
    {"uaf.memcheck.gcc", "invalid read", "14 invalid read; 13 freed here; 6 allocated here"},
    {"uaf.tsan.clang", "heap use after free",
     "14 read by main thread; 13 previous write by main thread"},
    {"uaf.tsan.gcc", "heap use after free",
     "14 read by main thread; 13 previous write by main thread"},
    {"uar.asan.clang", "stack use after return", "10 read by main thread"},
    {"uar.asan.gcc", "stack use after return", "10 read by main thread"},
    {"ub.ubsan.clang",
     "signed integer overflow, invalid shift, index out of bounds, division by zero",
     "7 signed integer overflow: 2147483647 + 1 cannot be represented in type 'int'; 9 shift "
     "exponent 32 is too large for 32-bit type 'int'; 11 index 3 out of bounds for type 'int[3]'; "
     "13 division by zero"},
    {"ub.ubsan.gcc",
     "signed integer overflow, invalid shift, index out of bounds, division by zero",
     "7 signed integer overflow: 1 + 2147483647 cannot be represented in type 'int'; 9 shift "
     "exponent 32 is too large for 32-bit type 'int'; 11 index 3 out of bounds for type 'int [3]'; "
     "13 division by zero"},
    {"uninit.memcheck.gcc", "uninitialised value",
     "6 uninitialised value; 5 uninitialised value was created by a heap allocation"},
};

static void recorded_reports(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct recording r;
        struct check_result check;
        load(&r, rows[i].name);
        read_run(&r, (struct run_result){.code = rows[i].finds ? 66 : 0}, &check);
        CHECK(check.is_known && !check.is_cut);
        CHECK_STR(check.finds, rows[i].finds);
        const char *locations = locations_text(&r, &check);
        if (strcmp(locations, rows[i].locations) != 0)
            printf("# %s\n", rows[i].name);
        CHECK_STR(locations, rows[i].locations);
        unload(&r);
    }
}

static const struct {
    const char *name, *brief;
} briefs[] = {
    {"race.tsan.gcc", "data race\n"
                      "Read of size 4 by thread T2:\n"
                      "    work, race.c:9\n"
                      "Previous write of size 4 by thread T1:\n"
                      "    work, race.c:9\n"
                      "Location is global 'counter' of size 4"},
    {"heaprace.helgrind.gcc", "Possible data race during read of size 8 by thread #1\n"
                              "Locks held: none\n"
                              "    deposit, heaprace.c:7\n"
                              "    main, heaprace.c:23\n"
                              "This conflicts with a previous write of size 8 by thread #2\n"
                              "Locks held: 1, at address lock 1\n"
                              "    deposit, heaprace.c:7\n"
                              "    work, heaprace.c:13\n"
                              "Address is 40 bytes inside a block of size 48 alloc'd\n"
                              "    main, heaprace.c:20"},
    {"uaf.asan.clang", "heap use after free\n"
                       "READ of size 2 by main thread\n"
                       "    main, uaf.c:14\n"
                       "Address is located 0 bytes inside of 10-byte region\n"
                       "freed by main thread here:\n"
                       "    main, uaf.c:13\n"
                       "previously allocated by main thread here:\n"
                       "    make, uaf.c:6\n"
                       "    main, uaf.c:12"},
    {"ub.ubsan.gcc", "signed integer overflow: 1 + 2147483647 cannot be represented in type 'int'\n"
                     "    main, ub.c:7"},
};

static void the_brief_is_what_a_student_needs(void)
{
    for (size_t i = 0; i < sizeof briefs / sizeof *briefs; i++) {
        struct recording r;
        struct check_result check;
        load(&r, briefs[i].name);
        read_run(&r, (struct run_result){.code = 66}, &check);
        CHECK_STR(check.brief.data, briefs[i].brief);
        CHECK(check.report.len > check.brief.len);
        unload(&r);
    }
}

/* What a report would be worth when a run ended so. */
#define RACE "WARNING: ThreadSanitizer: data race (pid=1)\n"
#define UNDEFINED "lost.c:3:1: runtime error: division by zero\n"
#define FRAME "    #0 0x55d in main lost.c:3\n\n"
#define INVALID "==7== Invalid read of size 4\n==7==    at 0x1: main (lost.c:3)\n"
#define SUMMARY "==7== ERROR SUMMARY: 1 errors from 1 contexts (suppressed: 0 from 0)\n"
#define NOT_ITS_OWN                                                                                \
    "there is a report on stderr, but after one of its own the tool ends the program with exit "   \
    "code 66, not 0 (it may be the report of a child, or words of the program)"

/* Words of a tool, or of a program. */
static const struct {
    enum check_tool tool;
    const char *err;
    struct run_result run;
    const char *finds, *why; /* both NULL: clean */
} words[] = {
    {CHECK_TSAN, RACE, {.code = 66}, "data race", NULL},
    {CHECK_TSAN, RACE, {.code = 0}, NULL, NOT_ITS_OWN},
    {CHECK_TSAN, RACE, {.end = END_SIGNALED, .code = 6}, "data race", NULL},
    {CHECK_TSAN, RACE, {.end = END_TIMED_OUT}, "data race", NULL},
    {CHECK_ASAN, RACE, {.code = 0}, NULL, NULL},
    {CHECK_ASAN, RACE, {.code = 66}, "a problem", NULL},
    {CHECK_TSAN, "==7==ERROR: LeakSanitizer: detected memory leaks\n", {.code = 0}, NULL, NULL},
    {CHECK_ASAN,
     "==7==ERROR: LeakSanitizer: detected memory leaks\n",
     {.code = 66},
     "memory leak",
     NULL},
    {CHECK_ASAN,
     "==7==ERROR: LeakSanitizer: detected memory leaks\n",
     {.code = 0},
     NULL,
     NOT_ITS_OWN},
    {CHECK_UBSAN, UNDEFINED FRAME, {.code = 0}, "division by zero", NULL},
    {CHECK_UBSAN, UNDEFINED FRAME, {.code = 66}, "division by zero", NULL},
    {CHECK_UBSAN, UNDEFINED "\n" FRAME, {.code = 0}, NULL, NULL},
    {CHECK_UBSAN, UNDEFINED, {.code = 0}, NULL, NULL},
    {CHECK_ASAN, UNDEFINED FRAME, {.code = 0}, NULL, NULL},
    {CHECK_MEMCHECK, INVALID SUMMARY, {.code = 66}, "invalid read", NULL},
    {CHECK_MEMCHECK, INVALID SUMMARY, {.code = 0}, NULL, NOT_ITS_OWN},
    {CHECK_MEMCHECK, INVALID SUMMARY, {.end = END_SIGNALED, .code = 11}, "invalid read", NULL},
    {CHECK_MEMCHECK, "valgrind: is a tool\n" SUMMARY, {.code = 0}, NULL, NULL},
    {CHECK_MEMCHECK, SUMMARY, {.code = 66}, "a problem", NULL},
    {CHECK_TSAN, "FATAL: no beans\n", {.code = 0}, NULL, NULL},
    {CHECK_TSAN, "FATAL: ThreadSanitizer: no beans\n", {.code = 0}, NULL, NULL},
    {CHECK_TSAN,
     "FATAL: ThreadSanitizer: no beans\n",
     {.code = 66},
     NULL,
     "FATAL: ThreadSanitizer: no beans"},
};

/* A sample "lost.c" whose run ended so, under ThreadSanitizer. */
struct end_row {
    const char *err;
    struct run_result run;
    enum sample_end must_end;
    const char *finds, *why; /* both NULL: clean */
};

static const struct end_row ends[] = {
    {"", {.code = 0}, SAMPLE_EXITS, NULL, NULL},
    {"lost.c: my own words\n", {.code = 3}, SAMPLE_EXITS, NULL, NULL},
    {"tool talks\n",
     {.code = 66},
     SAMPLE_EXITS,
     "a problem",
     "it reported something that drawloom does not understand: see the whole report"},
    {"", {.end = END_SIGNALED, .code = 11}, SAMPLE_SIGNALED, NULL, NULL},
    {"", {.end = END_SIGNALED, .code = 11}, SAMPLE_EXITS, NULL, "it was killed by SIGSEGV"},
    {"",
     {.end = END_TIMED_OUT},
     SAMPLE_HANGS,
     NULL,
     "it was killed at its time limit before the tool could tell"},
    {"", {.end = END_TIMED_OUT}, SAMPLE_EXITS, NULL, "it was still running after 20 s"},
    {"", {.end = END_MEMORY}, SAMPLE_EXITS, NULL, "it used more than 1024 MiB of memory"},
    {"FATAL: ThreadSanitizer: unexpected memory mapping 0x1-0x2\n",
     {.code = 66},
     SAMPLE_EXITS,
     NULL,
     "it does not work with the address space of this kernel (vm.mmap_rnd_bits=28 makes it work)"},
    /* a report is believed where the program was not left to its end */
    {"WARNING: ThreadSanitizer: data race (pid=1)\n",
     {.end = END_OUTPUT_LIMIT},
     SAMPLE_EXITS,
     "data race",
     NULL},
    {"==2==ERROR: ThreadSanitizer: SEGV on unknown address 0x000000000018 (pc 0x1 T3)\n"
     "ThreadSanitizer: nested bug in the same thread, aborting.\n",
     {.code = 66},
     SAMPLE_EXITS,
     NULL,
     "it crashed"},
    {"WARNING: ThreadSanitizer: \n",
     {.code = 66},
     SAMPLE_EXITS,
     "a problem",
     "it reported something that drawloom does not understand: see the whole report"},
};

static struct sample lost(void)
{
    static struct source_file file = {.name = "lost.c", .text = STR("\n\n\n\n\n\n\n\n\n\n\nend")};
    return (struct sample){.files = &file,
                           .file_count = 1,
                           .limits = {.timeout_ms = 20000, .memory_bytes = (size_t)1 << 30}};
}

static void ends_of_runs(void)
{
    static const char *flag = "-fsanitize=thread";
    const struct compile_result compile = {.command = {&flag, 1}};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct arena a = {0};
        struct check_result check;
        struct sample sample = lost();
        struct run_result run = ends[i].run;
        sample.must_end = ends[i].must_end;
        run.err = str_of(ends[i].err);
        check_read(&sample, CHECK_TSAN, &compile, &run, NULL, &a, &check);
        CHECK(check.is_known == (ends[i].finds || !ends[i].why));
        CHECK(check.is_cut == (run.end == END_TIMED_OUT && sample.must_end == SAMPLE_HANGS));
        CHECK_STR(check.finds, ends[i].finds);
        CHECK_STR(check.why, ends[i].why);
        arena_release(&a);
    }
}

static void only_the_tools_own_words_count(void)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct arena a = {0};
        struct check_result check;
        const struct sample sample = lost();
        const char *flag = check_tool_sanitizer(words[i].tool);
        const struct compile_result compile = {.command = {&flag, flag ? 1 : 0}};
        struct run_result run = words[i].run;
        run.err = str_of(words[i].err);
        check_read(&sample, words[i].tool, &compile, &run, NULL, &a, &check);
        bool is_unnamed = check.finds && strcmp(check.finds, CHECK_UNNAMED) == 0;
        if (!CHECK_STR(check.finds, words[i].finds) ||
            !CHECK_STR(is_unnamed ? NULL : check.why, words[i].why))
            printf("# %s: %s\n", check_tool_name(words[i].tool), words[i].err);
        CHECK(check.is_known == !words[i].why);
        CHECK(check.is_known || check.location_count == 0);
        arena_release(&a);
    }
}

/* A program that can keep a tool silent is not clean when nothing is found. */
static void meddlers_are_not_clean(void)
{
    static const struct {
        enum check_tool tool;
        const char *code;
        bool is_clean;
    } codes[] = {
        {CHECK_TSAN, "char *__tsan_default_options(void) { return \"report_bugs=0\"; }", false},
        {CHECK_ASAN, "char *__tsan_default_options(void) { return \"report_bugs=0\"; }", true},
        {CHECK_ASAN, "__lsan_disable();", false},
        {CHECK_UBSAN, "__attribute__((no_sanitize(\"undefined\"))) int f(void)", false},
        {CHECK_MEMCHECK, "VALGRIND_DISABLE_ERROR_REPORTING;", false},
        {CHECK_TSAN, "int main(void) { }", true},
    };
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        struct arena a = {0};
        struct check_result check;
        struct source_file file = {.name = "lost.c", .text = str_of(codes[i].code)};
        const struct sample sample = {.files = &file, .file_count = 1};
        const char *flag = check_tool_sanitizer(codes[i].tool);
        const struct compile_result compile = {.command = {&flag, flag ? 1 : 0}};
        struct run_result run = {.err = STR(SUMMARY)};
        check_read(&sample, codes[i].tool, &compile, &run, NULL, &a, &check);
        CHECK(check.is_known == codes[i].is_clean && !check.finds);
        run = (struct run_result){.err = STR(RACE), .code = 66}; /* but a finding is one */
        check_read(&sample, CHECK_TSAN, &compile, &run, NULL, &a, &check);
        CHECK(!flag || codes[i].tool != CHECK_TSAN || check.finds);
        arena_release(&a);
    }
}

static void a_problem_without_a_name(void)
{
    static const char *flag = "-fsanitize=thread";
    const struct compile_result compile = {.command = {&flag, 1}};
    struct arena a = {0};
    struct check_result check;
    const struct sample sample = lost();
    struct run_result run = {.code = 66, .err = STR("tool talks\n")};
    check_read(&sample, CHECK_TSAN, &compile, &run, NULL, &a, &check);
    CHECK_STR(check.why, "it reported something that drawloom does not understand: see the whole "
                         "report");
    run.err = STR("");
    check_read(&sample, CHECK_TSAN, &compile, &run, NULL, &a, &check);
    CHECK_STR(check.why,
              "it ended as after a report, but there is none: has the program closed stderr?");
    arena_release(&a);
}

/* The lines of Valgrind's own, in a run that ended with 0. */
static const struct {
    const char *err, *why;
} valgrinds[] = {
    {"==7== ERROR SUMMARY: 0 errors from 0 contexts (suppressed: 0 from 0)\n", NULL},
    {"mine\n", "Valgrind did not come to its end"},
    {"==7== Valgrind: debuginfo reader: ensure_valid failed:\n==7== \n",
     "Valgrind: debuginfo reader: ensure_valid failed:"},
    {"valgrind: failed to start tool\n", "valgrind: failed to start tool"},
};

static void valgrind_may_give_up(void)
{
    for (size_t i = 0; i < sizeof valgrinds / sizeof *valgrinds; i++) {
        struct arena a = {0};
        const struct sample sample = lost();
        const struct compile_result compile = {0};
        const struct run_result run = {.err = str_of(valgrinds[i].err)};
        struct check_result check;
        check_read(&sample, CHECK_MEMCHECK, &compile, &run, NULL, &a, &check);
        CHECK_STR(check.why, valgrinds[i].why);
        CHECK(check.is_known == !valgrinds[i].why);
        arena_release(&a);
    }
}

static const char *why(const struct compile_result *compile, const struct run_result *run,
                       const char *failure, struct arena *a)
{
    struct sample sample = lost();
    struct check_result check;
    check_read(&sample, CHECK_ASAN, compile, run, failure, a, &check);
    CHECK(!check.is_known && !check.finds);
    return check.why;
}

static void what_was_not_built_has_no_verdict(void)
{
    struct arena a = {0};
    static const char *plain = "gcc", *flag = "-fsanitize=address";
    struct run_result run = {0};
    struct compile_result compile = {.command = {&flag, 1}};
    CHECK_STR(why(&compile, NULL, "no gcc here", &a), "no gcc here");
    CHECK_STR(why(&compile, NULL, "valgrind: cannot be started: No such file or directory", &a),
              "valgrind is not installed");
    CHECK_STR(why(&compile, NULL, NULL, &a), "it was not run");
    CHECK_STR(why(NULL, &run, NULL, &a),
              "only compiled programs can be built with -fsanitize=address");
    compile.code = 1;
    compile.diagnostics = STR("lost.c: In function\n/usr/bin/ld: cannot find libasan\n");
    CHECK_STR(why(&compile, &run, NULL, &a), "it does not compile with -fsanitize=address: "
                                             "/usr/bin/ld: cannot find libasan");
    compile.diagnostics = STR("/usr/bin/ld: /box/lost.o: in f:\n/box/lost.c:4: error: no g\n");
    CHECK_STR(why(&compile, &run, NULL, &a),
              "it does not compile with -fsanitize=address: lost.c:4: error: no g");
    /* else every sample of such a language would be clean */
    compile = (struct compile_result){.command = {&plain, 1}};
    CHECK_STR(why(&compile, &run, NULL, &a),
              "the language's compile command has no {cflags}, by which the tool is asked for");
    arena_release(&a);
}

/* Names of files are taken where the compiler would print the sample's, not the C library's. */
static const struct {
    const char *frame;
    int line; /* 0: no place */
} places[] = {
    {"#0 work lost.c:9 (lost+0x1)", 9},
    {"#0 work /box/lost.c:9:5 (lost+0x1)", 9},
    {"#0 work samples/a/lost.c:9", 0},
    {"#0 clone ../sysdeps/lost.c:9", 0},
    {"#0 clone xlost.c:9", 0},
    {"#0 clone lost.cc:9", 0},
    {"#0 clone lost.c:0", 0},
    {"#0 clone lost.c", 0},
    {"#0 clone lost.c:99999999999", 0},
    {"#0 work lost.c:13", 0},
    {"#0 f<int, char>(void (*)()) lost.c:12", 12},
};

static void places_of_frames(void)
{
    static const char *flag = "-fsanitize=thread";
    const struct compile_result compile = {.command = {&flag, 1}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct arena a = {0};
        struct check_result check;
        struct sample sample = lost();
        const char *text = arena_printf(
            &a, "WARNING: ThreadSanitizer: data race (pid=1)\n  Read of size 4:\n    %s\n",
            places[i].frame);
        struct run_result run = {.err = str_of(text), .code = 66};
        check_read(&sample, CHECK_TSAN, &compile, &run, NULL, &a, &check);
        int line = check.location_count ? check.locations[0].line : 0;
        if (line != places[i].line)
            printf("# %s\n", places[i].frame);
        CHECK_INT(line, places[i].line);
        arena_release(&a);
    }
}

int main(void)
{
    RUN(recorded_reports);
    RUN(the_brief_is_what_a_student_needs);
    RUN(only_the_tools_own_words_count);
    RUN(ends_of_runs);
    RUN(meddlers_are_not_clean);
    RUN(a_problem_without_a_name);
    RUN(valgrind_may_give_up);
    RUN(what_was_not_built_has_no_verdict);
    RUN(places_of_frames);
    return test_summary();
}
