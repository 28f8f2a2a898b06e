#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static bool too_large(const char *path, struct err *err)
{
    return err_set(err, "%s: larger than %u MiB", path, FILE_MAX_BYTES >> 20);
}

/* O_NONBLOCK: opening a fifo must not wait for its writer. */
static int open_regular(const char *path, struct stat *st, struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0 || fstat(fd, st) < 0) {
        err_errno(err, "%s", path);
    } else if (!S_ISREG(st->st_mode)) {
        err_set(err, "%s: not a regular file", path);
    } else if (st->st_size > FILE_MAX_BYTES) {
        too_large(path, err);
    } else {
        return fd;
    }
    if (fd >= 0)
        close(fd);
    return -1;
}

/* The size that stat tells is only a hint: files of /proc have 0, others may grow meanwhile. */
static bool read_all(int fd, const char *path, struct buf *out, struct err *err)
{
    size_t start = out->len;
    for (;;) {
        if (out->len - start > FILE_MAX_BYTES)
            return too_large(path, err);
        buf_reserve(out, 4096);
        ssize_t n = read(fd, out->data + out->len, out->cap - out->len - 1);
        if (n == 0)
            return true;
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_errno(err, "%s", path);
        out->len += (size_t)n;
        out->data[out->len] = '\0';
    }
}

bool file_read_open(int fd, const char *name, struct buf *out, struct err *err)
{
    size_t start = out->len;
    if (read_all(fd, name, out, err))
        return true;
    out->len = start;
    out->data[start] = '\0';
    return false;
}

bool file_read(const char *path, struct buf *out, struct err *err)
{
    struct stat st;
    int fd = open_regular(path, &st, err);
    if (fd < 0)
        return false;
    buf_reserve(out, (size_t)st.st_size + 4096);
    bool ok = file_read_open(fd, path, out, err);
    close(fd);
    return ok;
}

bool file_exists(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

bool file_is_dir(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

void file_temporary_name(struct str prefix, struct buf *name)
{
    static atomic_uint counter;
    buf_clear(name);
    buf_printf(name, "%.*s" FILE_TEMPORARY_PREFIX "%ld.%u", STR_FMT(prefix), (long)getpid(),
               atomic_fetch_add(&counter, 1));
}

/* A name that is taken was left by an earlier process with our number. */
static int open_temporary(int folder, struct str prefix, struct buf *name)
{
    for (;;) {
        file_temporary_name(prefix, name);
        int fd =
            openat(folder, name->data, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
}

void file_close(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

bool file_write_all(int fd, struct str bytes)
{
    while (bytes.len > 0) {
        ssize_t n = write(fd, bytes.data, bytes.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        bytes.data += n;
        bytes.len -= (size_t)n;
    }
    return true;
}

/* A full disk or a quota may show only when the file is closed. */
static bool write_and_close(int fd, struct str bytes)
{
    bool ok = file_write_all(fd, bytes);
    int why = errno;
    if (close(fd) != 0 && ok)
        return false;
    errno = why;
    return ok;
}

bool file_write_temporary(int folder, struct str prefix, struct str bytes, struct buf *name)
{
    int fd = open_temporary(folder, prefix, name);
    if (fd < 0)
        return false;
    if (write_and_close(fd, bytes))
        return true;
    int why = errno;
    unlinkat(folder, name->data, 0);
    errno = why;
    return false;
}

bool file_write(const char *path, struct str bytes, struct err *err)
{
    struct buf name = BUF_INIT;
    struct str prefix = {path, (size_t)(path_base(path) - path)};
    bool written = file_write_temporary(AT_FDCWD, prefix, bytes, &name);
    bool ok = written && rename(name.data, path) == 0;
    if (!ok)
        err_errno(err, "%s: cannot be written", path);
    if (written && !ok)
        unlink(name.data);
    buf_release(&name);
    return ok;
}
