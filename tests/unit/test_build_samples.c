/* Whole builds of small courses, with the machine's own cc and sh. */
#include "run/build_samples.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "course_fixture.h"
#include "sandbox_fixture.h"

#define COURSE                                                                                     \
    FIXTURE_COURSE                                                                                 \
    "languages = { c = standard.c, sh = standard.sh,\n"                                            \
    "  no = { extension = '.no', compile = 'no-such-compiler {source} -o {program}',\n"            \
    "         run = '{program}', version = 'no-such-compiler --version' } }\n"
#define HELLO                                                                                      \
    "#include <stdio.h>\nint main(int argc, char **argv)\n{\n"                                     \
    "    printf(\"%d %s\\n\", argc, argv[argc - 1]);\n}\n"

static char launcher_path[PATH_MAX];
static enum sandbox_choice choice; /* of the sandbox of all builds */

/* One build, and what it said. */
struct build {
    struct arena arena;
    struct course course;
    struct store *store;
    struct results results;
    struct build_counts counts;
    struct err err;
    bool ok;
    char *said;
    size_t said_len;
};

static void build_as(struct build *b, const struct fixture *f, struct build_options options,
                     int stop_fd)
{
    *b = (struct build){0};
    options.jobs = 2;
    FILE *out = open_memstream(&b->said, &b->said_len);
    struct report *report = report_new(out, f->root);
    struct launcher launcher = {launcher_path, -1, NULL};
    struct sandbox sandbox;
    const struct sandbox_spec spec = {&launcher, choice, f->root, &b->course.config.readable};
    struct problems warnings = {0};
    CHECK(course_load(f->root, NULL, 1, &b->course, &b->err));
    CHECK(store_open(f->root, &b->arena, &warnings, &b->store, &b->err));
    CHECK(sandbox_open(&sandbox, &spec, &b->arena, &b->err));
    launcher.stop_fd = stop_fd;
    b->ok = build_samples(&b->course, b->store, &sandbox, &options, report, &b->results, &b->counts,
                          &b->err);
    sandbox_close(&sandbox);
    report_free(report);
    fclose(out);
}

static void build(struct build *b, const struct fixture *f)
{
    build_as(b, f, (struct build_options){0}, -1);
    CHECK(b->ok);
}

static void build_end(struct build *b)
{
    store_close(b->store);
    results_release(&b->results);
    course_release(&b->course);
    arena_release(&b->arena);
    free(b->said);
}

static void check_counts(const struct build *b, size_t compiled, size_t compile_hits, size_t run,
                         size_t run_hits)
{
    CHECK_INT(b->counts.compiled, compiled);
    CHECK_INT(b->counts.compile_hits, compile_hits);
    CHECK_INT(b->counts.run, run);
    CHECK_INT(b->counts.run_hits, run_hits);
}

/* Write the chapter, build, and check how much was done. */
static void step(const struct fixture *f, const char *chapter, size_t compiled, size_t compile_hits,
                 size_t run, size_t run_hits)
{
    struct build b;
    fixture_write((struct fixture *)f, "content/one.md", chapter);
    build(&b, f);
    check_counts(&b, compiled, compile_hits, run, run_hits);
    build_end(&b);
}

static const struct result *result_of(const struct build *b, const char *id)
{
    for (size_t i = 0; i < b->course.sample_count; i++)
        if (strcmp(b->course.samples[i]->id, id) == 0)
            return &b->results.samples[i];
    CHECK(!"the sample is there");
    return NULL;
}

static void check_out(const struct build *b, const char *id, const char *out)
{
    const struct result *result = result_of(b, id);
    if (CHECK(result && result->run) && !CHECK(str_is(result->run->out, out)))
        printf("#   %s: \"%.*s\"\n", id, STR_FMT(result->run->out));
}

static void check_no_work_left(const struct fixture *f)
{
    struct arena a = {0};
    struct err err = {0};
    struct file_list list;
    CHECK(file_list(path_join(&a, f->root, ".drawloom/work"), &a, &list, &err));
    CHECK_INT(list.count, 0);
    arena_release(&a);
}

static void a_sample_is_compiled_run_and_kept(void)
{
    struct fixture f;
    struct build b;
    fixture_begin(&f, COURSE);
    fixture_write(&f, "content/one.md",
                  "```c {#hello args=\"x 'y z'\"}\n" HELLO "```\n\n```output\n3 y z\n```\n");
    for (int i = 0; i < 2; i++) {
        build(&b, &f);
        check_counts(&b, !i, i, !i, i);
        check_out(&b, "hello", "3 y z\n");
        const struct result *r = result_of(&b, "hello");
        CHECK(r->ok && !b.results.problems.first);
        CHECK(strstr(r->compiler, "cc"));
        CHECK_STR(r->run->command.items[0], "./hello");
        CHECK_STR(r->compile->command.items[r->compile->command.count - 1], "hello.c");
        CHECK_STR(r->run->machine_id, b.results.machine.id);
        CHECK_INT(strlen(r->run->measured_at), strlen("2026-11-23T12:00:00Z"));
        build_end(&b);
    }
    check_no_work_left(&f);
    fixture_end(&f);
}

static void only_what_changed_is_done(void)
{
    struct fixture f;
    fixture_begin(&f, COURSE);
    step(&f, "```c {#a}\n" HELLO "```\n", 1, 0, 1, 0);
    step(&f, "A word.\n\n```c {#a}\n" HELLO "```\n", 0, 1, 0, 1);
    step(&f, "```c {#a args=x}\n" HELLO "```\n", 0, 1, 1, 0);
    step(&f, "```c {#a args=x opt=-O0}\n" HELLO "```\n", 1, 0, 1, 0);
    step(&f, "```c {#a}\n" HELLO "```\n", 0, 1, 0, 1);
    step(&f, "```c {#a .norun}\n" HELLO "```\n", 0, 1, 0, 0);
    step(&f, "```c {#a}\n" HELLO "\n```\n", 1, 0, 1, 0);
    fixture_end(&f);
}

static void equal_jobs_are_one(void)
{
    struct fixture f;
    struct build b;
    fixture_begin(&f, COURSE);
    fixture_write(&f, "content/one.md",
                  "```c\n" HELLO "```\n\n```c\n" HELLO "```\n\n```c {args=x}\n" HELLO "```\n");
    build(&b, &f);
    check_counts(&b, 1, 0, 2, 0);
    check_out(&b, "one-1", "1 ./sample\n");
    check_out(&b, "one-2", "1 ./sample\n");
    check_out(&b, "one-3", "2 x\n");
    build_end(&b);
    fixture_end(&f);
}

static void headers_count(void)
{
    static const char chapter[] = "```c {#a}\n#include <stdio.h>\n#include \"n.h\"\n"
                                  "int main(void) { printf(\"%d\\n\", N); }\n```\n\n"
                                  "```c {#b}\nint main(void) { return 0; }\n```\n";
    struct fixture f;
    struct build b;
    fixture_begin(&f, COURSE);
    fixture_write(&f, "samples/include/n.h", "#define N 1\n");
    step(&f, chapter, 2, 0, 2, 0);
    fixture_write(&f, "samples/include/n.h", "#define N 2\n");
    build(&b, &f);
    check_counts(&b, 1, 1, 1, 1);
    check_out(&b, "a", "2\n");
    build_end(&b);
    fixture_write(&f, "samples/include/n.h", "#define N 1\n");
    step(&f, chapter, 0, 2, 0, 2);
    fixture_end(&f);
}

static void a_nearer_header_counts_when_it_appears(void)
{
    static const char chapter[] = "```c {#a file=p/a.c}\n```\n";
    struct fixture f;
    struct build b;
    fixture_begin(&f, COURSE);
    fixture_write(&f, "samples/include/n.h", "#define N 1\n");
    fixture_write(
        &f, "samples/p/a.c",
        "#include <stdio.h>\n#include \"n.h\"\nint main(void) { printf(\"%d\\n\", N); }\n");
    step(&f, chapter, 1, 0, 1, 0);
    step(&f, chapter, 0, 1, 0, 1);
    fixture_write(&f, "samples/p/n.h", "#define N 2\n");
    build(&b, &f);
    check_counts(&b, 1, 0, 1, 0);
    check_out(&b, "a", "2\n");
    build_end(&b);
    fixture_end(&f);
}

static void files_are_compiled_together(void)
{
    struct fixture f;
    struct build b;
    fixture_begin(&f, COURSE);
    fixture_write(&f, "samples/x/main.c",
                  "#include <stdio.h>\n#include \"add.h\"\n"
                  "int main(void) { printf(\"%d\\n\", add(1)); }\n");
    fixture_write(&f, "samples/x/add.h", "int add(int);\n");
    fixture_write(&f, "samples/x/add.c", "#include \"add.h\"\nint add(int n) { return n + 1; }\n");
    fixture_write(&f, "content/one.md",
                  "```c {#two file=\"x/main.c x/add.c\"}\n```\n\n"
                  "```c {#object}\nint add(int a) { return a; }\n```\n");
    build(&b, &f);
    check_counts(&b, 2, 0, 1, 0);
    check_out(&b, "two", "2\n");
    CHECK(result_of(&b, "object")->ok && !result_of(&b, "object")->run);
    build_end(&b);
    fixture_write(&f, "samples/x/add.c", "int add(int n) { return x; }\n");
    build(&b, &f);
    CHECK(fixture_has(&b.results.problems, 1, 25, "does not compile: ‘x’ undeclared"));
    CHECK_STR(b.results.problems.first->file, "samples/x/add.c");
    build_end(&b);
    fixture_end(&f);
}

static void scripts_have_data_and_input(void)
{
    struct fixture f;
    struct build b;
    fixture_begin(&f, COURSE);
    fixture_write(&f, "samples/words/a.txt", "data\n");
    fixture_write(&f, "content/one.md",
                  "```sh {#s data=words/a.txt stdin=input env=\"A=b PATH=/bin\"}\n"
                  "cat words/a.txt; cat; echo $A $PATH; pwd; test -w words/a.txt && id -u\n"
                  "mkdir -p d/e; touch d/e/f; chmod 0 d/e d; exit 0\n```\n");
    build(&b, &f);
    const struct result *r = result_of(&b, "s");
    if (CHECK(r->run))
        CHECK(str_starts(r->run->out, "data\ninputb /bin\n/box\n") ||
              str_starts(r->run->out, "data\ninput\nb /bin\n/box\n"));
    CHECK(r->ok && !r->compile);
    build_end(&b);
    check_no_work_left(&f);
    fixture_end(&f);
}

static void a_missing_compiler_is_told_once(void)
{
    struct fixture f;
    struct build b;
    fixture_begin(&f, COURSE);
    fixture_write(&f, "content/one.md",
                  "```no {#a}\nx\n```\n\n```no {#b}\ny\n```\n\n```output\nz\n```\n");
    build(&b, &f);
    CHECK_INT(fixture_count(&b.results.problems), 1);
    CHECK(fixture_has(&b.results.problems, 0, 0,
                      "language no: no compiler: no-such-compiler is not installed"));
    CHECK_STR(b.results.problems.first->file, "content/course.lua");
    CHECK(!result_of(&b, "a")->ok && !result_of(&b, "a")->compile);
    CHECK(!result_of(&b, "a")->compiler);
    build_end(&b);
    fixture_end(&f);
}

/* A header that is missing may be installed before the next build. */
static void what_fails_is_tried_again(void)
{
    struct fixture f;
    fixture_begin(&f, COURSE);
    fixture_write(&f, "samples/include/other.h", "");
    step(&f, "```c {#a}\n#include \"n.h\"\nint main(void) {}\n```\n", 1, 0, 0, 0);
    fixture_write(&f, "samples/include/n.h", "");
    step(&f, "```c {#a}\n#include \"n.h\"\nint main(void) {}\n```\n", 1, 0, 1, 0);
    step(&f, "```c {#a .compile-error}\nint main(void) { return x; }\n```\n", 1, 0, 0, 0);
    step(&f, "```c {#a .compile-error}\nint main(void) { return x; }\n```\n", 0, 1, 0, 0);
    step(&f, "```sh {#h timeout=100ms}\nsleep 9\n```\n", 0, 0, 1, 0);
    step(&f, "```sh {#h timeout=100ms}\nsleep 9\n```\n", 0, 0, 1, 0);
    step(&f, "```sh {#h .hangs timeout=100ms}\nsleep 9\n```\n", 0, 0, 1, 0);
    step(&f, "```sh {#h .hangs timeout=100ms}\nsleep 9\n```\n", 0, 0, 0, 1);
    fixture_end(&f);
}

static void a_lost_program_is_compiled_again_when_it_is_needed(void)
{
    struct fixture f;
    struct err err = {0};
    fixture_begin(&f, COURSE);
    step(&f, "```c {#a}\n" HELLO "```\n", 1, 0, 1, 0);
    CHECK(file_remove_tree(path_join(&f.arena, f.root, ".drawloom/bin"), &err));
    step(&f, "```c {#a}\n" HELLO "```\n", 0, 1, 0, 1);
    step(&f, "```c {#a args=x}\n" HELLO "```\n", 1, 0, 1, 0);
    fixture_end(&f);
}

static void rerun_and_explain(void)
{
    static const struct {
        const char *rerun, *chapter;
        size_t compiled, run;
        const char *said;
    } rows[] = {
        {NULL, "```c {#a}\n" HELLO "```\n\n```sh {#b}\necho b\n```\n", 1, 2,
         "a: compiled: never seen before\n"},
        {"b", "```c {#a}\n" HELLO "```\n\n```sh {#b}\necho b\n```\n", 0, 1,
         "b: run again: --rerun asks for it\n"},
        {"all", "```c {#a}\n" HELLO "```\n\n```sh {#b}\necho b\n```\n", 1, 2,
         "a: compiled again: --rerun asks for it\n"},
        {NULL, "```c {#a opt=-O0}\n" HELLO "```\n\n```sh {#b}\necho b\n```\n", 1, 1,
         "a: compiled again: opt changed: \"-O2\" is now \"-O0\"\n"},
        {NULL, "```c {#a opt=-O0}\n" HELLO "```\n\n```sh {#b stdin=x}\necho b\n```\n", 0, 1,
         "b: run again: stdin is new\n"},
        {NULL, "```c {#a opt=-O0}\n" HELLO "```\n\n```sh {#b stdin=x}\necho b\n```\n", 0, 0,
         "compiled 0, ran 0, tried 0, timed 0, traced 0; 3 from the store\n"},
    };
    struct fixture f;
    fixture_begin(&f, COURSE);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct build b;
        fixture_write(&f, "content/one.md", rows[i].chapter);
        build_as(&b, &f, (struct build_options){.rerun = rows[i].rerun, .explain = true}, -1);
        CHECK_INT(b.counts.compiled, rows[i].compiled);
        CHECK_INT(b.counts.run, rows[i].run);
        if (!CHECK(strstr(b.said, rows[i].said)))
            printf("#   it said: %s\n", b.said);
        build_end(&b);
    }
    fixture_end(&f);
}

static void other_chapters_get_what_the_store_has(void)
{
    struct fixture f;
    struct build b;
    fixture_begin(&f, "title = 'T'\nchapters = { 'one.md', 'two.md' }\n"
                      "languages = { sh = standard.sh }\n");
    fixture_write(&f, "content/one.md", "```sh {#a}\necho a\n```\n\n```sh {#b}\necho b\n```\n");
    fixture_write(&f, "content/two.md", "```sh {#c}\necho c\n```\n\n```sh {#a2}\necho a\n```\n");
    build_as(&b, &f, (struct build_options){.only = "two"}, -1);
    check_counts(&b, 0, 0, 2, 0);
    CHECK(b.ok && !b.results.problems.first);
    CHECK(!result_of(&b, "b")->run && !result_of(&b, "b")->ok);
    CHECK(result_of(&b, "c")->ok);
    build_end(&b);
    fixture_end(&f);
}

static void an_interrupted_build_stops(void)
{
    struct fixture f;
    struct build b;
    int ends[2];
    fixture_begin(&f, COURSE);
    fixture_write(&f, "content/one.md", "```sh {#a}\nsleep 30\n```\n");
    CHECK(pipe2(ends, O_CLOEXEC) == 0);
    CHECK(write(ends[1], "x", 1) == 1);
    build_as(&b, &f, (struct build_options){0}, ends[0]);
    CHECK(!b.ok);
    CHECK_STR(b.err.message, "interrupted");
    CHECK_INT(b.counts.run, 0);
    build_end(&b);
    close(ends[0]);
    close(ends[1]);
    check_no_work_left(&f);
    fixture_end(&f);
}

int main(void)
{
    find_launcher(launcher_path);
    RUN(a_sample_is_compiled_run_and_kept);
    RUN(only_what_changed_is_done);
    RUN(equal_jobs_are_one);
    RUN(headers_count);
    RUN(a_nearer_header_counts_when_it_appears);
    RUN(files_are_compiled_together);
    RUN(scripts_have_data_and_input);
    RUN(a_missing_compiler_is_told_once);
    RUN(what_fails_is_tried_again);
    RUN(a_lost_program_is_compiled_again_when_it_is_needed);
    RUN(rerun_and_explain);
    RUN(other_chapters_get_what_the_store_has);
    RUN(an_interrupted_build_stops);
    return test_summary();
}
