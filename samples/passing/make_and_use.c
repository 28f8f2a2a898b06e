#include <stdio.h>
#include <time.h>

enum { ITEMS = 100, MAKE_AND_USE_US = 2000, MAKE_US = 500 };

static void work(long us)
{
    nanosleep(&(struct timespec){.tv_nsec = us * 1000}, NULL);
}

// [main]
int main(void)
{
    for (int i = 0; i < ITEMS; i++) {
        work(MAKE_US);
        work(MAKE_AND_USE_US - MAKE_US);
    }
    printf("%d items made and consumed\n", ITEMS);
    return 0;
}
// [main]
