#define _GNU_SOURCE
#include <err.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifndef BOOKINGS
#define BOOKINGS 100
#endif

// [account]
struct account {
    atomic_int balance;
};

_Static_assert(ATOMIC_INT_LOCK_FREE == 2, "a lock of one process would not help");

static struct account *open_account(void)
{
    int access = PROT_READ | PROT_WRITE, kind = MAP_SHARED | MAP_ANONYMOUS;
    struct account *account = mmap(NULL, sizeof *account, access, kind, -1, 0);
    if (account == MAP_FAILED)
        err(1, "mmap");
    account->balance = 200;
    return account;
}

static void think(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 100 * 1000}, NULL);
}

/* Think, then read and write in one step. */
static void book(struct account *account, int amount)
{
    think();
    atomic_fetch_add(&account->balance, amount);
}
// [account]

// [clerks]
static pid_t start_clerk(struct account *account, int amount)
{
    pid_t clerk = fork();
    if (clerk < 0)
        err(1, "fork");
    if (clerk == 0) {
        for (int i = 0; i < BOOKINGS; i++)
            book(account, amount);
        _exit(0);
    }
    return clerk;
}

int main(void)
{
    struct account *account = open_account();
    pid_t deposits = start_clerk(account, 1);
    pid_t withdrawals = start_clerk(account, -1);
    if (waitpid(deposits, NULL, 0) < 0 || waitpid(withdrawals, NULL, 0) < 0)
        err(1, "waitpid");
    printf("balance: %d\n", account->balance);
    return 0;
}
// [clerks]
