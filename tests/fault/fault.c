/* fault: a library to preload into drawloom, which makes one of its calls that change the disk fail, as
 * if the disk were full or broken. Only calls below the folders of FAULT_UNDER count, in all processes
 * that drawloom forks; the programs that it starts get an environment without it.
 *
 *   FAULT_UNDER=DIR:DIR   absolute and without links; FAULT_COUNTER=FILE has 8 bytes, at first zero
 *   FAULT_AT=N            the Nth call fails (0: none)
 *   FAULT_ERRNO=NUMBER    with this
 *   FAULT_STAYS=1         and all later ones but renames, which need no room on a full disk
 *   FAULT_LOG=FILE        gets a line "CALL PATH" for each that failed
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static atomic_long *counter; /* shared by all processes */
static long fail_at;
static int fail_errno;
static bool stays;
static const char *folders, *log_path;

__attribute__((constructor)) static void start(void)
{
    const char *path = getenv("FAULT_COUNTER"), *at = getenv("FAULT_AT");
    const char *number = getenv("FAULT_ERRNO");
    int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    if (fd < 0 || !at || !number)
        return;
    void *map = mmap(NULL, sizeof *counter, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    fail_at = atol(at);
    fail_errno = atoi(number);
    stays = getenv("FAULT_STAYS") != NULL;
    folders = getenv("FAULT_UNDER");
    log_path = getenv("FAULT_LOG");
    counter = map == MAP_FAILED ? NULL : map;
}

static bool is_under(const char *path)
{
    for (const char *at = folders; at && *at;) {
        size_t len = strcspn(at, ":");
        if (strncmp(path, at, len) == 0 && (path[len] == '/' || path[len] == '\0'))
            return true;
        at += len + (at[len] == ':');
    }
    return false;
}

/* The absolute path of `name` in the folder `dir`, or of `dir` itself when name is NULL. */
static void path_of(int dir, const char *name, char path[PATH_MAX])
{
    char link[64], folder[PATH_MAX / 2] = "";
    if (dir == AT_FDCWD)
        snprintf(link, sizeof link, "/proc/self/cwd");
    else
        snprintf(link, sizeof link, "/proc/self/fd/%d", dir);
    if ((!name || name[0] != '/') && readlink(link, folder, sizeof folder - 1) < 0)
        folder[0] = '\0';
    snprintf(path, PATH_MAX, "%s%s%s", folder, folder[0] && name ? "/" : "", name ? name : "");
}

static void note(const char *call, const char *path)
{
    int (*real_open)(const char *, int, ...) =
        (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
    ssize_t (*real_write)(int, const void *, size_t) =
        (ssize_t(*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
    char line[PATH_MAX + 32];
    int len = snprintf(line, sizeof line, "%s %s\n", call, path);
    int fd = log_path ? real_open(log_path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666) : -1;
    if (fd < 0)
        return;
    if (real_write(fd, line, (size_t)len) < 0)
        abort();
    close(fd);
}

/* Count the call, and decide. */
static bool fails(const char *call, int dir, const char *name)
{
    int saved = errno;
    char path[PATH_MAX];
    if (!counter)
        return false;
    path_of(dir, name, path);
    bool fail = false;
    if (is_under(path)) {
        long n = atomic_fetch_add(counter, 1) + 1;
        bool is_later = stays && n > fail_at && strncmp(call, "rename", 6) != 0;
        fail = fail_at > 0 && (n == fail_at || is_later);
    }
    if (fail)
        note(call, path);
    errno = fail ? fail_errno : saved;
    return fail;
}

/* NOLINTBEGIN(readability-inconsistent-declaration-parameter-name): the headers' names begin with __ */
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *data, size_t len)
{
    return fails("write", fd, NULL) ? -1 : REAL(write)(fd, data, len);
}

ssize_t pwrite(int fd, const void *data, size_t len, off_t at)
{
    return fails("pwrite", fd, NULL) ? -1 : REAL(pwrite)(fd, data, len, at);
}

ssize_t pwrite64(int fd, const void *data, size_t len, off64_t at)
{
    return fails("pwrite", fd, NULL) ? -1 : REAL(pwrite64)(fd, data, len, at);
}

int ftruncate(int fd, off_t size)
{
    return fails("ftruncate", fd, NULL) ? -1 : REAL(ftruncate)(fd, size);
}

int ftruncate64(int fd, off64_t size)
{
    return fails("ftruncate", fd, NULL) ? -1 : REAL(ftruncate64)(fd, size);
}

int fsync(int fd)
{
    return fails("fsync", fd, NULL) ? -1 : REAL(fsync)(fd);
}

int fdatasync(int fd)
{
    return fails("fdatasync", fd, NULL) ? -1 : REAL(fdatasync)(fd);
}

int syncfs(int fd)
{
    return fails("syncfs", fd, NULL) ? -1 : REAL(syncfs)(fd);
}

int mkdir(const char *path, mode_t mode)
{
    return fails("mkdir", AT_FDCWD, path) ? -1 : REAL(mkdir)(path, mode);
}

int mkdirat(int dir, const char *path, mode_t mode)
{
    return fails("mkdir", dir, path) ? -1 : REAL(mkdirat)(dir, path, mode);
}

int rename(const char *from, const char *to)
{
    return fails("rename", AT_FDCWD, to) ? -1 : REAL(rename)(from, to);
}

int renameat(int from_dir, const char *from, int to_dir, const char *to)
{
    return fails("rename", to_dir, to) ? -1 : REAL(renameat)(from_dir, from, to_dir, to);
}

int renameat2(int from_dir, const char *from, int to_dir, const char *to, unsigned flags)
{
    return fails("rename", to_dir, to) ? -1 : REAL(renameat2)(from_dir, from, to_dir, to, flags);
}

/* Only a call that may make a file counts; the mode is there only then. */
#define OPEN(name, dir, parameters, ...)                                                           \
    int name parameters                                                                            \
    {                                                                                              \
        mode_t mode = 0;                                                                           \
        if (flags & O_CREAT) {                                                                     \
            va_list args;                                                                          \
            va_start(args, flags);                                                                 \
            mode = va_arg(args, mode_t);                                                           \
            va_end(args);                                                                          \
            if (fails("open", dir, path))                                                          \
                return -1;                                                                         \
        }                                                                                          \
        return REAL(name)(__VA_ARGS__, flags, mode);                                               \
    }

OPEN(open, AT_FDCWD, (const char *path, int flags, ...), path)
OPEN(open64, AT_FDCWD, (const char *path, int flags, ...), path)
OPEN(openat, dir, (int dir, const char *path, int flags, ...), dir, path)
OPEN(openat64, dir, (int dir, const char *path, int flags, ...), dir, path)
/* NOLINTEND(readability-inconsistent-declaration-parameter-name) */
