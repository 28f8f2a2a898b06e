/* {timeout=8s} Shared memory objects of POSIX, 2 GiB of them, closed again. */
#include "attack.h"

int main(void)
{
    static char block[1 << 20];
    memset(block, 1, sizeof block);
    for (int i = 0; i < 64; i++) {
        char name[32];
        snprintf(name, sizeof name, "/bomb-%d", i);
        int fd = shm_open(name, O_CREAT | O_RDWR, 0600);
        for (int k = 0; fd >= 0 && k < 32; k++)
            if (write(fd, block, sizeof block) < 0) {
                say("refused write: %s", strerrorname_np(errno));
                nap(0.3);
                return end();
            }
        close(fd);
    }
    say("GOT 2 GiB in /dev/shm");
    return end();
}
