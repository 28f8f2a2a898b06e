/* What is there: /usr and the links into it, the loader's cache, four made-up files of /etc, five
 * devices, what tells how many cores there are. Nothing may be written: each run gets its own /box,
 * /tmp and /dev/shm from drawloom-launch, which keeps four capabilities for that and gives them up
 * before it starts a program.
 *
 * bwrap's own --seccomp is not used: its filter would keep drawloom-launch from making rooms. */
#include "run/bwrap.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "base/str.h"
#include "run/launch_protocol.h"

const struct sandbox_etc sandbox_etc[SANDBOX_ETC_FILES] = {
    {"/etc/passwd", "root:x:0:0:root:/:/usr/sbin/nologin\n"
                    "user:x:1000:1000:user:/box:/bin/sh\n"
                    "nobody:x:65534:65534:nobody:/:/usr/sbin/nologin\n"},
    {"/etc/group", "root:x:0:\nuser:x:1000:\nnogroup:x:65534:\n"},
    {"/etc/hosts", "127.0.0.1 localhost sandbox\n"},
    {"/etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\n"},
};

/* A command line in the making. */
struct command {
    struct words words;
    struct arena *a;
};

static void add(struct command *c, const char *const *words)
{
    for (; *words; words++)
        words_add(&c->words, c->a, *words);
}
#define ADD(c, ...) add((c), (const char *const[]){__VA_ARGS__, NULL})

/* Links on a system where all is in /usr, folders on others. */
static void add_folder(struct command *c, const char *path)
{
    char target[256];
    struct stat st;
    if (lstat(path, &st) != 0)
        return;
    ssize_t len = S_ISLNK(st.st_mode) ? readlink(path, target, sizeof target) : -1;
    if (len > 0 && len < (ssize_t)sizeof target)
        ADD(c, "--symlink", arena_strndup(c->a, target, (size_t)len), path);
    else
        ADD(c, "--ro-bind", path, path);
}

static void add_namespaces(struct command *c)
{
    ADD(c, "--unshare-all", "--unshare-user", "--uid", "1000", "--gid", "1000", "--hostname",
        "sandbox", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--cap-add",
        "CAP_SYS_ADMIN", "--cap-add", "CAP_NET_ADMIN", "--cap-add", "CAP_SETPCAP", "--cap-add",
        "CAP_SYS_RESOURCE", "--clearenv");
}

static void add_system(struct command *c)
{
    static const char *const folders[] = {"/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"};
    ADD(c, "--ro-bind", "/usr", "/usr");
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        add_folder(c, folders[i]);
    ADD(c, "--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache");
    ADD(c, "--ro-bind-try", "/etc/alternatives", "/etc/alternatives");
    ADD(c, "--ro-bind-try", "/sys/devices/system/cpu", "/sys/devices/system/cpu");
}

static void add_etc(struct command *c)
{
    for (int i = 0; i < SANDBOX_ETC_FILES; i++)
        ADD(c, "--perms", "0444", "--file", arena_printf(c->a, "%d", LAUNCH_IMAGE + 1 + i),
            sandbox_etc[i].path);
}

static void add_devices(struct command *c)
{
    static const char *const devices[] = {"/dev/null", "/dev/zero", "/dev/full", "/dev/random",
                                          "/dev/urandom"};
    ADD(c, "--proc", "/proc", "--dir", "/dev");
    for (size_t i = 0; i < sizeof devices / sizeof *devices; i++)
        ADD(c, "--dev-bind", devices[i], devices[i]);
    ADD(c, "--symlink", "/proc/self/fd", "/dev/fd", "--symlink", "/proc/self/fd/0", "/dev/stdin",
        "--symlink", "/proc/self/fd/1", "/dev/stdout", "--symlink", "/proc/self/fd/2",
        "/dev/stderr");
}

/* How much processor time our control group may use: what a program asks that wants to know how many
 * threads are worth while. Version 2 has one line, "0::/PATH". */
static void add_quota(struct command *c)
{
    char line[4096];
    FILE *file = fopen("/proc/self/cgroup", "re");
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, "0::/", 4) == 0) {
            line[strcspn(line, "\n")] = '\0';
            const char *group = line[4] ? line + 3 : "";
            ADD(c, "--ro-bind-try", arena_printf(c->a, "/sys/fs/cgroup%s/cpu.max", group),
                "/sys/fs/cgroup/cpu.max");
        }
    if (file)
        fclose(file);
}

static void add_rooms(struct command *c)
{
    ADD(c, "--dir", "/dev/shm", "--dir", "/box", "--dir", "/tmp", "--remount-ro", "/", "--chdir",
        "/", "--", arena_printf(c->a, "/proc/self/fd/%d", LAUNCH_IMAGE), "serve", "full");
}

const char *const *bwrap_command(const char *path, const struct words *readable, struct arena *a)
{
    struct command c = {.a = a};
    ADD(&c, path);
    add_namespaces(&c);
    add_system(&c);
    add_etc(&c);
    for (size_t i = 0; i < readable->count; i++)
        ADD(&c, "--ro-bind", readable->items[i], readable->items[i]);
    add_devices(&c);
    add_quota(&c);
    add_rooms(&c);
    words_add(&c.words, a, NULL);
    return c.words.items;
}
