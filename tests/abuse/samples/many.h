/* many.h: make files without bytes until no more can be made. */
#include "attack.h"

static inline int make_many(const char *folder)
{
    for (int i = 0; i < 1000000; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/f%d", folder, i);
        int made = i % 3 == 0   ? mkdir(path, 0700)
                   : i % 3 == 1 ? symlink("nothing", path)
                                : mknod(path, S_IFREG | 0600, 0);
        if (made != 0) {
            say("refused after %d files: %s", i, strerrorname_np(errno));
            return end();
        }
        if (i % 10000 == 9999)
            say("made %d", i + 1);
    }
    say("GOT a million files in %s", folder);
    return end();
}
