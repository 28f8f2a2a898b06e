/* {timeout=8s} System V segments, touched and let go: they stay without a process. */
#include <sys/ipc.h>
#include <sys/shm.h>

#include "attack.h"

int main(void)
{
    for (int i = 0; i < 64; i++) {
        int id = shmget(IPC_PRIVATE, 32 << 20, IPC_CREAT | 0600);
        char *block = id < 0 ? (char *)-1 : shmat(id, NULL, 0);
        if (block == (char *)-1) {
            say("refused shmget: %s", strerrorname_np(errno));
            break;
        }
        memset(block, 1, 32 << 20);
        shmdt(block);
    }
    nap(0.3);
    return end();
}
