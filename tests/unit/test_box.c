/* What a run in a box is, at the levels "full" and "off", and of traced runs also at "reduced". */
#include "run/box.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/clock.h"
#include "base/pool.h"
#include "run/trace_format.h"
#include "sandbox_fixture.h"

static const char *const fixed_env[] = {"PATH=/usr/bin:/bin", "LC_ALL=C", NULL};
static struct sandbox_fixture fixture;

/* A shell script with generous limits; rows change what they are about. */
static struct launch_spec script(const char *const argv[4])
{
    return (struct launch_spec){.exec = "sh",
                                .argv = argv,
                                .env = fixed_env,
                                .timeout_ms = 60000,
                                .file_bytes = 64 << 20,
                                .inodes = 1000,
                                .max_output = 1 << 20};
}
#define SCRIPT(text) script((const char *const[]){"sh", "-c", text, NULL})

static struct box *open_box_in(const char *dir)
{
    struct box *box = NULL;
    struct err err = {0};
    if (!CHECK(box_open(&fixture.sandbox, SANDBOX_RUN, dir, &box, &err)))
        printf("#   %s\n", err.message);
    return box;
}

static struct box *open_box(void)
{
    return open_box_in(fixture.dir);
}

static struct launch_result run_in(struct box *box, const struct launch_spec *spec)
{
    struct launch_result result;
    struct err err = {0};
    if (!CHECK(box_run(box, spec, &result, &err)))
        printf("#   %s\n", err.message);
    return result;
}

static struct launch_result run(const struct launch_spec *spec)
{
    struct box *box = open_box();
    struct launch_result result = run_in(box, spec);
    box_close(box);
    return result;
}

static void programs_end_as_they_do(void)
{
    static const struct {
        const char *text;
        enum launch_end end;
        int code;
        const char *out, *err;
    } rows[] = {
        {"true", LAUNCH_EXITED, 0, "", ""},
        {"exit 3", LAUNCH_EXITED, 3, "", ""},
        {"exit 139", LAUNCH_EXITED, 139, "", ""},
        {"kill -SEGV $$", LAUNCH_SIGNALED, SIGSEGV, "", ""},
        {"kill -KILL 0", LAUNCH_SIGNALED, SIGKILL, "", ""},
        {"echo out; echo err >&2", LAUNCH_EXITED, 0, "out\n", "err\n"},
        {"exec >&- 2>&-; exit 4", LAUNCH_EXITED, 4, "", ""},
        {"cat; echo end", LAUNCH_EXITED, 0, "end\n", ""},
        {"pwd", LAUNCH_EXITED, 0, "/box\n", ""},
        /* 3 is ls reading the folder */
        {"exec ls /proc/self/fd", LAUNCH_EXITED, 0, "0\n1\n2\n3\n", ""},
        {"set -- $(cat /proc/$$/stat); test $5 = $$ && test $6 = $$", LAUNCH_EXITED, 0, "", ""},
        {"test -t 0 || test -t 1 || test -t 2", LAUNCH_EXITED, 1, "", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct launch_spec spec = SCRIPT(rows[i].text);
        struct launch_result r = run(&spec);
        CHECK_INT(r.end, rows[i].end);
        CHECK_INT(r.code, rows[i].code);
        CHECK_STR(r.out.data, rows[i].out);
        CHECK_STR(r.err.data, rows[i].err);
        CHECK(!r.truncated);
        launch_result_release(&r);
    }
}

static void name_and_environment_are_what_was_given(void)
{
    struct launch_spec spec = SCRIPT("");
    spec.exec = "env";
    spec.argv = (const char *const[]){"env", NULL};
    struct launch_result r = run(&spec);
    CHECK_STR(r.out.data, "PATH=/usr/bin:/bin\nLC_ALL=C\n");
    launch_result_release(&r);

    spec.exec = "/bin/sh";
    spec.argv = (const char *const[]){"another name", "-c",
                                      "echo \"$0\"; tr '\\0' '\\n' </proc/$$/cmdline", NULL};
    r = run(&spec);
    CHECK(strncmp(r.out.data, "another name\nanother name\n-c\n", 29) == 0);
    launch_result_release(&r);
}

static void stdin_is_the_text(void)
{
    static const char text[] = "one\0two\n";
    struct launch_spec spec = SCRIPT("cat; cat");
    spec.has_stdin = true;
    spec.stdin_text = (struct str){text, sizeof text - 1};
    struct launch_result r = run(&spec);
    CHECK(r.out.len == sizeof text - 1 && memcmp(r.out.data, text, r.out.len) == 0);
    launch_result_release(&r);
}

static void signals_are_as_in_a_new_login(void)
{
    sigset_t blocked, before;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    sigprocmask(SIG_BLOCK, &blocked, &before);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGCHLD, SIG_DFL);
    struct launch_spec spec = SCRIPT("kill -PIPE $$");
    struct launch_result r = run(&spec);
    CHECK_INT(r.code, SIGPIPE);
    launch_result_release(&r);
    spec = SCRIPT("kill -TERM $$");
    r = run(&spec);
    CHECK_INT(r.code, SIGTERM);
    launch_result_release(&r);
    signal(SIGPIPE, SIG_DFL);
    sigprocmask(SIG_SETMASK, &before, NULL);
}

static void time_limit_ends_what_resists(void)
{
    static const char *const rows[] = {
        "sleep 60",
        "while :; do :; done",
        "trap '' TERM INT HUP QUIT; while :; do :; done",
        "kill -STOP $$",
        "exec >&- 2>&-; sleep 60",
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct launch_spec spec = SCRIPT(rows[i]);
        spec.timeout_ms = 60;
        struct launch_result r = run(&spec);
        CHECK_INT(r.end, LAUNCH_TIME_LIMIT);
        CHECK(r.wall_s >= 0.06 && r.wall_s < 30);
        launch_result_release(&r);
    }
}

/* How many processes have the word as an argument. */
static int count_processes(const char *word)
{
    int count = 0;
    struct arena a = {0};
    struct file_list list;
    struct err err;
    CHECK(file_list("/proc", &a, &list, &err));
    for (size_t i = 0; i < list.count; i++) {
        char text[512] = "";
        FILE *file = fopen(arena_printf(&a, "/proc/%s/cmdline", list.names[i]), "re");
        size_t len = file ? fread(text, 1, sizeof text, file) : 0;
        count += memmem(text, len, word, strlen(word) + 1) != NULL;
        if (file)
            fclose(file);
    }
    arena_release(&a);
    return count;
}

/* Long sleeps that no other test has. */
static const char *nap(void)
{
    static char text[32];
    if (!text[0])
        snprintf(text, sizeof text, "6000.%d", getpid());
    return text;
}

/* NAP stands for what nap() says. */
static const char *with_nap(struct arena *a, const char *text)
{
    const char *at;
    while ((at = strstr(text, "NAP")))
        text = arena_printf(a, "%.*s%s%s", (int)(at - text), text, nap(), at + 3);
    return text;
}

static void nothing_outlives_a_run(void)
{
    static const struct {
        const char *text;
        enum launch_end end;
    } rows[] = {
        {"sleep NAP & :", LAUNCH_EXITED},
        {"setsid sleep NAP & :", LAUNCH_EXITED},
        {"setsid sleep NAP >/dev/null 2>&1 & :", LAUNCH_EXITED},
        {"setsid sh -c 'trap \"\" TERM HUP; setsid sleep NAP >/dev/null & sleep 0.01'",
         LAUNCH_EXITED},
        {"for i in 1 2 3 4; do setsid sleep NAP & echo $!; done; yes >&2", LAUNCH_OUTPUT_LIMIT},
    };
    struct box *box = open_box();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct launch_spec spec = SCRIPT(with_nap(&a, rows[i].text));
        struct launch_result r = run_in(box, &spec);
        CHECK_INT(r.end, rows[i].end);
        CHECK(r.wall_s < 30);
        CHECK_INT(count_processes(nap()), 0);
        launch_result_release(&r);
        arena_release(&a);
    }
    box_close(box);
}

/* Files, folders without permission, shared memory: each run begins with nothing. */
static void runs_do_not_meet(void)
{
    static const char leave[] =
        "ls -A . $TMPDIR; mkdir -p d/e; echo x >d/e/f; chmod 0 d/e d; echo x >$TMPDIR/t; mkfifo p";
    static const char *const env[] = {"PATH=/usr/bin:/bin", "TMPDIR=/tmp", NULL};
    struct box *box = open_box();
    for (int i = 0; i < 3; i++) {
        struct launch_spec spec = SCRIPT(leave);
        spec.env = env;
        struct launch_result r = run_in(box, &spec);
        CHECK_INT(r.code, 0);
        CHECK_STR(r.err.data, "");
        CHECK_STR(r.out.data, ".:\n\n/tmp:\n");
        launch_result_release(&r);
    }
    box_close(box);
}

static struct buf contents(int fd)
{
    struct buf text = BUF_INIT;
    char bytes[256];
    ssize_t n = fd >= 0 ? pread(fd, bytes, sizeof bytes, 0) : 0;
    buf_add(&text, bytes, n > 0 ? (size_t)n : 0);
    return text;
}

static void files_go_in_and_come_out(void)
{
    static const struct launch_file files[] = {
        {"in.txt", {"one\0two", 7}, 0444},
        {"a/b/run", {"#!/bin/sh\ncat in.txt >out.bin\n", 31}, 0755}};
    static const char *const wanted[] = {"out.bin", "missing", "link", "fifo",
                                         "a/b/run", "twice",   NULL};
    struct launch_spec spec =
        SCRIPT("a/b/run; ln -s out.bin link; mkfifo fifo; echo x >twice; ln twice other");
    spec.files = files;
    spec.file_count = 2;
    spec.wanted = wanted;
    struct launch_result r = run(&spec);
    CHECK_STR(r.err.data, "");
    CHECK(r.found[0] >= 0 && r.found[4] >= 0);
    CHECK(r.found[1] < 0 && r.found[2] < 0 && r.found[3] < 0 && r.found[5] < 0);
    struct buf text = contents(r.found[0]);
    CHECK(text.len == 7 && memcmp(text.data, "one\0two", 7) == 0);
    buf_release(&text);
    launch_result_release(&r);
}

static void output_is_kept_up_to_the_limit(void)
{
    static const struct {
        const char *text;
        size_t out, err;
        bool truncated;
    } rows[] = {
        {"head -c 1000 /dev/zero", 1000, 0, false},
        {"head -c 1001 /dev/zero", 1000, 0, true},
        {"head -c 1000 /dev/zero; head -c 1000 /dev/zero >&2", 1000, 1000, false},
        {"head -c 300000 /dev/zero", 1000, 0, true},
        {"yes", 1000, 0, true},
        {"yes >&2", 0, 1000, true},
        {"trap '' PIPE TERM; while :; do echo line; done", 1000, 0, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct launch_spec spec = SCRIPT(rows[i].text);
        spec.max_output = 1000;
        struct launch_result r = run(&spec);
        CHECK_INT(r.end, rows[i].truncated ? LAUNCH_OUTPUT_LIMIT : LAUNCH_EXITED);
        CHECK_INT(r.truncated, rows[i].truncated);
        CHECK_INT(r.out.len, rows[i].out);
        CHECK_INT(r.err.len, rows[i].err);
        launch_result_release(&r);
    }
}

static void flood_on_both_streams_ends(void)
{
    struct launch_spec spec = SCRIPT("yes & yes >&2");
    struct launch_result r = run(&spec);
    CHECK_INT(r.end, LAUNCH_OUTPUT_LIMIT);
    CHECK(r.out.len == spec.max_output || r.err.len == spec.max_output);
    launch_result_release(&r);
}

static void all_of_a_long_output_arrives(void)
{
    struct launch_spec spec = SCRIPT("seq 200000");
    spec.max_output = 8 << 20;
    for (int tty = 0; tty < 2; tty++) {
        spec.tty = tty;
        struct launch_result r = run(&spec);
        CHECK_INT(r.out.len, 1288895);
        CHECK(r.out.len > 7 && memcmp(r.out.data + r.out.len - 8, "\n200000\n", 8) == 0);
        launch_result_release(&r);
    }
}

static void chunks_add_up(void)
{
    struct launch_spec spec =
        SCRIPT("for i in 1 2 3 4 5 6 7 8 9; do echo $i; echo $i >&2; sleep 0.002; done");
    struct launch_result r = run(&spec);
    size_t sum[3] = {0};
    for (size_t i = 0; i < r.chunk_count; i++) {
        sum[r.chunks[i].fd] += r.chunks[i].len;
        CHECK(i == 0 || r.chunks[i].fd != r.chunks[i - 1].fd);
    }
    CHECK_INT(sum[1], 18);
    CHECK_INT(sum[2], 18);
    CHECK(r.chunk_count >= 2);
    launch_result_release(&r);
}

/* Each byte is read before the next is written: the order of so many pieces is not kept to the end. */
static void chunks_are_not_too_many(void)
{
    struct launch_spec spec =
        SCRIPT("perl -e 'for (1..2000) { syswrite $_ % 2 ? STDOUT : STDERR, \"x\";"
               " select undef, undef, undef, 0.0002 }'");
    struct launch_result r = run(&spec);
    size_t sum[3] = {0};
    for (size_t i = 0; i < r.chunk_count; i++)
        sum[r.chunks[i].fd] += r.chunks[i].len;
    CHECK_INT(r.chunk_count, 1000);
    CHECK(sum[1] == 1000 && sum[2] == 1000);
    launch_result_release(&r);
}

static void terminals_change_no_byte(void)
{
    struct launch_spec spec = SCRIPT("test -t 1 && test -t 2 && ! test -t 0 && printf "
                                     "'a\\nb\\r\\n\\t\\004\\003c' && echo e >&2");
    spec.tty = true;
    struct launch_result r = run(&spec);
    CHECK_INT(r.end, LAUNCH_EXITED);
    CHECK_INT(r.code, 0);
    CHECK_STR(r.out.data, "a\nb\r\n\t\004\003c");
    CHECK_STR(r.err.data, "e\n");
    launch_result_release(&r);
}

/* tail keeps the last line, here all of it, in memory. */
static void memory_of_all_processes_is_limited(void)
{
    static const struct {
        const char *text;
        enum launch_end end;
    } rows[] = {
        {"head -c 300000000 /dev/zero | tail -n 1 >/dev/null", LAUNCH_MEMORY_LIMIT},
        {"for i in 1 2 3 4; do { head -c 60000000 /dev/zero; sleep 60; } | tail -n 1 & done; wait",
         LAUNCH_MEMORY_LIMIT},
        {"head -c 3000000 /dev/zero | tail -n 1 >/dev/null; sleep 0.05", LAUNCH_EXITED},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct launch_spec spec = SCRIPT(rows[i].text);
        spec.memory_bytes = 100 << 20;
        struct launch_result r = run(&spec);
        CHECK_INT(r.end, rows[i].end);
        launch_result_release(&r);
    }
}

static void timed_runs_are_limited_too(void)
{
    struct launch_spec spec = SCRIPT("head -c 300000000 /dev/zero | tail -n 1 >/dev/null");
    spec.is_timed = true;
    spec.memory_bytes = 100 << 20;
    struct launch_result r = run(&spec);
    CHECK_INT(r.end, LAUNCH_MEMORY_LIMIT);
    launch_result_release(&r);
}

static void usage_is_the_programs(void)
{
    struct launch_spec spec = SCRIPT("i=0; while [ $i -lt 100000 ]; do i=$((i + 1)); done");
    struct launch_result r = run(&spec);
    CHECK(r.user_s > 0.001 && r.user_s <= r.wall_s + 0.02);
    CHECK(r.max_rss_kib > 100);
    launch_result_release(&r);
    spec = SCRIPT("head -c 50000000 /dev/zero | tail -n 1 >/dev/null");
    r = run(&spec);
    CHECK(r.max_rss_kib > 48000 && r.max_rss_kib < 200000);
    launch_result_release(&r);
}

/* Keeps the one CPU busy that it shares with what is run meanwhile. */
static pid_t begin_rival(void)
{
    pid_t rival = fork();
    if (rival == 0)
        for (;;)
            ;
    return rival;
}

static void waiting_for_a_cpu_is_told(void)
{
    cpu_set_t all, one;
    int first = 0;
    CHECK(sched_getaffinity(0, sizeof all, &all) == 0);
    while (!CPU_ISSET(first, &all))
        first++;
    CPU_ZERO(&one);
    CPU_SET(first, &one);
    CHECK(sched_setaffinity(0, sizeof one, &one) == 0); /* what we start inherits it */
    pid_t rival = begin_rival();
    struct launch_spec spec = SCRIPT("i=0; while [ $i -lt 100000 ]; do i=$((i + 1)); done");
    struct launch_result r = run(&spec);
    CHECK(r.delay_s > 0 && r.delay_s <= r.wall_s);
    CHECK(r.involuntary_switches > 0);
    launch_result_release(&r);
    kill(rival, SIGKILL);
    waitpid(rival, NULL, 0);
    CHECK(sched_setaffinity(0, sizeof all, &all) == 0);
}

static void check_fails(struct box *box, const struct launch_spec *spec, const char *message)
{
    struct launch_result r;
    struct err err = {0};
    CHECK(!box_run(box, spec, &r, &err));
    CHECK_STR(err.message, message);
    CHECK(r.out.len == 0 && r.chunk_count == 0);
    launch_result_release(&r);
}

static void what_cannot_start_is_an_error(void)
{
    struct box *box = open_box();
    struct launch_spec spec = SCRIPT("true");
    spec.exec = "no-such-program";
    check_fails(box, &spec, "no-such-program: cannot be started: No such file or directory");
    spec.exec = "/etc";
    check_fails(box, &spec, "/etc: cannot be started: Permission denied");
    spec.exec = "sh";
    struct launch_result r = run_in(box, &spec); /* the box is as good as before */
    CHECK_INT(r.end, LAUNCH_EXITED);
    launch_result_release(&r);
    box_close(box);
}

/* What keep would run is replaced. */
static void broken_sandbox_is_an_error(void)
{
    static const struct {
        const char *const argv[4];
        const char *message;
    } rows[] = {
        {{"/bin/sh", "-c", "echo bwrap: no luck >&2; exit 1", NULL}, "bwrap: no luck"},
        {{"/no/such/bwrap", NULL}, NULL},
    };
    const char *const *argv = fixture.sandbox.argv;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fixture.sandbox.argv = rows[i].argv;
        struct box *box = open_box();
        struct launch_spec spec = SCRIPT("true");
        struct launch_result r;
        struct err err = {0};
        CHECK(!box_run(box, &spec, &r, &err));
        if (rows[i].message)
            CHECK_STR(err.message, rows[i].message);
        CHECK(err.message[0] != '\0');
        launch_result_release(&r);
        box_close(box);
    }
    fixture.sandbox.argv = argv;
}

static void missing_launcher_is_an_error(void)
{
    struct launcher none = fixture.launcher;
    struct sandbox sandbox = fixture.sandbox;
    struct box *box = NULL;
    struct err err = {0};
    none.path = "/no/launcher";
    sandbox.launcher = &none;
    CHECK(!box_open(&sandbox, SANDBOX_RUN, fixture.dir, &box, &err));
    CHECK_STR(err.message, "/no/launcher: cannot be started: No such file or directory");
    CHECK(!box);
}

static void interrupted_run_is_an_error(void)
{
    int stop = eventfd(1, EFD_CLOEXEC);
    struct arena a = {0};
    fixture.launcher.stop_fd = stop;
    struct box *box = open_box();
    struct launch_spec spec = SCRIPT(with_nap(&a, "setsid sleep NAP & while :; do echo; done"));
    check_fails(box, &spec, "interrupted");
    check_fails(box, &spec, "sh: its sandbox is gone");
    box_close(box);
    CHECK_INT(count_processes(nap()), 0);
    fixture.launcher.stop_fd = -1;
    close(stop);
    arena_release(&a);
}

static bool wait_for_processes(int count)
{
    for (int i = 0; i < 2500; i++, usleep(4000))
        if (count_processes(nap()) == count)
            return true;
    return false;
}

/* In a child, so that it can be killed: keep a run going. */
static pid_t start_nap(void)
{
    CHECK_INT(count_processes(nap()), 0);
    pid_t drawloom = fork();
    if (drawloom == 0) {
        struct arena a = {0};
        struct launch_spec spec = SCRIPT(with_nap(&a, "trap '' TERM HUP; sleep NAP; :"));
        struct launch_result r = run(&spec);
        launch_result_release(&r);
        arena_release(&a);
        _exit(0);
    }
    CHECK(wait_for_processes(1));
    return drawloom;
}

static void program_dies_with_drawloom(void)
{
    pid_t drawloom = start_nap();
    kill(drawloom, SIGKILL);
    waitpid(drawloom, NULL, 0);
    CHECK(wait_for_processes(0));
}

/* The lowest numbers are the ones that the launcher's descriptors get. */
static void low_descriptors_may_be_closed(void)
{
    int saved = fcntl(0, F_DUPFD_CLOEXEC, 10);
    close(0);
    struct launch_spec spec = SCRIPT("cat; echo out; echo err >&2");
    spec.has_stdin = true;
    spec.stdin_text = STR("in\n");
    struct launch_result r = run(&spec);
    CHECK_STR(r.out.data, "in\nout\n");
    CHECK_STR(r.err.data, "err\n");
    launch_result_release(&r);
    if (saved >= 0) {
        dup2(saved, 0);
        close(saved);
    }
}

enum { AT_ONCE = 60 };

struct many {
    char got[AT_ONCE][32];
};

static void launch_one(void *ctx, size_t i)
{
    struct many *many = ctx;
    char text[64];
    snprintf(text, sizeof text, "echo %zu; ls /proc/self/fd >&2; cat", i);
    struct launch_spec spec = SCRIPT(text);
    spec.has_stdin = true;
    spec.stdin_text = STR("in");
    struct arena a = {0};
    const char *dir = arena_printf(&a, "%s/%zu", fixture.dir, i);
    CHECK(mkdir(dir, 0777) == 0);
    struct box *box = open_box_in(dir);
    struct launch_result r = run_in(box, &spec);
    box_close(box);
    snprintf(many->got[i], sizeof many->got[i], "%s %s", r.out.data, r.err.data);
    launch_result_release(&r);
    arena_release(&a);
}

/* No launch inherits another's descriptors. */
static void threads_launch_at_once(void)
{
    struct many many = {0};
    pool_each(AT_ONCE, 8, launch_one, &many);
    for (int i = 0; i < AT_ONCE; i++) {
        char want[32];
        snprintf(want, sizeof want, "%d\nin 0\n1\n2\n3\n", i);
        CHECK_STR(many.got[i], want);
    }
}

static void long_arguments_arrive(void)
{
    struct arena a = {0};
    size_t len = 100000;
    char *word = arena_alloc(&a, len + 1, 1);
    memset(word, 'x', len);
    struct launch_spec spec = SCRIPT("");
    spec.argv = (const char *const[]){"sh", "-c", "echo ${#1} ${#2}", "sh", word, word, NULL};
    struct launch_result r = run(&spec);
    CHECK_STR(r.out.data, "100000 100000\n");
    launch_result_release(&r);
    arena_release(&a);
}

static void big_input_arrives(void)
{
    size_t len = 8 << 20;
    char *text = calloc(1, len);
    struct launch_spec spec = SCRIPT("wc -c; cksum </dev/null");
    spec.has_stdin = true;
    spec.stdin_text = (struct str){text, len};
    struct launch_result r = run(&spec);
    CHECK_STR(r.out.data, "8388608\n4294967295 0\n");
    launch_result_release(&r);
    free(text);
}

/* The shell is one of them. */
static void processes_are_limited(void)
{
    struct launch_spec spec =
        SCRIPT("i=0; while [ $i -lt 10 ]; do sleep 5 & i=$((i + 1)); done; wait");
    spec.processes = 10;
    struct launch_result r = run(&spec);
    CHECK_INT(r.end, LAUNCH_PROCESS_LIMIT);
    launch_result_release(&r);
    spec = SCRIPT("sleep 0.01 & sleep 0.01 & wait");
    spec.processes = 10;
    r = run(&spec);
    CHECK_INT(r.end, LAUNCH_EXITED);
    launch_result_release(&r);
}

static void files_are_limited(void)
{
    struct launch_spec spec = SCRIPT("exec head -c 4000000 /dev/zero >big");
    spec.file_bytes = 1 << 20;
    struct launch_result r = run(&spec);
    CHECK_INT(r.end, LAUNCH_FILE_LIMIT);
    launch_result_release(&r);
    if (fixture.sandbox.level != SANDBOX_FULL)
        return;
    spec = SCRIPT("i=0; while [ $i -lt 3000 ]; do : >f$i; i=$((i + 1)); done; sleep 5");
    spec.inodes = 300;
    r = run(&spec);
    CHECK_INT(r.end, LAUNCH_FILE_LIMIT);
    launch_result_release(&r);
}

static void descriptors_are_limited(void)
{
    struct launch_spec spec = SCRIPT("ulimit -n");
    spec.nofile = 33;
    struct launch_result r = run(&spec);
    CHECK_STR(r.out.data, "33\n");
    launch_result_release(&r);
}

static void folders_are_called_box_and_tmp(void)
{
    static const char *const env[] = {"PATH=/usr/bin:/bin", "HOME=/box", "TMPDIR=/tmp", NULL};
    struct launch_spec spec = SCRIPT("pwd; cd; pwd; cd $TMPDIR; pwd; echo x >$TMPDIR/y; ls");
    spec.env = env;
    struct launch_result r = run(&spec);
    CHECK_STR(r.out.data, "/box\n/box\n/tmp\ny\n");
    launch_result_release(&r);
}

/* --- traced --- */

static int make_arena(void)
{
    int fd = memfd_create("arena", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    CHECK(fd >= 0 && ftruncate(fd, TRACE_BYTES) == 0);
    CHECK(fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0);
    return fd;
}

struct traced {
    struct launch_result result;
    struct switches switches;
};

static struct traced run_traced(struct box *box, struct launch_spec *spec, int arena)
{
    struct traced run;
    struct launch_trace trace = {arena, switch_watch_new()};
    spec->trace = &trace;
    run.result = run_in(box, spec);
    spec->trace = NULL;
    switch_watch_end(trace.watch, &run.switches);
    switch_watch_free(trace.watch);
    return run;
}

static void traced_release(struct traced *run)
{
    launch_result_release(&run->result);
    switches_release(&run->switches);
}

/* Where the kernel lets us watch ourselves, it must let us watch a program. */
static const char *why_not_watched(void)
{
    struct switches switches;
    struct switch_watch *watch = switch_watch_new();
    switch_watch_begin(watch, getpid());
    switch_watch_end(watch, &switches);
    switch_watch_free(watch);
    const char *why = switches.why;
    switches_release(&switches);
    return why;
}

/* The run's own time is between two clock readings, and so is what it was seen to do, but for the
 * moment before its execution. */
static void check_times(const struct traced *run, int64_t begin, int64_t end)
{
    const struct launch_result *result = &run->result;
    CHECK(result->begin_ns >= begin);
    CHECK((double)result->begin_ns + result->wall_s * 1e9 <= (double)end);
    for (size_t i = 0; i < run->switches.count; i++)
        CHECK(run->switches.records[i].t_ns >= begin && run->switches.records[i].t_ns <= end);
}

/* Two after each other in one box: each has its own file and is seen by its own watch. */
static void traced_runs_are_watched(void)
{
    static const char text[] = "open F, '>&=255'; sysseek F, 0, 0; syswrite F, 'here';"
                               "select undef, undef, undef, 0.001 for 1..20;";
    static const char *const argv[] = {"perl", "-e", text, NULL};
    struct box *box = open_box();
    for (int i = 0; i < 2; i++) {
        char got[5] = "";
        int arena = make_arena();
        struct launch_spec spec = SCRIPT("");
        spec.exec = "perl";
        spec.argv = argv;
        int64_t begin = clock_ns();
        struct traced run = run_traced(box, &spec, arena);
        check_times(&run, begin, clock_ns());
        CHECK(run.result.end == LAUNCH_EXITED && run.result.code == 0);
        CHECK_STR(run.result.err.data, "");
        CHECK(pread(arena, got, 4, 0) == 4);
        CHECK_STR(got, "here");
        CHECK_STR(run.switches.why, why_not_watched());
        CHECK(run.switches.why || (run.switches.count > 40 && run.switches.lost == 0));
        traced_release(&run);
        close(arena);
    }
    box_close(box);
}

static void only_traced_programs_have_the_memory_file(void)
{
    struct box *box = open_box();
    int arena = make_arena();
    struct launch_spec spec = SCRIPT("exec ls /proc/self/fd");
    for (int i = 0; i < 2; i++) {
        struct traced run = run_traced(box, &spec, arena);
        CHECK_STR(run.result.out.data, "0\n1\n2\n255\n3\n");
        traced_release(&run);
        struct launch_result r = run_in(box, &spec);
        CHECK_STR(r.out.data, "0\n1\n2\n3\n");
        launch_result_release(&r);
    }
    close(arena);
    box_close(box);
}

/* However it ends, the watch and the box are as good as before. */
static void traced_programs_end_as_others_do(void)
{
    static const struct {
        const char *text;
        enum launch_end end;
        int code;
    } rows[] = {
        {"exit 3", LAUNCH_EXITED, 3},
        {"kill -KILL 0", LAUNCH_SIGNALED, SIGKILL},
        {"sleep 60", LAUNCH_TIME_LIMIT, 0},
        {"yes", LAUNCH_OUTPUT_LIMIT, 0},
        {"setsid sleep 60 & :", LAUNCH_EXITED, 0},
    };
    struct box *box = open_box();
    int arena = make_arena();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct launch_spec spec = SCRIPT(rows[i].text);
        spec.timeout_ms = 1000;
        struct traced run = run_traced(box, &spec, arena);
        CHECK_INT(run.result.end, rows[i].end);
        CHECK_INT(run.result.code, rows[i].code);
        CHECK(rows[i].end != LAUNCH_TIME_LIMIT || run.result.wall_s >= 1);
        traced_release(&run);
    }
    close(arena);
    box_close(box);
}

static void what_is_traced_and_cannot_start_is_an_error(void)
{
    struct launch_trace trace = {make_arena(), switch_watch_new()};
    struct switches switches;
    struct launch_spec spec = SCRIPT("true");
    struct box *box = open_box();
    spec.trace = &trace;
    spec.exec = "no-such-program";
    check_fails(box, &spec, "no-such-program: cannot be started: No such file or directory");
    box_close(box);
    switch_watch_end(trace.watch, &switches);
    switch_watch_free(trace.watch);
    switches_release(&switches);

    /* a sandbox in which nobody ever says that he is ready */
    const char *const *argv = fixture.sandbox.argv;
    fixture.sandbox.argv = (const char *const[]){"/bin/sh", "-c", "echo no luck >&2", NULL};
    trace.watch = switch_watch_new();
    spec.exec = "sh";
    box = open_box();
    check_fails(box, &spec, "no luck");
    box_close(box);
    fixture.sandbox.argv = argv;
    switch_watch_end(trace.watch, &switches);
    CHECK_STR(switches.why, "the program was not there to be watched");
    switch_watch_free(trace.watch);
    switches_release(&switches);
    close(trace.arena);
}

static void run_traced_tests(void)
{
    RUN(traced_runs_are_watched);
    RUN(only_traced_programs_have_the_memory_file);
    RUN(what_is_traced_and_cannot_start_is_an_error);
}

static void run_all(void)
{
    RUN(programs_end_as_they_do);
    RUN(name_and_environment_are_what_was_given);
    RUN(folders_are_called_box_and_tmp);
    RUN(stdin_is_the_text);
    RUN(signals_are_as_in_a_new_login);
    RUN(time_limit_ends_what_resists);
    RUN(nothing_outlives_a_run);
    RUN(runs_do_not_meet);
    RUN(files_go_in_and_come_out);
    RUN(output_is_kept_up_to_the_limit);
    RUN(flood_on_both_streams_ends);
    RUN(all_of_a_long_output_arrives);
    RUN(chunks_add_up);
    RUN(chunks_are_not_too_many);
    RUN(terminals_change_no_byte);
    RUN(memory_of_all_processes_is_limited);
    RUN(timed_runs_are_limited_too);
    RUN(usage_is_the_programs);
    RUN(waiting_for_a_cpu_is_told);
    RUN(what_cannot_start_is_an_error);
    RUN(broken_sandbox_is_an_error);
    RUN(missing_launcher_is_an_error);
    RUN(interrupted_run_is_an_error);
    RUN(program_dies_with_drawloom);
    RUN(low_descriptors_may_be_closed);
    RUN(threads_launch_at_once);
    RUN(long_arguments_arrive);
    RUN(big_input_arrives);
    RUN(processes_are_limited);
    RUN(files_are_limited);
    RUN(descriptors_are_limited);
    RUN(traced_programs_end_as_others_do);
    run_traced_tests();
}

int main(void)
{
    static const struct {
        enum sandbox_choice level;
        void (*run)(void);
    } rows[] = {
        {SANDBOX_ONLY_FULL, run_all},
        {SANDBOX_ONLY_OFF, run_all},
        {SANDBOX_ONLY_REDUCED, run_traced_tests},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct err err;
        sandbox_fixture_begin(&fixture);
        if (CHECK(sandbox_fixture_open(&fixture, rows[i].level, &err)))
            rows[i].run();
        else
            printf("# %s\n", err.message);
        sandbox_fixture_end(&fixture);
    }
    return test_summary();
}
