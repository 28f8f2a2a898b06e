#include <stdio.h>
#include "coroutine.h"

enum { PRIMES = 15 };

static void count(void *unused) /* 2, 3, 4, and so on */
{
    (void)unused;
    for (int n = 2;; n++)
        coroutine_yield(&n);
}

struct filter {
    struct coroutine *source;
    int prime;
};

static void let_through(void *argument) /* what is no multiple of the prime */
{
    struct filter *filter = argument;
    for (;;) {
        int *n = coroutine_resume(filter->source);
        if (*n % filter->prime != 0)
            coroutine_yield(n);
    }
}

int main(void)
{
    struct coroutine *all[PRIMES + 1] = {coroutine_new(count, NULL)};
    struct filter filters[PRIMES];
    for (int i = 0; i < PRIMES; i++) {
        int prime = *(int *)coroutine_resume(all[i]);
        printf("%d ", prime);
        filters[i] = (struct filter){all[i], prime};
        all[i + 1] = coroutine_new(let_through, &filters[i]);
    }
    puts("and so on");
    for (int i = 0; i <= PRIMES; i++)
        coroutine_free(all[i]);
    return 0;
}
