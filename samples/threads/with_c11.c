#include <stdio.h>
#include <stdlib.h>
#include <threads.h>

enum { THREADS = 5 };

static int square(void *argument)
{
    const int *number = argument;
    return *number * *number;
}

int main(void)
{
    thrd_t threads[THREADS];
    int numbers[THREADS];

    for (int i = 0; i < THREADS; i++) {
        numbers[i] = i;
        if (thrd_create(&threads[i], square, &numbers[i]) != thrd_success)
            return EXIT_FAILURE;
    }
    for (int i = 0; i < THREADS; i++) {
        int result;
        if (thrd_join(threads[i], &result) != thrd_success)
            return EXIT_FAILURE;
        printf("%d squared is %d\n", i, result);
    }
    return 0;
}
