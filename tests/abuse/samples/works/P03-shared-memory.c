/* {libs=-lrt} shared memory of POSIX and of System V, semaphores, message queues */
#include <mqueue.h>
#include <semaphore.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

#include "attack.h"

int main(void)
{
    int fd = shm_open("/shared", O_CREAT | O_RDWR, 0600);
    if (fd < 0 || ftruncate(fd, 4096) != 0)
        return 1;
    int *value = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    int segment = shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600);
    int *other = shmat(segment, NULL, 0);
    sem_t *ready = sem_open("/ready", O_CREAT, 0600, 0);
    if (value == MAP_FAILED || other == (void *)-1 || ready == SEM_FAILED)
        return 2;
    if (fork() == 0) {
        *value = 42, *other = 43;
        sem_post(ready);
        _exit(0);
    }
    sem_wait(ready);
    wait(NULL);
    if (*value != 42 || *other != 43)
        return 3;
    int set = semget(IPC_PRIVATE, 1, IPC_CREAT | 0600);
    struct sembuf up = {0, 1, 0};
    if (semop(set, &up, 1) != 0)
        return 4;
    struct {
        long type;
        char text[8];
    } message = {1, "hi"};
    int queue = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
    if (msgsnd(queue, &message, 8, 0) != 0 || msgrcv(queue, &message, 8, 0, 0) != 8)
        return 5;
    mqd_t posix = mq_open("/queue", O_CREAT | O_RDWR, 0600, NULL);
    if (posix == (mqd_t)-1 || mq_send(posix, "hello", 5, 0) != 0)
        return 6;
    return end();
}
