#include <err.h>
#include <stdio.h>
#include "loop.h"

enum { TASKS = 10 };

// [limit]
static int places;                                                 /* that are free */
static struct task_list outside = TAILQ_HEAD_INITIALIZER(outside); /* who waits for one */

static void enter(void)
{
    while (places == 0)
        await_call(&outside);
    places--;
}

static void leave(void)
{
    places++;
    call_first(&outside);
}
// [limit]

// [task]
static int inside, most_inside;

static void *download(void *unused)
{
    enter();
    if (++inside > most_inside)
        most_inside = inside;
    await_time(10);
    inside--;
    leave();
    return unused;
}
// [task]

static void *first_task(void *unused)
{
    struct task *tasks[TASKS];
    void *results[TASKS];
    for (int i = 0; i < TASKS; i++)
        tasks[i] = task_new(download, NULL);
    gather(tasks, TASKS, results);
    printf("%d downloads, at most %d at the same time\n", TASKS, most_inside);
    return unused;
}

int main(int argc, char *argv[])
{
    if (argc != 2 || (places = atoi(argv[1])) < 1)
        errx(2, "usage: %s PLACES", argv[0]);
    loop_run(first_task, NULL);
    return 0;
}
