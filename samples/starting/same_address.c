#include <err.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
#include "must.h"

static int number = 1;

static void *add_ten(void *where)
{
    number += 10;
    printf("%s: %d at address %p\n", (const char *)where, number, (void *)&number);
    fflush(stdout);
    return NULL;
}

int main(void)
{
    pthread_t thread;
    must(pthread_create(&thread, NULL, add_ten, "thread"));
    must(pthread_join(thread, NULL));

    pid_t child = fork();
    if (child < 0)
        err(1, "fork");
    if (child == 0) {
        add_ten("child");
        return 0;
    }
    if (waitpid(child, NULL, 0) < 0)
        err(1, "waitpid");
    printf("parent: %d at address %p\n", number, (void *)&number);
    return 0;
}
