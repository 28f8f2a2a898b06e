#include <stdio.h>
#include "coroutine.h"

// [tasks]
static void count(void *unused)
{
    (void)unused;
    for (int i = 1;; i++) {
        printf("the first task counts: %d\n", i);
        coroutine_yield(NULL);
    }
}

static bool is_perfect(long n) /* the sum of its divisors, as 6 = 1 + 2 + 3 */
{
    long sum = 0;
    for (long d = 1; d <= n / 2; d++)
        if (n % d == 0)
            sum += d;
    return sum == n;
}

static void search(void *unused)
{
    (void)unused;
    puts("the second task looks for an odd perfect number");
    coroutine_yield(NULL);
    long n = 1;
    while (!is_perfect(n))
        n += 2;
    printf("%ld\n", n);
}
// [tasks]

int main(void)
{
    struct coroutine *first = coroutine_new(count, NULL), *second = coroutine_new(search, NULL);
    setvbuf(stdout, NULL, _IOLBF, 0); /* write each line at once */
    while (!coroutine_is_done(second)) {
        coroutine_resume(first);
        coroutine_resume(second);
    }
    coroutine_free(first);
    coroutine_free(second);
    return 0;
}
