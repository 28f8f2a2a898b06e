/* helgrind {exit=9} Valgrind's helgrind finds a race */
#include <pthread.h>
#include <stdio.h>

static int shared;

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
