/* What a program may touch where only Landlock protects.
 *
 * Everything that is not listed is denied: other people's files, and also the names that every
 * program may use in a full sandbox, /tmp, /box and /dev/shm. Of /proc it sees its own folder,
 * which sanitizers and valgrind read (and which has the table of mounts), and what describes the
 * machine; of other processes it could read command lines and more. /proc/self is a link to a
 * folder that is made when the process is, so that rule is added by the process itself. Rights that
 * an older kernel doesn't know are left out: there they are free. */
#include "launch/landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The headers of Debian 12 know the second version; these are the kernel's names without
 * LANDLOCK_. */
enum {
    CREATE_RULESET_VERSION = 1,
    RULE_PATH_BENEATH = 1,

    ACCESS_FS_EXECUTE = 1 << 0,
    ACCESS_FS_WRITE_FILE = 1 << 1,
    ACCESS_FS_READ_FILE = 1 << 2,
    ACCESS_FS_READ_DIR = 1 << 3,
    ACCESS_FS_1 = (1 << 13) - 1, /* all that version 1 knows */
    ACCESS_FS_REFER = 1 << 13,
    ACCESS_FS_TRUNCATE = 1 << 14,
    ACCESS_FS_IOCTL_DEV = 1 << 15,

    ACCESS_NET_TCP = 3, /* bind, connect */
    SCOPE_SIGNAL = 1 << 1,
    SCOPE_ALL = 3, /* abstract sockets, signals */
};

struct ruleset {
    uint64_t handled_access_fs, handled_access_net, scoped;
};

struct path_beneath {
    uint64_t allowed_access;
    int32_t parent_fd;
} __attribute__((packed));

enum {
    READ = ACCESS_FS_READ_FILE | ACCESS_FS_READ_DIR,
    START = READ | ACCESS_FS_EXECUTE,
    DEVICE = ACCESS_FS_READ_FILE | ACCESS_FS_WRITE_FILE | ACCESS_FS_TRUNCATE,
};

static const struct {
    const char *path;
    uint64_t access;
} allowed[] = {
    {"/usr", START},
    {"/bin", START},
    {"/lib", START},
    {"/lib64", START},
    {"/etc/ld.so.cache", ACCESS_FS_READ_FILE},
    {"/etc/ld.so.conf", ACCESS_FS_READ_FILE},
    {"/etc/ld.so.conf.d", READ},
    {"/etc/alternatives", START},
    {"/sys/devices/system/cpu", READ},
    {"/dev/null", DEVICE},
    {"/dev/zero", DEVICE},
    {"/dev/full", DEVICE},
    {"/dev/random", DEVICE},
    {"/dev/urandom", DEVICE},
    {"/proc/cpuinfo", ACCESS_FS_READ_FILE},
    {"/proc/meminfo", ACCESS_FS_READ_FILE},
    {"/proc/stat", ACCESS_FS_READ_FILE},
    {"/proc/sys/vm/overcommit_memory", ACCESS_FS_READ_FILE},
};

/* 0 with errno: there is no Landlock. */
static int version(void)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, CREATE_RULESET_VERSION);
    return version > 0 ? (int)version : 0;
}

static struct ruleset handled(int abi)
{
    struct ruleset all = {.handled_access_fs = ACCESS_FS_1};
    if (abi >= 2)
        all.handled_access_fs |= ACCESS_FS_REFER;
    if (abi >= 3)
        all.handled_access_fs |= ACCESS_FS_TRUNCATE;
    if (abi >= 4)
        all.handled_access_net = ACCESS_NET_TCP;
    if (abi >= 5)
        all.handled_access_fs |= ACCESS_FS_IOCTL_DEV;
    if (abi >= 6)
        all.scoped = SCOPE_ALL;
    return all;
}

static bool allow(int ruleset, int fd, uint64_t access)
{
    const struct path_beneath rule = {access, fd};
    return syscall(SYS_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &rule, 0) == 0;
}

/* What is not there needs no rule. */
static bool allow_path(int ruleset, const char *path, uint64_t access)
{
    int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT;
    bool ok = allow(ruleset, fd, access);
    int error = errno;
    close(fd);
    errno = error;
    return ok;
}

/* A file has fewer rights than a folder. */
static bool allow_reading(int ruleset, const char *path)
{
    struct stat st;
    bool is_folder = stat(path, &st) == 0 && S_ISDIR(st.st_mode);
    return allow_path(ruleset, path, is_folder ? START : START & ~ACCESS_FS_READ_DIR);
}

static bool allow_all(int ruleset, const struct house *house, uint64_t known, int box, int tmp)
{
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
        if (!allow_path(ruleset, allowed[i].path, allowed[i].access & known))
            return false;
    for (int i = 0; i < house->readable_count; i++)
        if (!allow_reading(ruleset, house->readable[i]))
            return false;
    return allow(ruleset, box, known) && allow(ruleset, tmp, known);
}

int landlock_make(const struct house *house, int box, int tmp)
{
    int abi = version();
    if (abi == 0)
        return -1;
    struct ruleset all = handled(abi);
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
    if (ruleset < 0 || allow_all(ruleset, house, all.handled_access_fs, box, tmp))
        return ruleset;
    int error = errno;
    close(ruleset);
    errno = error;
    return -1;
}

bool landlock_enter(int ruleset)
{
    return allow_path(ruleset, "/proc/self/", READ) &&
           syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
}

bool landlock_keeps_signals(void)
{
    return version() >= 6;
}
