#include <err.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
#include "must.h"

static int number = 1;

static void *add_ten(void *unused)
{
    (void)unused;
    number += 10;
    return NULL;
}

int main(void)
{
    pthread_t thread;
    must(pthread_create(&thread, NULL, add_ten, NULL));
    must(pthread_join(thread, NULL));
    printf("after the thread:  %d\n", number);
    fflush(stdout); /* or the child would inherit the unwritten line */

    pid_t child = fork();
    if (child < 0)
        err(1, "fork");
    if (child == 0) {
        add_ten(NULL);
        printf("in the child:      %d\n", number);
        return 0;
    }
    if (waitpid(child, NULL, 0) < 0)
        err(1, "waitpid");
    printf("after the process: %d\n", number);
    return 0;
}
