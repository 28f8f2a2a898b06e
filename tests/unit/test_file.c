#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "test.h"

static char folder[] = "/tmp/drawloom-file-XXXXXX";
static struct arena a;

static const char *in_folder(const char *name)
{
    return path_join(&a, folder, name);
}

static void put(const char *name, const char *text)
{
    struct err err = {0};
    if (!CHECK(file_write(in_folder(name), str_of(text), &err)))
        printf("#   %s\n", err.message);
}

static void check_contents(const char *name, const char *want)
{
    struct buf got = BUF_INIT;
    struct err err = {0};
    CHECK(file_read(in_folder(name), &got, &err));
    CHECK_STR(got.data, want);
    buf_release(&got);
}

static void check_listing(const char *name, const char *want)
{
    struct file_list list;
    struct err err = {0};
    struct buf joined = BUF_INIT;
    CHECK(file_list(in_folder(name), &a, &list, &err));
    for (size_t i = 0; i < list.count; i++)
        buf_printf(&joined, "%s ", list.names[i]);
    CHECK_STR(joined.data, want);
    buf_release(&joined);
}

static void make_dir(const char *name)
{
    struct err err = {0};
    if (!CHECK(file_make_dirs(in_folder(name), &err)))
        printf("#   %s\n", err.message);
}

static void remove_all(const char *name)
{
    struct err err = {0};
    if (!CHECK(file_remove_tree(in_folder(name), &err)))
        printf("#   %s\n", err.message);
    CHECK(access(in_folder(name), F_OK) < 0);
}

/* --- reading --- */

static void reads_what_was_written(void)
{
    put("r", "one");
    struct buf got = BUF_INIT;
    struct err err = {0};
    buf_puts(&got, "before ");
    CHECK(file_read(in_folder("r"), &got, &err));
    CHECK_STR(got.data, "before one");
    buf_clear(&got);
    CHECK(file_read("/proc/self/status", &got, &err)); /* whose size is 0 for stat */
    CHECK(str_starts(buf_view(&got), "Name:"));
    buf_release(&got);
    CHECK(file_exists(in_folder("r")) && !file_is_dir(in_folder("r")));
    CHECK(!file_exists(folder) && file_is_dir(folder));
    CHECK(!file_exists(in_folder("none")) && !file_is_dir(in_folder("none")));
    remove_all("r");
}

static void what_can_not_be_read(void)
{
    CHECK(mkfifo(in_folder("fifo"), 0600) == 0);
    int fd = open(in_folder("huge"), O_WRONLY | O_CREAT, 0600);
    CHECK(fd >= 0 && ftruncate(fd, (off_t)FILE_MAX_BYTES + 1) == 0);
    close(fd);
    const struct {
        const char *path, *message;
    } rows[] = {
        {in_folder("none"), "No such file or directory"},
        {folder, "not a regular file"},
        {in_folder("fifo"), "not a regular file"},
        {in_folder("huge"), "larger than 256 MiB"},
        {"/dev/null", "not a regular file"},
        {"/proc/self/mem", "Input/output error"}, /* opens, but its first byte can't be read */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf got = BUF_INIT;
        struct err err = {0};
        buf_puts(&got, "kept");
        CHECK(!file_read(rows[i].path, &got, &err));
        CHECK_STR(err.message, arena_printf(&a, "%s: %s", rows[i].path, rows[i].message));
        CHECK_STR(got.data, "kept");
        buf_release(&got);
    }
    remove_all("fifo");
    remove_all("huge");
}

/* --- writing --- */

static void replaces_and_follows_no_link(void)
{
    make_dir("w");
    put("w/victim", "victim");
    put("w/file", "old");
    put("w/file", "new");
    CHECK(symlink("victim", in_folder("w/link")) == 0);
    put("w/link", "replaced");
    for (int n = 0; n < 200; n++) { /* as an enemy, or an earlier process of our number, might */
        char *taken = arena_printf(&a, "w/.drawloom-tmp.%d.%d", (int)getpid(), n);
        CHECK(symlink("victim", in_folder(taken)) == 0);
    }
    put("w/file", "newer");
    check_contents("w/victim", "victim");
    check_contents("w/link", "replaced");
    check_contents("w/file", "newer");
    remove_all("w");
}

static void check_write_fails(const char *name, const char *reason)
{
    struct err err = {0};
    CHECK(!file_write(in_folder(name), STR("text that does not fit"), &err));
    CHECK_STR(err.message, arena_printf(&a, "%s: cannot be written: %s", in_folder(name), reason));
}

/* A file-size limit stands for a full disk. In a child, because the limit can't be raised again. */
static int write_beyond_limit(void)
{
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){10, 10});
    struct err err = {0};
    bool ok = file_write(in_folder("f/old"), STR("text that does not fit"), &err);
    return !ok && strstr(err.message, "f/old: cannot be written: File too large") ? 0 : 1;
}

static void failed_writes_leave_nothing(void)
{
    make_dir("f/dir/full");
    put("f/old", "old");
    check_write_fails("f/dir", "Is a directory");
    check_write_fails("f/none/x", "No such file or directory");
    check_write_fails("f/old/x", "Not a directory");
    pid_t pid = fork();
    if (pid == 0)
        _exit(write_beyond_limit());
    int status = -1;
    CHECK(waitpid(pid, &status, 0) == pid);
    CHECK_INT(status, 0);
    check_listing("f", "dir old ");
    check_contents("f/old", "old");
    remove_all("f");
}

static pid_t pid_that_lives_no_more(void)
{
    pid_t pid = fork();
    if (pid == 0)
        _exit(0);
    waitpid(pid, NULL, 0);
    return pid;
}

static void sweeps_what_the_dead_left(void)
{
    make_dir("s/sub");
    int dead = (int)pid_that_lives_no_more();
    put(arena_printf(&a, "s/.drawloom-tmp.%d.1", dead), "");
    put(arena_printf(&a, "s/sub/.drawloom-tmp.%d.77", dead), "");
    put(arena_printf(&a, "s/.drawloom-tmp.%d.9", (int)getpid()), "of an earlier process");
    put("s/.drawloom-tmp.1.5", "alive: init");
    put("s/.drawloom-tmp.x.5", "not ours");
    put("s/.drawloom-tmp.99999999999999999999.5", "no process number");
    put("s/.drawloom-tmp.-5.5", "no process number");
    put("s/page.html", "");
    struct file_list list;
    struct err err = {0};
    CHECK(file_walk(in_folder("s"), &a, &list, &err));
    CHECK_INT(list.count, 1);
    CHECK_STR(list.names[0], "page.html");
    file_sweep_temporaries(in_folder("s"), false);
    check_listing("s/sub", arena_printf(&a, ".drawloom-tmp.%d.77 ", dead));
    file_sweep_temporaries(in_folder("s"), true);
    check_listing("s", ".drawloom-tmp.-5.5 .drawloom-tmp.1.5 "
                       ".drawloom-tmp.99999999999999999999.5 .drawloom-tmp.x.5 page.html sub ");
    check_listing("s/sub", "");
    file_sweep_temporaries(in_folder("none"), true);
    remove_all("s");
}

/* --- folders --- */

static void makes_folders(void)
{
    struct err err = {0};
    make_dir("m/a//b/");
    make_dir("m/a/b");
    CHECK(file_is_dir(in_folder("m/a/b")));
    put("m/file", "");
    CHECK(!file_make_dirs(in_folder("m/file/x"), &err));
    CHECK_STR(err.message,
              arena_printf(&a, "%s: cannot be made: File exists", in_folder("m/file")));
    remove_all("m");
}

static void lists_and_walks_sorted(void)
{
    make_dir("l/b/c");
    make_dir("l/empty");
    static const char *const files[] = {"l/b/c/z", "l/b/a", "l/b.md", "l/A", "l/\xc3\xa9", "l/a"};
    for (size_t i = 0; i < 6; i++)
        put(files[i], "");
    CHECK(symlink("b", in_folder("l/link")) == 0);
    CHECK(mkfifo(in_folder("l/fifo"), 0600) == 0);
    check_listing("l", "A a b b.md empty fifo link \xc3\xa9 ");
    struct file_list list;
    struct err err = {0};
    struct buf joined = BUF_INIT;
    CHECK(file_walk(in_folder("l"), &a, &list, &err));
    for (size_t i = 0; i < list.count; i++)
        buf_printf(&joined, "%s ", list.names[i]);
    CHECK_STR(joined.data, "A a b.md b/a b/c/z \xc3\xa9 ");
    buf_release(&joined);
    CHECK(!file_walk(in_folder("none"), &a, &list, &err));
    CHECK(!file_list(in_folder("l/a"), &a, &list, &err));
    CHECK_STR(err.message, arena_printf(&a, "%s: Not a directory", in_folder("l/a")));
    remove_all("l");
}

static void removes_without_following(void)
{
    make_dir("x/tree/sub");
    make_dir("x/outside");
    put("x/outside/kept", "kept");
    put("x/tree/sub/file", "");
    CHECK(symlink("../../outside", in_folder("x/tree/sub/link")) == 0);
    CHECK(symlink("outside", in_folder("x/link")) == 0);
    CHECK(mkfifo(in_folder("x/tree/fifo"), 0) == 0);
    CHECK(chmod(in_folder("x/tree/sub"), 0) == 0);
    remove_all("x/tree");
    remove_all("x/link");
    remove_all("x/none");
    remove_all("x/outside/kept/below");
    check_contents("x/outside/kept", "kept");
    remove_all("x");
}

/* Folders in folders, more than a process may have descriptors, with a file in each. */
static void removes_what_is_deep(void)
{
    make_dir("deep");
    int fd = open(in_folder("deep"), O_RDONLY | O_DIRECTORY);
    for (int i = 0; i < 1500 && fd >= 0; i++) {
        close(openat(fd, ".drawloom-deep.0", O_WRONLY | O_CREAT, 0600)); /* a name in the way */
        mkdirat(fd, "d", 0700);
        int below = openat(fd, "d", O_RDONLY | O_DIRECTORY);
        close(fd);
        fd = below;
    }
    CHECK(fd >= 0);
    close(fd);
    struct rlimit before, few;
    getrlimit(RLIMIT_NOFILE, &before);
    few = (struct rlimit){100, before.rlim_max};
    setrlimit(RLIMIT_NOFILE, &few);
    remove_all("deep");
    setrlimit(RLIMIT_NOFILE, &before);
}

/* As root everything can be removed, so the test becomes somebody else. */
static void says_what_is_not_allowed(void)
{
    make_dir("locked/in");
    CHECK(chmod(folder, 0755) == 0);
    pid_t pid = fork();
    if (pid == 0) {
        if (geteuid() == 0 && setuid(65534) < 0)
            _exit(2);
        chmod(in_folder("locked"), 0500);
        struct err err = {0};
        if (file_make_dirs(in_folder("locked/new"), &err) ||
            !strstr(err.message, "locked/new: cannot be made: Permission denied"))
            _exit(3);
        bool ok = file_remove_tree(in_folder("locked/in"), &err);
        _exit(!ok && strstr(err.message, "locked/in: cannot be removed: Permission denied") ? 0
                                                                                            : 1);
    }
    int status = -1;
    CHECK(waitpid(pid, &status, 0) == pid);
    CHECK_INT(status, 0);
    chmod(in_folder("locked"), 0700);
    remove_all("locked");
}

/* In each other, deeper than folders are held open, nobody may write to any. */
static bool remove_read_only_folders(void)
{
    struct err err = {0};
    const char *top = in_folder("open/top"), *deepest = top;
    for (int i = 0; i < 40; i++)
        deepest = path_join(&a, deepest, "d");
    if (!file_make_dirs(deepest, &err))
        return false;
    for (; strcmp(deepest, top) != 0; deepest = path_dir(&a, deepest))
        chmod(deepest, 0500);
    return file_remove_tree(top, &err) && !file_is_dir(top);
}

static void removes_folders_that_may_not_be_written_to(void)
{
    make_dir("open");
    CHECK(chmod(folder, 0755) == 0 && chmod(in_folder("open"), 0777) == 0);
    pid_t pid = fork();
    if (pid == 0)
        _exit((geteuid() == 0 && setuid(65534) < 0) || !remove_read_only_folders());
    int status = -1;
    CHECK(waitpid(pid, &status, 0) == pid);
    CHECK_INT(status, 0);
    remove_all("open");
}

int main(void)
{
    if (!mkdtemp(folder))
        return 1;
    RUN(reads_what_was_written);
    RUN(what_can_not_be_read);
    RUN(replaces_and_follows_no_link);
    RUN(failed_writes_leave_nothing);
    RUN(sweeps_what_the_dead_left);
    RUN(makes_folders);
    RUN(lists_and_walks_sorted);
    RUN(removes_without_following);
    RUN(removes_what_is_deep);
    RUN(says_what_is_not_allowed);
    RUN(removes_folders_that_may_not_be_written_to);
    struct err err;
    file_remove_tree(folder, &err);
    arena_release(&a);
    return test_summary();
}
