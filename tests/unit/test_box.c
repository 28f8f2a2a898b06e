#include "run/launch.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/pool.h"
#include "test.h"

static char launcher_path[PATH_MAX];
static const char *const fixed_env[] = {"PATH=/usr/bin:/bin", "LC_ALL=C", NULL};

/* drawloom-launch lies one folder above this test. */
static void find_launcher(void)
{
    const char *given = getenv("DRAWLOOM_LAUNCH");
    if (given) {
        snprintf(launcher_path, sizeof launcher_path, "%s", given);
        return;
    }
    char self[PATH_MAX - 32];
    ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);
    self[len > 0 ? len : 0] = '\0';
    *strrchr(self, '/') = '\0';
    snprintf(launcher_path, sizeof launcher_path, "%s/../drawloom-launch", self);
}

/* A shell script with generous limits; rows change what they are about. */
static struct launch_spec script(const char *const argv[4])
{
    return (struct launch_spec){.exec = "sh",
                                .argv = argv,
                                .env = fixed_env,
                                .dir = "/",
                                .timeout_ms = 60000,
                                .max_output = 1 << 20};
}
#define SCRIPT(text) script((const char *const[]){"sh", "-c", text, NULL})

static struct launch_result run(const struct launch_spec *spec)
{
    const struct launcher launcher = {launcher_path, -1};
    struct launch_result result;
    struct err err = {0};
    if (!CHECK(launch_run(&launcher, spec, &result, &err)))
        printf("#   %s\n", err.message);
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
        {"pwd", LAUNCH_EXITED, 0, "/\n", ""},
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

/* Every line is the number of a process that must be gone. */
/* It may stop its launcher, which then can't keep time, nor see that the control pipe was closed. */
static void stopped_launcher_is_woken(void)
{
    struct launch_spec spec = SCRIPT("kill -STOP $PPID; sleep 30");
    spec.timeout_ms = 100;
    struct launch_result result = run(&spec);
    CHECK(result.end == LAUNCH_TIME_LIMIT);
    launch_result_release(&result);
    spec = SCRIPT("kill -STOP $PPID; yes");
    result = run(&spec);
    CHECK(result.end == LAUNCH_OUTPUT_LIMIT);
    launch_result_release(&result);
}

static void check_gone(const char *pids, int count)
{
    int seen = 0;
    for (char *end; *pids; pids = end + (*end == '\n'), seen++) {
        long pid = strtol(pids, &end, 10);
        if (!CHECK(end > pids && kill((pid_t)pid, 0) != 0 && errno == ESRCH))
            return;
    }
    CHECK_INT(seen, count);
}

static void nothing_outlives_the_program(void)
{
    static const struct {
        const char *text;
        int pids;
        enum launch_end end;
    } rows[] = {
        {"sleep 600 & echo $!", 1, LAUNCH_EXITED},
        {"setsid sleep 600 & echo $!", 1, LAUNCH_EXITED},
        {"setsid sleep 600 >/dev/null 2>&1 & echo $!", 1, LAUNCH_EXITED},
        {"echo $(setsid sh -c 'trap \"\" TERM HUP; setsid sleep 600 >/dev/null & echo $!')", 1,
         LAUNCH_EXITED},
        {"for i in 1 2 3 4; do setsid sleep 600 & echo $!; done; yes >&2", 4, LAUNCH_OUTPUT_LIMIT},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct launch_spec spec = SCRIPT(rows[i].text);
        struct launch_result r = run(&spec);
        CHECK_INT(r.end, rows[i].end);
        CHECK(r.wall_s < 30);
        check_gone(r.out.data, rows[i].pids);
        launch_result_release(&r);
    }
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

static void check_fails(const struct launcher *launcher, const struct launch_spec *spec,
                        const char *message)
{
    struct launch_result r;
    struct err err = {0};
    CHECK(!launch_run(launcher, spec, &r, &err));
    CHECK_STR(err.message, message);
    CHECK(r.out.len == 0 && r.chunk_count == 0);
    launch_result_release(&r);
}

static void what_cannot_start_is_an_error(void)
{
    const struct launcher launcher = {launcher_path, -1};
    struct launch_spec spec = SCRIPT("true");
    spec.exec = "no-such-program";
    check_fails(&launcher, &spec, "no-such-program: cannot be started: No such file or directory");
    spec.exec = "/etc";
    check_fails(&launcher, &spec, "/etc: cannot be started: Permission denied");
    spec.exec = "sh";
    spec.dir = "/no/such/folder";
    check_fails(&launcher, &spec,
                "/no/such/folder: cannot be the working folder of sh: No such file or directory");
    spec.dir = "/";
    check_fails(&(struct launcher){"/no/launcher", -1}, &spec,
                "/no/launcher: cannot be started: No such file or directory");
    check_fails(&(struct launcher){"/bin/false", -1}, &spec,
                "/bin/false: ended with status 1 and without a report");
}

static void interrupted_launch_is_an_error(void)
{
    int stop = eventfd(1, EFD_CLOEXEC);
    const struct launcher launcher = {launcher_path, stop};
    struct launch_spec spec = SCRIPT("setsid sleep 600 & while :; do echo; done");
    check_fails(&launcher, &spec, "interrupted");
    close(stop);
}

static void program_dies_with_its_launcher(void)
{
    const struct launcher launcher = {launcher_path, -1};
    struct launch_spec spec = SCRIPT("kill -KILL $PPID; while :; do :; done");
    char message[PATH_MAX + 64];
    snprintf(message, sizeof message, "%s: was killed by signal 9", launcher_path);
    check_fails(&launcher, &spec, message);
}

/* The number that a program wrote to a file, once it is there. */
static pid_t wait_for_pid(const char *path)
{
    int pid = 0;
    for (int i = 0; i < 5000 && pid <= 0; i++, usleep(2000)) {
        FILE *file = fopen(path, "re");
        if (file && fscanf(file, "%d.", &pid) != 1)
            pid = 0;
        if (file)
            fclose(file);
    }
    return pid;
}

static bool wait_until_gone(pid_t pid)
{
    for (int i = 0; i < 5000; i++, usleep(2000))
        if (kill(pid, 0) != 0 && errno == ESRCH)
            return true;
    return false;
}

static void program_dies_with_drawloom(void)
{
    char dir[] = "/tmp/drawloom-launch-XXXXXX", path[64];
    CHECK(mkdtemp(dir) != NULL);
    snprintf(path, sizeof path, "%s/pid", dir);
    pid_t drawloom = fork();
    if (drawloom == 0) {
        struct launch_spec spec = SCRIPT("echo $$. >pid; trap '' TERM HUP; while :; do :; done");
        spec.dir = dir;
        run(&spec);
        _exit(0);
    }
    pid_t pid = wait_for_pid(path);
    CHECK(pid > 0 && kill(pid, 0) == 0);
    kill(drawloom, SIGKILL);
    waitpid(drawloom, NULL, 0);
    CHECK(pid > 0 && wait_until_gone(pid));
    unlink(path);
    rmdir(dir);
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
    const struct launcher launcher = {launcher_path, -1};
    char text[64];
    snprintf(text, sizeof text, "echo %zu; ls /proc/self/fd >&2; cat", i);
    struct launch_spec spec = SCRIPT(text);
    spec.has_stdin = true;
    spec.stdin_text = STR("in");
    struct launch_result r;
    struct err err = {0};
    if (launch_run(&launcher, &spec, &r, &err))
        snprintf(many->got[i], sizeof many->got[i], "%s %s", r.out.data, r.err.data);
    launch_result_release(&r);
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

int main(void)
{
    find_launcher();
    RUN(programs_end_as_they_do);
    RUN(name_and_environment_are_what_was_given);
    RUN(stdin_is_the_text);
    RUN(signals_are_as_in_a_new_login);
    RUN(time_limit_ends_what_resists);
    RUN(stopped_launcher_is_woken);
    RUN(nothing_outlives_the_program);
    RUN(output_is_kept_up_to_the_limit);
    RUN(flood_on_both_streams_ends);
    RUN(all_of_a_long_output_arrives);
    RUN(chunks_add_up);
    RUN(chunks_are_not_too_many);
    RUN(terminals_change_no_byte);
    RUN(memory_of_all_processes_is_limited);
    RUN(usage_is_the_programs);
    RUN(what_cannot_start_is_an_error);
    RUN(interrupted_launch_is_an_error);
    RUN(program_dies_with_its_launcher);
    RUN(program_dies_with_drawloom);
    RUN(low_descriptors_may_be_closed);
    RUN(threads_launch_at_once);
    return test_summary();
}
