#include <err.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include "must.h"

enum { LETTERS = 3 };

struct letter {
    int number;
};

static sem_t delivered;

static void *deliver(void *argument)
{
    struct letter *letter = argument;
    printf("letter %d delivered\n", letter->number);
    free(letter);
    sem_post(&delivered);
    return NULL;
}

static void post(int number)
{
    pthread_t postman;
    struct letter *letter = malloc(sizeof *letter);

    if (letter == NULL)
        err(1, "malloc");
    letter->number = number;
    must(pthread_create(&postman, NULL, deliver, letter));
    must(pthread_detach(postman));
}

int main(void)
{
    if (sem_init(&delivered, 0, 0) < 0)
        err(1, "sem_init");
    for (int i = 1; i <= LETTERS; i++)
        post(i);
    for (int i = 1; i <= LETTERS; i++)
        sem_wait(&delivered);
    puts("main: every letter has arrived");
    return 0;
}
