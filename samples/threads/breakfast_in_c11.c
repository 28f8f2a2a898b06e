#include <stdio.h>
#include <stdlib.h>
#include <threads.h>
#include <time.h>

struct chore {
    const char *name;
    long wait_ms;
};

static void must_succeed(int status)
{
    if (status != thrd_success) {
        fputs("breakfast: a call of <threads.h> failed\n", stderr);
        exit(EXIT_FAILURE);
    }
}

static int do_chore(void *argument)
{
    const struct chore *chore = argument;
    thrd_sleep(&(struct timespec){.tv_nsec = chore->wait_ms * 1000 * 1000}, NULL);
    printf("%s: ready after %ld ms\n", chore->name, chore->wait_ms);
    return 0;
}

int main(void)
{
    struct chore tea = {"tea", 60};
    struct chore toast = {"toast", 40};
    thrd_t tea_thread, toast_thread;

    must_succeed(thrd_create(&tea_thread, do_chore, &tea));
    must_succeed(thrd_create(&toast_thread, do_chore, &toast));
    must_succeed(thrd_join(tea_thread, NULL));
    must_succeed(thrd_join(toast_thread, NULL));
    return 0;
}
