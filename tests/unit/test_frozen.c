#include "run/frozen.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "test.h"

/* A course of two chapters in a folder of its own: "one" has a sample and a sweep of two points, "two"
 * has a sample. */
struct fixture {
    char root[40];
    struct arena arena;
    struct sample samples[3], points[2];
    struct sample *list[3];
    struct chapter chapters[2];
    struct chapter *chapter_list[2];
    struct course course;
    struct problems problems;
};

static const char *const threads[] = {"threads"}, *const one[] = {"1"}, *const four[] = {"4"};

static void set_up(struct fixture *f)
{
    *f = (struct fixture){.root = "/tmp/test-frozen-XXXXXX"};
    CHECK(mkdtemp(f->root) != NULL);
    f->samples[0] = (struct sample){.id = "lost", .chapter = "one", .depth = SAMPLE_RUN};
    f->samples[1] = (struct sample){.id = "sweep", .chapter = "one", .depth = SAMPLE_RUN};
    f->samples[2] = (struct sample){.id = "far", .chapter = "part/two", .depth = SAMPLE_RUN};
    for (int i = 0; i < 2; i++) {
        f->points[i] = f->samples[1];
        f->points[i].parameters = (struct words){(const char **)threads, 1};
        f->points[i].values = (struct words){(const char **)(i ? four : one), 1};
    }
    f->samples[1].points = f->points;
    f->samples[1].point_count = 2;
    for (int i = 0; i < 3; i++)
        f->list[i] = &f->samples[i];
    f->chapters[0].name = "one";
    f->chapters[1].name = "part/two";
    for (int i = 0; i < 2; i++)
        f->chapter_list[i] = &f->chapters[i];
    f->course = (struct course){.root = f->root,
                                .chapters = f->chapter_list,
                                .chapter_count = 2,
                                .samples = f->list,
                                .sample_count = 3};
}

static void tear_down(struct fixture *f)
{
    struct err err;
    CHECK(file_remove_tree(f->root, &err));
    arena_release(&f->arena);
}

static void put_file(struct fixture *f, const char *name, struct str text)
{
    struct err err = {0};
    const char *path = path_join(&f->arena, f->root, name);
    CHECK(file_make_dirs(path_dir(&f->arena, path), &err));
    if (!CHECK(file_write(path, text, &err)))
        printf("#   %s\n", err.message);
}

/* --- what is frozen --- */

static const char *const gcc[] = {"gcc", "-o", "a b"};
#define COMMAND                                                                                    \
    {                                                                                              \
        (const char **)gcc, 3                                                                      \
    }
static const struct compile_result compile = {
    .command = COMMAND, .diagnostics = STR("warning\n"), .wall_s = 0.07, .measured_at = "2026-01"};
static struct chunk chunk = {1, 6};
static const struct run_result run = {.command = COMMAND,
                                      .end = END_SIGNALED,
                                      .code = 11,
                                      .out = STR("hello\n"),
                                      .err = STR(""),
                                      .chunks = &chunk,
                                      .chunk_count = 1,
                                      .measured_at = "2026-03",
                                      .machine_id = "m"};
static struct outcome outcome = {STR("998\n"), STR(""), END_EXITED, 0, 30};
static const struct trials_result trials = {&outcome, 1, 30, TRIALS_TIME, "2026-02", "m"};
static double seconds[] = {0.1 + 0.2};
static const struct time_result times = {TIME_OK, 1, 1, seconds, seconds, 0, NULL, NULL, "", "m"};
static const struct trace_result trace = {.end = END_TIMED_OUT,
                                          .code = 9,
                                          .model = STR("{\"lanes\":[\n]}"),
                                          .lanes = 2,
                                          .deadlock = "T1 waits",
                                          .measured_at = "2026-02",
                                          .machine_id = "m"};
static const struct str program = STR("main:\n\tret\n\t.section\t.debug_info\nmore\n");
static const struct tool gcc_tool = {"gcc --version", "gcc 12.2"};

static struct hash hash_of_text(const char *text)
{
    return hash_of(text, strlen(text));
}

static struct frozen_head head(void)
{
    return (struct frozen_head){
        .version = "1",
        .sandbox = "full",
        .made_at = "2026-03",
        .machine = {"m", "CPU \xff", "x86_64", "Linux", "Debian", 4, 2, (uint64_t)1 << 40},
        .tools = (struct tool *)&gcc_tool,
        .tool_count = 1};
}

enum { ENTRIES = 9 };

static void list_entries(struct fixture *f, const char *depends, struct frozen_entry entries[])
{
    const struct sample *lost = &f->samples[0];
    const struct frozen_entry all[ENTRIES] = {
        {lost, "", FROZEN_COMPILE, hash_of_text("c"), depends, &compile},
        {lost, "", FROZEN_RUN, hash_of_text("r"), NULL, &run},
        {lost, "", FROZEN_TRIALS, hash_of_text("t"), NULL, &trials},
        {lost, "", FROZEN_TIME, hash_of_text("r"), NULL, &times},
        {lost, "tsan", FROZEN_RUN, hash_of_text("r2"), NULL, &run},
        {lost, "asm", FROZEN_PROGRAM, hash_of_text("a"), NULL, &program},
        {&f->points[0], "", FROZEN_COMPILE, hash_of_text("c"), depends, &compile},
        {&f->points[1], "", FROZEN_COMPILE, hash_of_text("c"), depends, &compile},
        {&f->points[1], "", FROZEN_TRACE, hash_of_text("v"), NULL, &trace},
    };
    memcpy(entries, all, sizeof all);
}

static struct str text_of(struct fixture *f, const struct frozen_head *of, const char *depends)
{
    struct frozen_entry entries[ENTRIES];
    struct buf text = BUF_INIT;
    list_entries(f, depends, entries);
    frozen_write(of, entries, ENTRIES, &text);
    struct str copy = arena_str(&f->arena, buf_view(&text));
    buf_release(&text);
    return copy;
}

static struct frozen *read_all(struct fixture *f)
{
    struct frozen *frozen = NULL;
    struct err err = {0};
    f->problems = (struct problems){0};
    if (!CHECK(frozen_read(f->root, &f->course, &f->arena, &f->problems, &frozen, &err)))
        printf("#   %s\n", err.message);
    return frozen;
}

static bool has_run(struct fixture *f, const struct frozen *frozen)
{
    struct run_result got;
    return frozen_get_run(frozen, "r", &f->arena, &got);
}

/* --- tests --- */

static void results_are_found_by_their_text(void)
{
    struct fixture f;
    struct compile_result c;
    struct run_result r;
    struct trials_result t;
    struct time_result time;
    struct trace_result recorded;
    struct str assembly;
    struct frozen_head h = head();
    set_up(&f);
    struct arena *a = &f.arena;
    put_file(&f, "content/frozen/one.txt", text_of(&f, &h, NULL));
    struct frozen *frozen = read_all(&f);
    CHECK(!f.problems.first);
    CHECK(frozen_get_compile(frozen, "c", a, &c) && str_equal(c.diagnostics, compile.diagnostics));
    CHECK(c.wall_s == compile.wall_s && c.command.count == 3);
    CHECK(frozen_get_run(frozen, "r", a, &r) && r.code == 11 && str_is(r.out, "hello\n"));
    CHECK(frozen_get_trials(frozen, "t", a, &t) && t.runs == 30 && t.stop == TRIALS_TIME);
    CHECK(frozen_get_time(frozen, "r", a, &time) && time.wall_s[0] == 0.1 + 0.2);
    CHECK(frozen_get_program(frozen, "a", a, &assembly) && str_is(assembly, "main:\n\tret\n"));
    CHECK(!frozen_get_compile(frozen, "r", a, &c) && !frozen_get_run(frozen, "c", a, &r));
    CHECK(!frozen_get_trials(frozen, "r", a, &t) && !frozen_get_time(frozen, "t", a, &time));
    CHECK(frozen_get_trace(frozen, "v", a, &recorded) && recorded.end == END_TIMED_OUT);
    CHECK(str_equal(recorded.model, trace.model) && recorded.lanes == 2 && !recorded.why);
    CHECK_STR(recorded.deadlock, "T1 waits");
    CHECK(!frozen_get_program(frozen, "c", a, &assembly));
    CHECK(!frozen_get_trace(frozen, "r", a, &recorded) && !frozen_get_run(frozen, "v", a, &r));
    tear_down(&f);
}

static void head_says_where_they_come_from(void)
{
    struct fixture f;
    struct frozen_head one_head = head(), two_head = head();
    set_up(&f);
    two_head.made_at = "2026-07";
    put_file(&f, "content/frozen/one.txt", text_of(&f, &one_head, NULL));
    put_file(&f, "content/frozen/part/two.txt", text_of(&f, &two_head, NULL));
    struct frozen *frozen = read_all(&f);
    const struct frozen_head *h = frozen_head(frozen);
    CHECK(!f.problems.first);
    CHECK_STR(h->made_at, "2026-07");
    CHECK_STR(h->sandbox, "full");
    CHECK_STR(h->machine.cpu, "CPU \xff");
    CHECK(h->machine.cores == 4 && h->machine.usable_cores == 2);
    CHECK(h->machine.memory_bytes == (uint64_t)1 << 40);
    CHECK_STR(frozen_tool(frozen, "gcc --version"), "gcc 12.2");
    CHECK_STR(frozen_tool(frozen, "clang --version"), NULL);
    CHECK_INT(h->tool_count, 1);
    CHECK(strstr(frozen_why_missing(frozen, "lost"), "has changed"));
    CHECK(strstr(frozen_why_missing(frozen, "new"), "no usable frozen result"));
    tear_down(&f);
}

static void results_are_found_by_their_place(void)
{
    struct fixture f;
    struct frozen_head h = head();
    struct frozen_entry entries[ENTRIES];
    bool equal;
    set_up(&f);
    put_file(&f, "content/frozen/one.txt", text_of(&f, &h, NULL));
    struct frozen *frozen = read_all(&f);
    list_entries(&f, NULL, entries);
    for (size_t i = 0; i < ENTRIES; i++)
        CHECK(frozen_find(frozen, &entries[i], &equal) && equal);
    entries[0].equal.lo ^= 1;
    CHECK(frozen_find(frozen, &entries[0], &equal) && !equal);
    entries[1].part = "asan";
    CHECK(!frozen_find(frozen, &entries[1], &equal) && !equal);
    entries[6].kind = FROZEN_RUN;
    CHECK(!frozen_find(frozen, &entries[6], &equal));
    tear_down(&f);
}

/* A result stands in a file once. */
static void equal_jobs_have_one_result(void)
{
    struct fixture f;
    struct frozen_head h = head();
    set_up(&f);
    const char *text = text_of(&f, &h, NULL).data, *first = strstr(text, "\ncompile\n");
    CHECK(first && !strstr(first + 1, "\ncompile\n"));
    CHECK(strstr(text, "\npoint threads=4\nof compile "));
    CHECK(strstr(text, "\nsame\n"));
    tear_down(&f);
}

static const char *depends_on(struct fixture *f, const char *name, const char *text)
{
    char hex[HASH_HEX_LEN + 1];
    hash_hex(hash_of_text(text), hex);
    return arena_printf(&f->arena, "depends /usr/include/stdio.h %s\ndepends %s %s\n", hex, name,
                        hex);
}

static void changed_header_makes_them_stale(void)
{
    struct fixture f;
    struct frozen_head h = head();
    struct compile_result c;
    set_up(&f);
    const char *depends = depends_on(&f, "samples/include/a b.h", "#define N 1\n");
    put_file(&f, "samples/include/a b.h", STR("#define N 1\n"));
    put_file(&f, "content/frozen/one.txt", text_of(&f, &h, depends));
    struct frozen *frozen = read_all(&f);
    CHECK(has_run(&f, frozen) && frozen_get_compile(frozen, "c", &f.arena, &c));
    put_file(&f, "samples/include/a b.h", STR("#define N 2\n"));
    frozen = read_all(&f);
    CHECK(!has_run(&f, frozen) && !frozen_get_compile(frozen, "c", &f.arena, &c));
    CHECK(!f.problems.first);
    CHECK(strstr(frozen_why_missing(frozen, "lost"), "has changed"));
    tear_down(&f);
}

/* It would have been read instead of another. */
static void new_header_makes_them_stale(void)
{
    struct fixture f;
    struct frozen_head h = head();
    set_up(&f);
    put_file(&f, "content/frozen/one.txt", text_of(&f, &h, "depends samples/a/n.h missing\n"));
    CHECK(has_run(&f, read_all(&f)));
    put_file(&f, "samples/a/n.h", STR(""));
    CHECK(!has_run(&f, read_all(&f)));
    tear_down(&f);
}

/* A name that leads out of the course is nobody's header. */
static void nothing_outside_is_read(void)
{
    struct fixture f;
    struct frozen_head h = head();
    set_up(&f);
    const char *depends = depends_on(&f, "../outside.h", "");
    put_file(&f, "content/frozen/one.txt", text_of(&f, &h, depends));
    CHECK(!has_run(&f, read_all(&f)));
    tear_down(&f);
}

/* git may write lines in the way of Windows. */
static void carriage_returns_do_no_harm(void)
{
    struct fixture f;
    struct frozen_head h = head();
    struct buf text = BUF_INIT;
    set_up(&f);
    struct str rest = text_of(&f, &h, NULL), line;
    while (str_line(&rest, &line))
        buf_printf(&text, "%.*s\r\n", STR_FMT(line));
    put_file(&f, "content/frozen/one.txt", buf_view(&text));
    CHECK(has_run(&f, read_all(&f)));
    CHECK(!f.problems.first);
    buf_release(&text);
    tear_down(&f);
}

/* Every byte counts: a number that somebody typed must not stand on a page. */
static void what_was_changed_is_not_used(void)
{
    struct fixture f;
    struct frozen_head h = head();
    set_up(&f);
    struct str text = text_of(&f, &h, NULL);
    char *bytes = arena_strndup(&f.arena, text.data, text.len);
    for (size_t i = 0; i < text.len; i += i < 40 || i + 80 > text.len ? 1 : 7) {
        bytes[i] ^= 4;
        put_file(&f, "content/frozen/one.txt", (struct str){bytes, text.len});
        if (!CHECK(!has_run(&f, read_all(&f))) || !CHECK(f.problems.first))
            printf("#   byte %zu\n", i);
        bytes[i] ^= 4;
    }
    for (size_t len = 0; len < text.len; len += 11) {
        put_file(&f, "content/frozen/one.txt", (struct str){bytes, len});
        CHECK(!has_run(&f, read_all(&f)));
        CHECK(f.problems.first && strcmp(f.problems.first->file, "content/frozen/one.txt") == 0);
    }
    tear_down(&f);
}

static void problems_say_what_is_wrong(void)
{
    static const struct {
        struct str text;
        int line;
        const char *message;
    } rows[] = {
        {STR(""), 1, "these are no frozen results of drawloom"},
        {STR("# Notes\n"), 1, "these are no frozen results of drawloom"},
        {STR("drawloom frozen 2\n"), 1, "not a format that this drawloom knows"},
        {STR("drawloom frozen 1\nmade x\n"), 3, "where a line \"version\" should be"},
    };
    struct fixture f;
    struct frozen_head h = head();
    set_up(&f);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        put_file(&f, "content/frozen/one.txt", rows[i].text);
        read_all(&f);
        const struct problem *p = f.problems.first;
        if (CHECK(p) && !CHECK(strstr(p->message, rows[i].message) && p->line == rows[i].line))
            printf("#   %d: %s\n", p->line, p->message);
    }
    struct str text = text_of(&f, &h, NULL);
    put_file(&f, "content/frozen/one.txt", text);
    h.machine.id = "other";
    put_file(&f, "content/frozen/part/two.txt", text_of(&f, &h, NULL));
    CHECK(has_run(&f, read_all(&f)));
    CHECK(f.problems.first && strstr(f.problems.first->message, "another machine"));
    tear_down(&f);
}

static void what_cannot_be_read_is_an_error(void)
{
    struct fixture f;
    struct frozen *frozen;
    struct err err = {0};
    set_up(&f);
    CHECK(!frozen_exists(f.root));
    CHECK(!frozen_read(f.root, &f.course, &f.arena, &f.problems, &frozen, &err));
    CHECK(strstr(err.message, "drawloom freeze"));
    for (int i = 0; i < 3; i++)
        f.samples[i].depth = SAMPLE_SHOWN;
    frozen = read_all(&f); /* nothing is needed */
    CHECK_STR(frozen_head(frozen)->sandbox, "");
    put_file(&f, "content/frozen/one.txt/in-the-way", STR(""));
    CHECK(frozen_exists(f.root));
    CHECK(!frozen_read(f.root, &f.course, &f.arena, &f.problems, &frozen, &err));
    CHECK(strstr(err.message, "one.txt"));
    tear_down(&f);
}

int main(void)
{
    RUN(results_are_found_by_their_text);
    RUN(head_says_where_they_come_from);
    RUN(results_are_found_by_their_place);
    RUN(equal_jobs_have_one_result);
    RUN(changed_header_makes_them_stale);
    RUN(new_header_makes_them_stale);
    RUN(nothing_outside_is_read);
    RUN(carriage_returns_do_no_harm);
    RUN(what_was_changed_is_not_used);
    RUN(problems_say_what_is_wrong);
    RUN(what_cannot_be_read_is_an_error);
    return test_summary();
}
