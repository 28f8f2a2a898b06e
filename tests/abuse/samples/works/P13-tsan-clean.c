/* {cflags="-g -fsanitize=thread"} ThreadSanitizer is content */
#include <pthread.h>
#include <stdio.h>

static _Atomic int shared;

static void *worker(void *unused)
{
    shared++;
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, worker, NULL);
    pthread_create(&b, NULL, worker, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    puts("END");
}
