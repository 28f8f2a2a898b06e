#include "run/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

enum { READ_BYTES = 64 * 1024, MAX_CHUNKS = 1000 };

void streams_close_theirs(struct streams *s)
{
    for (int i = 0; i < 3; i++)
        file_close(&s->theirs[i]);
}

void streams_close(struct streams *s)
{
    streams_close_theirs(s);
    for (int i = 0; i < 3; i++)
        file_close(&s->ours[i]);
}

/* Only the flag of our end is changed: each end of a pipe has its own. */
static bool open_pipe(struct streams *s, int number)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    s->ours[number] = ends[0];
    s->theirs[number] = ends[1];
    return fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0;
}

/* A terminal of usual size that hands every byte through as it is. */
static bool open_tty(struct streams *s, int number)
{
    int flags = O_RDWR | O_NOCTTY | O_CLOEXEC;
    int master = s->ours[number] = posix_openpt(flags | O_NONBLOCK);
    if (master < 0 || unlockpt(master) != 0)
        return false;
    int slave = s->theirs[number] = ioctl(master, TIOCGPTPEER, flags);
    struct termios mode;
    if (slave < 0 || tcgetattr(slave, &mode) != 0)
        return false;
    cfmakeraw(&mode);
    const struct winsize size = {.ws_row = 24, .ws_col = 80};
    return tcsetattr(slave, TCSANOW, &mode) == 0 && ioctl(slave, TIOCSWINSZ, &size) == 0;
}

/* A file in memory: nobody has to feed a pipe while the program runs. */
static bool open_stdin(struct streams *s, const struct launch_spec *spec)
{
    if (!spec->has_stdin) {
        s->theirs[0] = open("/dev/null", O_RDONLY | O_CLOEXEC);
        return s->theirs[0] >= 0;
    }
    int fd = s->theirs[0] = memfd_create("stdin", MFD_CLOEXEC);
    return fd >= 0 && file_write_all(fd, spec->stdin_text) && lseek(fd, 0, SEEK_SET) == 0;
}

bool streams_open(struct streams *s, const struct launch_spec *spec)
{
    bool ok = open_stdin(s, spec);
    for (int fd = 1; fd <= 2 && ok; fd++)
        ok = spec->tty ? open_tty(s, fd) : open_pipe(s, fd);
    return ok;
}

static struct buf *stream_of(struct launch_result *result, int fd)
{
    return fd == 1 ? &result->out : &result->err;
}

/* Neighbours are of different streams. Past MAX_CHUNKS the order is lost: nobody reads so many. */
static void add_chunk(struct launch_result *r, int fd, size_t len)
{
    size_t n = r->chunk_count;
    if (n > 0 && (r->chunks[n - 1].fd == fd || n == MAX_CHUNKS)) {
        r->chunks[r->chunks[n - 1].fd == fd ? n - 1 : n - 2].len += len;
        return;
    }
    if ((n & (n - 1)) == 0) /* full at every power of two */
        r->chunks = xrealloc(r->chunks, n ? 2 * n : 1, sizeof *r->chunks);
    r->chunks[r->chunk_count++] = (struct launch_chunk){fd, len};
}

/* A terminal shows its end as EIO. */
bool streams_take(struct streams *s, int number, size_t max, struct launch_result *result)
{
    char bytes[READ_BYTES];
    int *fd = &s->ours[number];
    ssize_t n = *fd >= 0 ? read(*fd, bytes, sizeof bytes) : 0;
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return errno == EINTR;
    if (n <= 0) {
        file_close(fd);
        return false;
    }
    struct buf *stream = stream_of(result, number);
    size_t room = max - stream->len, len = (size_t)n < room ? (size_t)n : room;
    result->truncated |= (size_t)n > room;
    if (len > 0) {
        buf_add(stream, bytes, len);
        add_chunk(result, number, len);
    }
    return true;
}

/* Should somebody have escaped and still write, it ends at the limit. */
void streams_take_rest(struct streams *s, size_t max, struct launch_result *result)
{
    for (int fd = 1; fd <= 2; fd++)
        while (streams_take(s, fd, max, result))
            if (result->truncated && stream_of(result, fd)->len == max)
                break;
}
