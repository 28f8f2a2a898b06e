#define _GNU_SOURCE
#include <err.h>
#include <linux/futex.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { STACK_BYTES = 64 * 1024 };

static pid_t worker_process, worker_thread;
static _Atomic pid_t alive; /* the worker's thread id; zero when it has ended */

static int introduce_yourself(void *unused)
{
    (void)unused;
    worker_process = (pid_t)syscall(SYS_getpid);
    worker_thread = (pid_t)syscall(SYS_gettid);
    return 0;
}

// [clone]
static void start_worker(char *stack)
{
    int flags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM |
                CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID;
    char *top = stack + STACK_BYTES; /* stacks grow downwards */
    if (clone(introduce_yourself, top, flags, NULL, &alive, NULL, &alive) < 0)
        err(1, "clone");
}

static void join_worker(void)
{
    for (pid_t id; (id = atomic_load(&alive)) != 0;)
        syscall(SYS_futex, &alive, FUTEX_WAIT, id, NULL, NULL, 0);
}
// [clone]

int main(void)
{
    char *stack = mmap(NULL, STACK_BYTES, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    if (stack == MAP_FAILED)
        err(1, "mmap");

    start_worker(stack);
    join_worker();
    munmap(stack, STACK_BYTES);
    printf("same process: %s\n", worker_process == getpid() ? "yes" : "no");
    printf("same thread:  %s\n", worker_thread == gettid() ? "yes" : "no");
    return 0;
}
