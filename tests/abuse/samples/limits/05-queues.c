/* {timeout=5s memory=128M} Message queues of both kinds, filled and let go. */
#include <mqueue.h>
#include <sys/ipc.h>
#include <sys/msg.h>

#include "attack.h"

int main(void)
{
    static struct {
        long type;
        char text[8192];
    } message = {1, {0}};
    size_t bytes = 0;
    for (int i = 0; i < 100000; i++) {
        int id = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
        if (id < 0)
            break;
        while (msgsnd(id, &message, sizeof message.text, IPC_NOWAIT) == 0)
            bytes += sizeof message.text;
    }
    for (int i = 0; i < 1000; i++) {
        char name[32];
        snprintf(name, sizeof name, "/bomb-%d", i);
        mqd_t queue = mq_open(name, O_CREAT | O_RDWR | O_NONBLOCK, 0600, NULL);
        if (queue == (mqd_t)-1)
            break;
        while (mq_send(queue, message.text, sizeof message.text, 0) == 0)
            bytes += sizeof message.text;
        mq_close(queue);
    }
    say("%zu MiB in the kernel", bytes >> 20);
    return end();
}
