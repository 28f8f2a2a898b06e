/* drawloom-launch itself, at all of its levels, without drawloom and bubblewrap's finer options. */
#include "room_driver.h"

#include <dirent.h>
#include <limits.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include "run/trace_format.h"
#include "test.h"

static char launcher[PATH_MAX];
static struct file hostile; /* the program of tests/launch/hostile.c */
static const char *const levels[] = {"off", "reduced", "full"};
enum { OFF = 1, REDUCED = 2, FULL = 4, ALL = 7, LEVELS = 3 };

/* drawloom-launch lies one folder above this test. */
static void find_launcher(void)
{
    char self[PATH_MAX - 32];
    ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);
    self[len > 0 ? len : 0] = '\0';
    *strrchr(self, '/') = '\0';
    snprintf(launcher, sizeof launcher, "%s/../drawloom-launch", self);
    const char *given = getenv("DRAWLOOM_LAUNCH");
    if (given)
        snprintf(launcher, sizeof launcher, "%s", given);
}

static void build_hostile(void)
{
    char folder[] = "/tmp/hostile.XXXXXX", path[64], command[256];
    must(mkdtemp(folder) != NULL, "mkdtemp");
    snprintf(path, sizeof path, "%s/hostile", folder);
    snprintf(command, sizeof command, "cc -std=gnu17 -D_GNU_SOURCE -O1 -static -pthread -o %s %s",
             path, "tests/launch/hostile.c");
    must(system(command) == 0, command); /* NOLINT(cert-env33-c): all words are ours */
    hostile = file_read(path);
    hostile.name = "hostile";
    unlink(path);
    rmdir(folder);
}

static bool run_hostile(struct driver *driver, struct job *job, const char *deed, int argument,
                        struct outcome *outcome)
{
    char number[16];
    snprintf(number, sizeof number, "%d", argument);
    const char *const argv[] = {"hostile", deed, number, NULL};
    const struct file files[] = {hostile, {0}};
    job->exec = "./hostile";
    job->argv = argv;
    job->files = files;
    bool ok = CHECK(driver_run(driver, job, outcome));
    if (!ok || outcome->report.cause == LAUNCH_FAILED)
        printf("#   %s: step %u, %s\n", deed, outcome->report.step,
               strerror(outcome->report.error));
    return ok;
}

/* Whether a process of the sandbox's user is alive; as an ordinary user there may always be one. */
static bool is_anything_alive(void)
{
    DIR *processes = opendir("/proc");
    bool alive = false;
    for (struct dirent *entry; geteuid() == 0 && (entry = readdir(processes));) {
        char path[PATH_MAX];
        struct stat st;
        snprintf(path, sizeof path, "/proc/%s", entry->d_name);
        if (entry->d_name[0] >= '0' && entry->d_name[0] <= '9' && stat(path, &st) == 0)
            alive = alive || st.st_uid == SANDBOX_UID;
    }
    closedir(processes);
    return alive;
}

/* As drawloom does when a run was cut short. */
static void remove_folder(const char *folder)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    CHECK_INT(system(command), 0); /* NOLINT(cert-env33-c): all words are ours */
}

static void close_clean(struct driver *driver)
{
    CHECK_INT(driver_close(driver), 0);
    CHECK(access(driver->folder, F_OK) != 0);
    CHECK(!is_anything_alive());
}

static void programs_end_as_they_do(void)
{
    static const struct {
        const char *text;
        int status;
        const char *out;
    } rows[] = {
        {"true", 0, ""},
        {"exit 3", 3 << 8, ""},
        {"exit 139", 139 << 8, ""},
        {"kill -SEGV $$", SIGSEGV, ""},
        {"kill -KILL 0", SIGKILL, ""},
        {"echo out; echo err >&2; cat", 0, "out\nerr\n"},
        {"exec >&- 2>&-; exit 4", 4 << 8, ""},
        {"set -- $(cat /proc/$$/stat); test $5 = $$ && test $6 = $$ && umask", 0, "0022\n"},
        {"ls -A . $TMPDIR; echo a >b; echo c >$TMPDIR/d; env | cut -d= -f1 | sort", 0,
         ".:\n\n/tmp:\nHOME\nPATH\nPWD\nTMPDIR\n"},
    };
    static const char *const env[] = {"HOME=/box", "TMPDIR=/tmp", "PATH=/none:/usr/bin", NULL};
    for (int l = 0; l < LEVELS; l++) {
        struct driver driver;
        driver_open(&driver, launcher, levels[l], NULL);
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            const char *const argv[] = {"sh", "-c", rows[i].text, NULL};
            struct job job = {.order = order_default(), .argv = argv, .env = env};
            struct outcome outcome;
            if (!CHECK(driver_run(&driver, &job, &outcome)))
                continue;
            CHECK_INT(outcome.report.cause, LAUNCH_ENDED);
            CHECK_INT(outcome.report.status, rows[i].status);
            if (l == 2 || !strstr(rows[i].text, "TMPDIR"))
                CHECK_STR(outcome.out, rows[i].out);
        }
        close_clean(&driver);
    }
}

static void failures_say_where(void)
{
    static char long_name[NAME_MAX + 2];
    memset(long_name, 'x', sizeof long_name - 1);
    const struct {
        const char *exec, *file;
        unsigned step;
        int error;
    } rows[] = {
        {"no such program", "x", LAUNCH_STEP_EXEC, ENOENT},
        {"/no/such program", "x", LAUNCH_STEP_EXEC, ENOENT},
        {"./x", "x", LAUNCH_STEP_EXEC, EACCES},
        {"true", "../x", LAUNCH_STEP_LUGGAGE, EBADMSG},
        {"true", "a/./x", LAUNCH_STEP_LUGGAGE, EBADMSG},
        {"true", "/x", LAUNCH_STEP_LUGGAGE, EBADMSG},
        {"true", "x/", LAUNCH_STEP_LUGGAGE, EBADMSG},
        {"true", "", LAUNCH_STEP_LUGGAGE, EBADMSG},
        {"true", long_name, LAUNCH_STEP_LUGGAGE, ENAMETOOLONG},
    };
    for (int l = 0; l < LEVELS; l++) {
        struct driver driver;
        driver_open(&driver, launcher, levels[l], NULL);
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            const struct file files[] = {{rows[i].file, "text", 4, 0644}, {0}};
            struct job job = {.order = order_default(),
                              .exec = rows[i].exec,
                              .argv = (const char *const[]){"x", NULL},
                              .files = files};
            struct outcome outcome;
            if (!CHECK(driver_run(&driver, &job, &outcome)))
                continue;
            CHECK_INT(outcome.report.cause, LAUNCH_FAILED);
            CHECK_INT(outcome.report.step, rows[i].step);
            CHECK_INT(outcome.report.error, rows[i].error);
        }
        close_clean(&driver);
    }
}

static void luggage_lies_in_the_box(void)
{
    static char big[100000];
    memset(big, 'b', sizeof big);
    const struct file files[] = {
        {"a", "one", 3, 0444}, {"f/g/b", big, sizeof big, 0755}, {"f/c", "", 0, 0644}, {0}};
    static const char *const argv[] = {
        "sh", "-c", "find -type f -printf '%p %m %s\\n' | sort; cat a; chmod +w a; rm -r a f",
        NULL};
    struct job job = {.order = order_default(), .argv = argv, .files = files};
    for (int l = 0; l < LEVELS; l++) {
        struct driver driver;
        struct outcome outcome;
        driver_open(&driver, launcher, levels[l], NULL);
        for (int again = 0; again < 2 && CHECK(driver_run(&driver, &job, &outcome)); again++) {
            CHECK_INT(outcome.report.status, 0);
            CHECK_STR(outcome.out, "./a 444 3\n./f/c 644 0\n./f/g/b 755 100000\none");
        }
        if (l == 2) {
            struct job small = job;
            small.order.file_bytes = 4096;
            CHECK(driver_run(&driver, &small, &outcome));
            CHECK_INT(outcome.report.step, LAUNCH_STEP_LUGGAGE);
            CHECK_INT(outcome.report.error, ENOSPC);
        }
        close_clean(&driver);
    }
}

static void wanted_files_are_found(void)
{
    static const char *const wanted[] = {"good", "folder/good", "again", "link", "etc/passwd",
                                         "fifo", "folder",      "none",  NULL};
    for (int l = 0; l < LEVELS; l++) {
        struct driver driver;
        struct outcome outcome;
        driver_open(&driver, launcher, levels[l], NULL);
        struct job job = {.order = order_default(), .wanted = wanted};
        if (run_hostile(&driver, &job, "results", 0, &outcome)) {
            char bytes[8] = "";
            CHECK_INT(outcome.report.status, 0);
            CHECK_INT(outcome.report.found, 3);
            CHECK_INT(read(outcome.found[0], bytes, sizeof bytes), 3);
            CHECK_STR(bytes, "yes");
            CHECK_INT(read(outcome.found[1], bytes, sizeof bytes), 0);
            close(outcome.found[0]);
            close(outcome.found[1]);
        }
        close_clean(&driver);
    }
}

static void stop_and_death_of_drawloom_end_all(void)
{
    for (int l = 0; l < LEVELS; l++) {
        struct driver driver;
        struct outcome outcome;
        driver_open(&driver, launcher, levels[l], NULL);
        struct job job = {.order = order_default(), .stop_after_ms = 50};
        if (run_hostile(&driver, &job, "stopped", 0, &outcome))
            CHECK_INT(outcome.report.cause, LAUNCH_STOPPED);
        CHECK(outcome.report.wall_ns < 1000000000);
        /* closed while a run is on its way */
        pid_t runner = fork();
        if (runner == 0) {
            close(driver.control);
            run_hostile(&driver, &(struct job){.order = order_default()}, "loop", 0, &outcome);
            _exit(0);
        }
        usleep(100000);
        CHECK_INT(driver_close(&driver), 0);
        CHECK(!is_anything_alive());
        kill(runner, SIGKILL);
        waitpid(runner, NULL, 0);
        remove_folder(driver.folder);
    }
}

static int make_arena(void)
{
    int fd = memfd_create("arena", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    must(fd >= 0 && ftruncate(fd, TRACE_BYTES) == 0, "memfd_create");
    must(fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0, "seal");
    return fd;
}

static bool run_script(struct driver *driver, struct job *job, const char *text,
                       struct outcome *outcome)
{
    const char *const shell[] = {"sh", "-c", text, NULL};
    job->argv = shell;
    return CHECK(driver_run(driver, job, outcome)) && CHECK(outcome->report.cause == LAUNCH_ENDED);
}

/* And nothing else; in the list, 3 is the folder that is read. */
static void traced_programs_have_the_memory_file(void)
{
    static const struct {
        const char *text, *out;
    } rows[] = {
        {"exec ls /proc/self/fd", "0\n1\n2\n255\n3\n"},
        {"ulimit -n; exec ls /proc/self/fd", "8\n0\n1\n2\n255\n3\n"},
        {"perl -e 'open F, \"+<&=255\"; print truncate(F, 1) ? \"cut\" : $!'",
         "Operation not permitted"},
        {"perl -e 'open F, \"+<&=255\"; print truncate(F, 65 << 20) ? \"grown\" : $!'",
         "Operation not permitted"},
        {"perl -e 'open F, \"+<&=255\"; sysseek F, 0, 0; syswrite F, \"here\"'", ""},
    };
    int arena = make_arena();
    for (int l = 0; l < LEVELS; l++) {
        struct driver driver;
        struct outcome outcome;
        driver_open(&driver, launcher, levels[l], NULL);
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            struct tracing tracing = {.arena = arena, .answers = i % 2};
            struct job job = {.order = order_default(), .tracing = &tracing};
            job.order.nofile = i == 1 ? 8 : 0;
            job.order.file_bytes = 2 * TRACE_BYTES;
            if (run_script(&driver, &job, rows[i].text, &outcome))
                CHECK_STR(outcome.out, rows[i].out);
            CHECK(outcome.ready > 0);
        }
        char got[5] = "";
        CHECK(pread(arena, got, 4, 0) == 4 && pwrite(arena, "gone", 4, 0) == 4);
        CHECK_STR(got, "here");
        struct job job = {.order = order_default()};
        job.order.nofile = 8;
        if (run_script(&driver, &job, "ulimit -n; exec ls /proc/self/fd", &outcome))
            CHECK_STR(outcome.out, "8\n0\n1\n2\n3\n");
        CHECK_INT(outcome.ready, 0);
        close_clean(&driver);
    }
    close(arena);
}

/* drawloom itself may have fewer descriptors than that. */
static void a_limit_of_descriptors_is_kept(void)
{
    struct rlimit kept, few;
    struct tracing tracing = {.arena = make_arena()};
    struct job job = {.order = order_default(), .tracing = &tracing};
    CHECK(getrlimit(RLIMIT_NOFILE, &kept) == 0);
    few = (struct rlimit){100, kept.rlim_max};
    CHECK(setrlimit(RLIMIT_NOFILE, &few) == 0);
    for (int l = 0; l < LEVELS; l++) {
        struct driver driver;
        struct outcome outcome;
        driver_open(&driver, launcher, levels[l], NULL);
        if (run_script(&driver, &job, "ulimit -n; exec ls /proc/self/fd", &outcome))
            CHECK_STR(outcome.out, "100\n0\n1\n2\n255\n3\n");
        close_clean(&driver);
    }
    CHECK(setrlimit(RLIMIT_NOFILE, &kept) == 0);
    close(tracing.arena);
}

/* The program's time is its own: neither what came before its execution nor what comes after its end. */
static void check_times(const struct outcome *outcome)
{
    int64_t begin = (int64_t)outcome->report.begin_ns;
    CHECK(begin >= outcome->begin_ns);
    CHECK(begin + (int64_t)outcome->report.wall_ns <= outcome->reported_ns);
}

static void waiting_for_the_watch_takes_no_time(void)
{
    enum { PAUSE_MS = 1200, TIMEOUT_MS = 1000 };
    struct tracing tracing = {.arena = make_arena(), .pause_ms = PAUSE_MS};
    for (int l = 0; l < LEVELS; l++) {
        struct driver driver;
        struct outcome outcome;
        struct job job = {.order = order_default(), .tracing = &tracing};
        driver_open(&driver, launcher, levels[l], NULL);
        job.order.timeout_ms = TIMEOUT_MS;
        if (run_script(&driver, &job, "exit 3", &outcome))
            CHECK_INT(outcome.report.status, 3 << 8);
        check_times(&outcome);
        const char *const nap[] = {"sleep", "60", NULL};
        job.argv = nap;
        if (CHECK(driver_run(&driver, &job, &outcome)))
            CHECK_INT(outcome.report.cause, LAUNCH_TIMED_OUT);
        CHECK(outcome.report.wall_ns >= TIMEOUT_MS * UINT64_C(1000000));
        check_times(&outcome);
        job.tracing = NULL;
        if (run_script(&driver, &job, "exit 3", &outcome))
            check_times(&outcome);
        close_clean(&driver);
    }
    close(tracing.arena);
}

static void flags_and_descriptors_must_fit(void)
{
    struct tracing tracing = {.arena = make_arena(), .has_wrong_fds = true};
    const char *const argv[] = {"true", NULL};
    struct job traced = {.order = order_default(), .argv = argv, .tracing = &tracing};
    for (int l = 0; l < LEVELS; l++) {
        struct driver driver;
        struct outcome outcome;
        driver_open(&driver, launcher, levels[l], NULL);
        CHECK(!driver_run(&driver, &traced, &outcome));
        close_clean(&driver);
    }
    close(tracing.arena);
}

static bool is_alive_after_all(void)
{
    for (int i = 0; i < END_MS && is_anything_alive(); i++)
        usleep(1000);
    return is_anything_alive();
}

/* The program waits for a word that drawloom will not say any more. */
static void death_of_drawloom_ends_who_waits(void)
{
    struct tracing tracing = {.arena = make_arena(), .pause_ms = 60000};
    const char *const argv[] = {"sleep", "60", NULL};
    struct job job = {.order = order_default(), .argv = argv, .tracing = &tracing};
    for (int l = 0; l < LEVELS; l++) {
        int told[2];
        struct driver driver;
        struct outcome outcome;
        must(pipe2(told, O_CLOEXEC) == 0, "pipe");
        fflush(stdout);
        pid_t drawloom = fork();
        if (drawloom == 0) {
            driver_open(&driver, launcher, levels[l], NULL);
            must(write(told[1], &driver, sizeof driver) == sizeof driver, "write");
            driver_run(&driver, &job, &outcome);
            _exit(0);
        }
        must(read(told[0], &driver, sizeof driver) == sizeof driver, "read");
        usleep(100000);
        kill(drawloom, SIGKILL);
        waitpid(drawloom, NULL, 0);
        CHECK(!is_alive_after_all());
        remove_folder(driver.folder);
        close(told[0]);
        close(told[1]);
    }
    close(tracing.arena);
}

static void folders_in_the_environment_have_their_names(void)
{
    static const char *const env[] = {
        "PATH=/usr/bin:/bin", "A=/box", "B=/box/a/b", "C=/boxes", "D=/tmp",
        "E=/tmp/a",           "F=box/", NULL};
    for (int l = 0; l < LEVELS; l++) {
        struct driver driver;
        struct outcome outcome;
        driver_open(&driver, launcher, levels[l], NULL);
        const char *folder = l == 2 ? "" : driver.folder;
        char want[512];
        snprintf(want, sizeof want, "%s/box /box/a/b /boxes %s/tmp /tmp/a box/\n", folder, folder);
        struct job job = {.order = order_default(), .env = env};
        if (run_script(&driver, &job, "echo $A $B $C $D $E $F", &outcome))
            CHECK_STR(outcome.out, want);
        close_clean(&driver);
    }
}

/* What a program does, and what is said about it. */
static const struct deed {
    const char *name;
    int argument, levels;
    enum launch_cause cause;
    int status; /* LAUNCH_ENDED */
    const char *out;
    int timeout_ms; /* 0: the default */
} deeds[] = {
    {"fork_bomb", 0, OFF | FULL, LAUNCH_PROCESSES, 0, "", 0},
    {"children", 64, ALL, LAUNCH_ENDED, 0, "", 0},
    {"children", 65, ALL, LAUNCH_PROCESSES, 0, "", 0},
    {"threads", 64, ALL, LAUNCH_ENDED, 0, "", 0},
    {"threads", 65, ALL, LAUNCH_PROCESSES, 0, "", 0},
    {"threads", 4000, ALL, LAUNCH_PROCESSES, 0, "", 0},
    {"orphans", 300, ALL, LAUNCH_ENDED, 0, "", 0},
    {"memory", 0, ALL, LAUNCH_MEMORY, 0, "", 0},
    {"memory_of_children", 24, ALL, LAUNCH_MEMORY, 0, "", 0},
    {"memory_shared", 0, ALL, LAUNCH_MEMORY, 0, "", 0},
    {"memory_memfd", 0, ALL, LAUNCH_MEMORY, 0, "", 0},
    {"memory_segments", 0, FULL, LAUNCH_MEMORY, 0, "", 0},
    {"memory_messages", 0, FULL, LAUNCH_MEMORY, 0, "", 0},
    {"memory_semaphores", 0, FULL, LAUNCH_MEMORY, 0, "", 0},
    {"memory_private_map", 0, ALL, LAUNCH_MEMORY, 0, "", 0},
    {"innocent_forks", 10, ALL, LAUNCH_ENDED, 0, "", 0},
    {"innocent_maps", 20, FULL, LAUNCH_ENDED, 0, "", 0},
    {"innocent_views", 5, FULL, LAUNCH_ENDED, 0, "", 0},
    {"innocent_vforks", 4, OFF | FULL, LAUNCH_ENDED, 0, "", 0},
    {"page_tables", 300, ALL, LAUNCH_MEMORY, 0, "", 0},
    {"memory_long_path", 0, FULL, LAUNCH_MEMORY, 0, "", 0},
    {"fill_shm", 0, FULL, LAUNCH_MEMORY, 0, "", 0},
    {"fill_tmp", 0, FULL, LAUNCH_FILES, 0, "", 0},
    {"sparse", 0, ALL, LAUNCH_FILES, 0, "", 0},
    {"inodes", 1000000, FULL, LAUNCH_FILES, 0, "", 0},
    {"daemons", 5, ALL, LAUNCH_ENDED, 0, "main ends\n", 0},
    {"stopped", 0, ALL, LAUNCH_TIMED_OUT, 0, "", 300},
    {"loop", 0, ALL, LAUNCH_TIMED_OUT, 0, "", 300},
    {"signal_flood", 0, FULL, LAUNCH_TIMED_OUT, 0, "", 300},
    {"own_signal", SIGTERM, ALL, LAUNCH_ENDED, SIGTERM, "", 0},
    {"own_signal", SIGABRT, ALL, LAUNCH_ENDED, SIGABRT, "", 0},
    {"attack_init", 0, FULL, LAUNCH_ENDED, 0, "end\n", 0},
    {"kill_parent", 0, REDUCED, LAUNCH_TIMED_OUT, 0, "", 300},
    {"peek", 0, REDUCED, LAUNCH_ENDED, 0,
     "/proc/self/maps\n/proc/cpuinfo\n/usr/bin/true\n/dev/urandom\n.\n/proc/self/mounts\nport: 1\n",
     0},
    {"rise", 0, FULL, LAUNCH_ENDED, 0, "end\n", 0},
    {"port", 5001, FULL, LAUNCH_ENDED, 0, "", 0},
    {"port", 5001, FULL, LAUNCH_ENDED, 0, "", 0},
    {"tree", 3000, OFF | FULL, LAUNCH_ENDED, 0, "", 0},
    {"tree", 500, REDUCED, LAUNCH_ENDED, 0, "", 0}, /* Landlock climbs to the root each time */
    {"look", 0, FULL, LAUNCH_ENDED, 0,
     "/proc/self/fd: 0 1 2 3\n/box: hostile\n/tmp:\n/dev/shm:\nalone\n", 0},
};

static void check_deed(struct driver *driver, const char *level, const struct deed *deed)
{
    struct outcome outcome;
    struct job job = {.order = order_default()};
    job.order.memory_bytes = 128 << 20;
    if (deed->timeout_ms)
        job.order.timeout_ms = (uint32_t)deed->timeout_ms;
    if (!run_hostile(driver, &job, deed->name, deed->argument, &outcome))
        return;
    bool ok = CHECK(outcome.report.cause == deed->cause) &&
              CHECK(deed->cause != LAUNCH_ENDED || outcome.report.status == deed->status);
    ok = CHECK_STR(outcome.out, deed->out) && ok;
    if (deed->timeout_ms)
        ok = CHECK(outcome.report.wall_ns / 1000000 < (uint64_t)deed->timeout_ms + 200) && ok;
    if (!ok || getenv("VERBOSE"))
        printf("#   %s %s %d: cause %u status %d, %.0f ms, rss %lu KiB\n", level, deed->name,
               deed->argument, outcome.report.cause, outcome.report.status,
               (double)outcome.report.wall_ns / 1e6, outcome.report.max_rss_kib);
}

static void hostile_programs_are_contained(void)
{
    for (int l = 0; l < LEVELS; l++) {
        struct driver driver;
        driver_open(&driver, launcher, levels[l], NULL);
        for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++)
            if (deeds[i].levels & 1 << l)
                check_deed(&driver, levels[l], &deeds[i]);
        close_clean(&driver);
    }
}

static void the_filter_is_obeyed(void)
{
    static const struct sock_filter no_folders[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mkdirat, 1, 0),
#ifdef SYS_mkdir
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mkdir, 0, 1),
#else
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
#endif
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSPC),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    static const char *const argv[] = {"sh", "-c", "mkdir a; mkdir -p b; ls", NULL};
    for (int l = 0; l < LEVELS; l++) {
        struct driver driver;
        struct outcome outcome;
        driver_open(&driver, launcher, levels[l], &(struct filter){no_folders, sizeof no_folders});
        struct job job = {.order = order_default(), .argv = argv};
        for (int again = 0; again < 2 && CHECK(driver_run(&driver, &job, &outcome)); again++) {
            const char *said = strstr(outcome.out, "No space left");
            CHECK(said && strstr(said + 1, "No space left"));
            CHECK_INT(outcome.report.status, 0);
        }
        close_clean(&driver);

        /* half an instruction: nothing runs */
        driver_open(&driver, launcher, levels[l], &(struct filter){no_folders, 12});
        CHECK(!driver_run(&driver, &job, &outcome));
        close_clean(&driver);
    }
}

/* Where nothing protects the launcher, its death is a failure and leaves nothing. */
static void a_launcher_that_is_killed_is_a_failure(void)
{
    struct driver driver;
    struct outcome outcome;
    driver_open(&driver, launcher, "off", NULL);
    struct job job = {.order = order_default()};
    for (int again = 0; again < 2; again++)
        if (run_hostile(&driver, &job, "kill_parent", 0, &outcome))
            CHECK_INT(outcome.report.cause, LAUNCH_FAILED);
    if (run_hostile(&driver, &job, "own_signal", SIGTERM, &outcome))
        CHECK_INT(outcome.report.status, SIGTERM);
    close_clean(&driver);
}

int main(void)
{
    find_launcher();
    build_hostile();
    RUN(programs_end_as_they_do);
    RUN(failures_say_where);
    RUN(luggage_lies_in_the_box);
    RUN(wanted_files_are_found);
    RUN(stop_and_death_of_drawloom_end_all);
    RUN(traced_programs_have_the_memory_file);
    RUN(a_limit_of_descriptors_is_kept);
    RUN(waiting_for_the_watch_takes_no_time);
    RUN(flags_and_descriptors_must_fit);
    RUN(death_of_drawloom_ends_who_waits);
    RUN(folders_in_the_environment_have_their_names);
    RUN(the_filter_is_obeyed);
    RUN(hostile_programs_are_contained);
    RUN(a_launcher_that_is_killed_is_a_failure);
    return test_summary();
}
