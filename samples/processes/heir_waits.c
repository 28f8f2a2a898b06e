#define _GNU_SOURCE
#include <err.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include "must.h"

// [account]
struct accounts {
    pthread_mutex_t lock;
    int savings, current; /* guarded by lock; together always 200 */
};

static struct accounts *open_accounts(void)
{
    int access = PROT_READ | PROT_WRITE, kind = MAP_SHARED | MAP_ANONYMOUS;
    struct accounts *both = mmap(NULL, sizeof *both, access, kind, -1, 0);
    if (both == MAP_FAILED)
        err(1, "mmap");

    pthread_mutexattr_t attributes;
    must(pthread_mutexattr_init(&attributes));
    must(pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED));
    must(pthread_mutex_init(&both->lock, &attributes));
    must(pthread_mutexattr_destroy(&attributes));
    both->savings = both->current = 100;
    return both;
}
// [account]

// [heir]
static void transfer_and_die(struct accounts *both, int amount)
{
    must(pthread_mutex_lock(&both->lock));
    both->savings -= amount;
    raise(SIGKILL); /* nobody can do anything about that signal */
    both->current += amount;
    must(pthread_mutex_unlock(&both->lock));
}

static void audit(struct accounts *both)
{
    must(pthread_mutex_lock(&both->lock));
    printf("savings %d, current %d\n", both->savings, both->current);
    must(pthread_mutex_unlock(&both->lock));
}
// [heir]

// [main]
int main(void)
{
    struct accounts *both = open_accounts();
    pid_t clerk = fork();
    if (clerk < 0)
        err(1, "fork");
    if (clerk == 0) {
        transfer_and_die(both, 50);
        _exit(0);
    }
    int status;
    if (waitpid(clerk, &status, 0) < 0)
        err(1, "waitpid");
    if (WIFSIGNALED(status))
        printf("the clerk was killed by signal %d\n", WTERMSIG(status));
    fflush(stdout);
    audit(both);
    return 0;
}
// [main]
