#include <pthread.h>
#include <stdio.h>
#include "must.h"
#include "nap.h"

static pthread_mutex_t stove = PTHREAD_MUTEX_INITIALIZER;
static int dishes;

static void *cook(void *argument)
{
    int comes_ms = *(const int *)argument;
    nap(comes_ms);
    must(pthread_mutex_lock(&stove));
    dishes++;
    nap(10);
    must(pthread_mutex_unlock(&stove));
    nap(2); /* wash up */
    return NULL;
}

int main(void)
{
    pthread_t cooks[3];
    int comes_ms[] = {1, 2, 3};
    for (int i = 0; i < 3; i++)
        must(pthread_create(&cooks[i], NULL, cook, &comes_ms[i]));
    for (int i = 0; i < 3; i++)
        must(pthread_join(cooks[i], NULL));
    printf("%d dishes\n", dishes);
    return 0;
}
