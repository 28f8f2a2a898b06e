#include <stdio.h>
#include <time.h>

struct chore {
    const char *name;
    long wait_ms;
};

static void *do_chore(void *argument)
{
    const struct chore *chore = argument;
    nanosleep(&(struct timespec){.tv_nsec = chore->wait_ms * 1000 * 1000}, NULL);
    printf("%s: ready after %ld ms\n", chore->name, chore->wait_ms);
    return NULL;
}

int main(void)
{
    struct chore tea = {"tea", 60};
    struct chore toast = {"toast", 40};

    do_chore(&tea);
    do_chore(&toast);
    return 0;
}
