#define _GNU_SOURCE
#include <err.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LENGTH = 5 };

// [shared]
struct shared {
    int value;
    int list[LENGTH];
    sem_t parents_turn, childs_turn;
};

static struct shared *make_shared(void)
{
    int access = PROT_READ | PROT_WRITE, kind = MAP_SHARED | MAP_ANONYMOUS;
    struct shared *shared = mmap(NULL, sizeof *shared, access, kind, -1, 0);
    if (shared == MAP_FAILED)
        err(1, "mmap");
    if (sem_init(&shared->parents_turn, 1, 0) < 0 || sem_init(&shared->childs_turn, 1, 0) < 0)
        err(1, "sem_init");
    return shared;
}
// [shared]

static void print(const char *who, const struct shared *shared)
{
    printf("%-12s value %2d, list", who, shared->value);
    for (int i = 0; i < LENGTH; i++)
        printf(" %2d", shared->list[i]);
    printf("\n");
    fflush(stdout);
}

static void think(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 10 * 1000 * 1000}, NULL);
}

// [turns]
static void be_child(struct shared *shared)
{
    print("child sees", shared);
    sem_post(&shared->parents_turn);
    sem_wait(&shared->childs_turn);

    print("child sees", shared);
    think();
    for (int i = 0; i < LENGTH; i++)
        shared->list[i] += (i + 1) * (i + 1);
    shared->value = 10;
    print("child sets", shared);
    sem_post(&shared->parents_turn);
}

static void be_parent(struct shared *shared)
{
    sem_wait(&shared->parents_turn);
    think();
    shared->value = 2;
    shared->list[0] = 10;
    print("parent sets", shared);
    sem_post(&shared->childs_turn);

    sem_wait(&shared->parents_turn);
    print("parent sees", shared);
}

int main(void)
{
    struct shared *shared = make_shared();
    shared->value = 1;

    pid_t child = fork();
    if (child < 0)
        err(1, "fork");
    if (child == 0) {
        be_child(shared);
        _exit(0);
    }
    be_parent(shared);
    if (waitpid(child, NULL, 0) < 0)
        err(1, "waitpid");
    return 0;
}
// [turns]
