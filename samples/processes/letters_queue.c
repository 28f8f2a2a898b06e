#include <err.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
#include "letters.h"

// [two]
static void produce(mqd_t queue)
{
    for (int i = 0; i < LETTERS; i++) {
        struct letter letter = {.number = i};
        write_letter();
        if (mq_send(queue, (const char *)&letter, sizeof letter, 0) < 0)
            err(1, "mq_send");
    }
    if (mq_send(queue, "", 0, 0) < 0) /* an empty message: the last */
        err(1, "mq_send");
}

static void consume(mqd_t queue)
{
    int consumed = 0, out_of_order = 0;
    for (struct letter letter;
         mq_receive(queue, (char *)&letter, sizeof letter, NULL) == sizeof letter; consumed++) {
        if (letter.number != consumed)
            out_of_order++;
        read_letter();
    }
    printf("%d letters consumed, %d out of order\n", consumed, out_of_order);
    fflush(stdout);
}
// [two]

// [main]
int main(void)
{
    struct mq_attr limits = {.mq_maxmsg = 10, .mq_msgsize = sizeof(struct letter)};
    mqd_t queue = mq_open("/letters", O_RDWR | O_CREAT | O_EXCL, 0600, &limits);
    if (queue == (mqd_t)-1)
        err(1, "mq_open");
    if (mq_unlink("/letters") < 0) /* we have it open, nobody else need find it */
        err(1, "mq_unlink");

    pid_t consumer = fork();
    if (consumer < 0)
        err(1, "fork");
    if (consumer == 0) {
        consume(queue);
        _exit(0);
    }
    produce(queue);
    if (waitpid(consumer, NULL, 0) < 0)
        err(1, "waitpid");
    return 0;
}
// [main]
