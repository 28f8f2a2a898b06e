#include <err.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <unistd.h>

// [pipe]
static void through_a_pipe(void)
{
    int ends[2];
    char text[100];
    if (pipe(ends) < 0)
        err(1, "pipe");
    if (write(ends[1], "good", 4) != 4 || write(ends[1], "bye", 3) != 3)
        err(1, "write");
    ssize_t length = read(ends[0], text, sizeof text);
    if (length < 0)
        err(1, "read");
    printf("pipe:  \"%.*s\"\n", (int)length, text);
}
// [pipe]

// [queue]
static void receive(mqd_t queue)
{
    char text[100];
    ssize_t length = mq_receive(queue, text, sizeof text, NULL);
    if (length < 0)
        err(1, "mq_receive");
    printf("queue: \"%.*s\"\n", (int)length, text);
}

static void through_a_queue(void)
{
    struct mq_attr limits = {.mq_maxmsg = 10, .mq_msgsize = 100};
    mqd_t queue = mq_open("/words", O_RDWR | O_CREAT | O_EXCL, 0600, &limits);
    if (queue == (mqd_t)-1)
        err(1, "mq_open");
    if (mq_unlink("/words") < 0)
        err(1, "mq_unlink");
    if (mq_send(queue, "good", 4, 1) < 0 || mq_send(queue, "bye", 3, 1) < 0 ||
        mq_send(queue, "fire!", 5, 9) < 0)
        err(1, "mq_send");
    for (int i = 0; i < 3; i++)
        receive(queue);
}
// [queue]

int main(void)
{
    through_a_pipe();
    through_a_queue();
    return 0;
}
