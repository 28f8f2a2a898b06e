/* {timeout=2s .hangs} Locks all files that somebody else may want, and keeps them. */
#include <sys/file.h>

#include "attack.h"

int main(void)
{
    static const char *const files[] = {
        "/proc/self/exe",
        "/usr/bin/gcc",
        "/usr/bin/as",
        "/usr/lib/x86_64-linux-gnu/libc.so.6",
        "/usr/bin",
        "/",
        ".",
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        int fd = open(files[i], O_RDONLY);
        if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
            say("locked %s", files[i]);
    }
    tried("drawloom's lock", open(COURSE "/.drawloom/lock", O_RDONLY));
    tried("drawloom's store", open(COURSE "/.drawloom/results.db", O_RDONLY));
    end();
    nap(100);
}
