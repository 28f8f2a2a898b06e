/* How luggage is read.
 *
 * By pread and sendfile, never by mapping it: the kernel lets a program begin with the largest
 * memory that its launcher ever had, so a mapped luggage would show in what the program is said to
 * have used. */
#include "launch/luggage.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

enum { STRINGS_AT = sizeof(struct launch_luggage), FIRST_READ = 16384 };

static bool malformed(void)
{
    errno = EBADMSG;
    return false;
}

static bool read_all(const struct luggage *luggage, void *to, size_t size, off_t at)
{
    if (at > luggage->size || (uint64_t)(luggage->size - at) < size)
        return malformed();
    for (size_t done = 0; done < size;) {
        ssize_t len = pread(luggage->fd, (char *)to + done, size - done, at + (off_t)done);
        if (len <= 0)
            return len == 0 ? malformed() : false;
        done += (size_t)len;
    }
    return true;
}

/* The end of the first `count` strings; NULL: not within `size` bytes. */
static const char *strings_end(const char *strings, size_t size, uint64_t count)
{
    const char *end = strings + size;
    for (; count > 0 && strings; count--) {
        const char *nul = memchr(strings, '\0', (size_t)(end - strings));
        strings = nul ? nul + 1 : NULL;
    }
    return strings;
}

/* Where the strings end is only known when they have been read. */
static char *read_strings(struct luggage *luggage, uint64_t count)
{
    size_t most = (size_t)(luggage->size - STRINGS_AT);
    for (size_t size = FIRST_READ;; size *= 4) {
        if (size > most)
            size = most;
        char *strings = malloc(size + 1); /* a size of 0 is no error */
        if (!strings || !read_all(luggage, strings, size, STRINGS_AT))
            return NULL;
        const char *end = strings_end(strings, size, count);
        if (end) {
            luggage->files_at = STRINGS_AT + (end - strings);
            return strings;
        }
        free(strings);
        if (size == most)
            break;
    }
    malformed();
    return NULL;
}

static char *take(char **strings)
{
    char *first = *strings;
    *strings += strlen(first) + 1;
    return first;
}

/* A NULL-terminated list of the next `count` strings. */
static char **take_list(char **strings, uint32_t count)
{
    char **list = malloc(((size_t)count + 1) * sizeof *list);
    if (!list)
        return NULL;
    for (uint32_t i = 0; i < count; i++)
        list[i] = take(strings);
    list[count] = NULL;
    return list;
}

bool luggage_open(struct luggage *luggage, int fd)
{
    *luggage = (struct luggage){.fd = fd};
    struct stat st;
    struct launch_luggage head;
    if (fstat(fd, &st) != 0)
        return false;
    luggage->size = st.st_size;
    if (!read_all(luggage, &head, sizeof head, 0))
        return false;
    if (head.argc == 0 || head.wanted > LAUNCH_MAX_WANTED)
        return malformed();
    char *strings = read_strings(luggage, 1 + (uint64_t)head.argc + head.envc + head.wanted);
    if (!strings)
        return false;
    luggage->exec = take(&strings);
    luggage->argv = take_list(&strings, head.argc);
    luggage->env = take_list(&strings, head.envc);
    for (uint32_t i = 0; i < head.wanted; i++)
        luggage->wanted[i] = take(&strings);
    luggage->wanted_count = head.wanted;
    luggage->files = head.files;
    return luggage->argv && luggage->env;
}

static bool is_part(const char *part, size_t len)
{
    return len > 0 && !(len == 1 && part[0] == '.') && !(len == 2 && memcmp(part, "..", 2) == 0);
}

/* Check each part of the name and make the folders that lead to it. */
static bool make_way(int box, char *name)
{
    char *part = name;
    for (char *slash; (slash = strchr(part, '/')); part = slash + 1) {
        if (!is_part(part, (size_t)(slash - part)))
            return malformed();
        *slash = '\0';
        int made = mkdirat(box, name, 0755);
        *slash = '/';
        if (made != 0 && errno != EEXIST)
            return false;
    }
    return is_part(part, strlen(part)) || malformed();
}

static bool copy(const struct luggage *luggage, int to, off_t at, uint64_t size)
{
    if (at > luggage->size || (uint64_t)(luggage->size - at) < size)
        return malformed();
    while (size > 0) {
        ssize_t len = sendfile(to, luggage->fd, &at, size);
        if (len <= 0)
            return len == 0 ? malformed() : false;
        size -= (uint64_t)len;
    }
    return true;
}

static bool unpack_file(const struct luggage *luggage, int box, const struct launch_item *item,
                        char *name, off_t bytes_at)
{
    if (!make_way(box, name))
        return false;
    int fd = openat(box, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    bool ok = copy(luggage, fd, bytes_at, item->size) && fchmod(fd, item->mode & 0777) == 0;
    int error = errno;
    close(fd);
    errno = error;
    return ok;
}

bool luggage_unpack(const struct luggage *luggage, int box)
{
    off_t at = luggage->files_at;
    for (uint32_t i = 0; i < luggage->files; i++) {
        struct launch_item item;
        char name[PATH_MAX];
        if (!read_all(luggage, &item, sizeof item, at))
            return false;
        at += (off_t)sizeof item;
        if (item.name_len == 0 || item.name_len > sizeof name)
            return malformed();
        if (!read_all(luggage, name, item.name_len, at))
            return false;
        at += item.name_len;
        if (name[item.name_len - 1] != '\0')
            return malformed();
        if (!unpack_file(luggage, box, &item, name, at))
            return false;
        at += (off_t)item.size;
    }
    return true;
}
