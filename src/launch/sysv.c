/* Messages and semaphores are the kernel's memory and belong to no process: with the kernel's own
 * limits, 32000 queues of 16384 messages of one byte take 32 GB. The sums of a namespace cost the
 * same however many objects there are; the tables of /proc/sysvipc would take longer to read than a
 * program needs to fill them. */
#include "launch/sysv.h"

#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <unistd.h>

/* What the kernel takes for each, about. */
enum { OBJECT_BYTES = 256, MESSAGE_BYTES = 64, SEMAPHORE_BYTES = 64 };

static uint64_t segments(void)
{
    struct shm_info info;
    if (shmctl(0, SHM_INFO, (struct shmid_ds *)(void *)&info) < 0)
        return 0;
    uint64_t pages = info.shm_rss + info.shm_swp, objects = (uint64_t)info.used_ids;
    return pages * (uint64_t)sysconf(_SC_PAGESIZE) + objects * OBJECT_BYTES;
}

static uint64_t queues(void)
{
    struct msginfo info;
    if (msgctl(0, MSG_INFO, (struct msqid_ds *)(void *)&info) < 0)
        return 0;
    uint64_t bytes = (uint64_t)info.msgtql, messages = (uint64_t)info.msgmap;
    return bytes + messages * MESSAGE_BYTES + (uint64_t)info.msgpool * OBJECT_BYTES;
}

static uint64_t semaphores(void)
{
    struct seminfo info;
    if (semctl(0, 0, SEM_INFO, &info) < 0)
        return 0;
    return (uint64_t)info.semaem * SEMAPHORE_BYTES + (uint64_t)info.semusz * OBJECT_BYTES;
}

uint64_t sysv_bytes(void)
{
    return segments() + queues() + semaphores();
}
