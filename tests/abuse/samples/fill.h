/* fill.h: write files into folders until each is full. A folder that takes more than 1 GiB is no
 * sandbox's. */
#include "attack.h"

static inline void fill(const char *folder)
{
    static char block[1 << 20];
    long written = 0, error = 0;
    memset(block, 1, sizeof block);
    for (int i = 0; i < 1000 && !error; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/fill-%d", folder, i);
        int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (fd < 0)
            error = errno;
        for (int k = 0; k < 8 && !error; k++) {
            if (write(fd, block, sizeof block) < 0)
                error = errno;
            else
                written++;
        }
        if (fd >= 0)
            close(fd);
        if (written > 1024) {
            say("GOT 1 GiB in %s", folder);
            return;
        }
    }
    say("refused %s after %ld MiB: %s", folder, written, strerrorname_np((int)error));
}
