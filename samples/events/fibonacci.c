#include <stdio.h>
#include "coroutine.h"

static void fibonacci(void *unused)
{
    (void)unused;
    long a = 0, b = 1;
    for (;;) {
        coroutine_yield(&a);
        long next = a + b;
        a = b;
        b = next;
    }
}

int main(void)
{
    struct coroutine *numbers = coroutine_new(fibonacci, NULL);
    for (int i = 0; i < 10; i++)
        printf("%ld ", *(long *)coroutine_resume(numbers));
    puts("and so on");
    coroutine_free(numbers);
    return 0;
}
