/* {timeout=8s} Memory in files that no process maps: it is in nobody's resident set. */
#include "attack.h"

int main(void)
{
    static char block[1 << 20];
    memset(block, 1, sizeof block);
    for (int i = 0; i < 50; i++) {
        int fd = memfd_create("bomb", 0);
        for (int k = 0; fd >= 0 && k < 40; k++)
            if (write(fd, block, sizeof block) < 0)
                break;
        if (fd < 0)
            say("refused memfd_create: %s", strerrorname_np(errno));
    }
    return end();
}
