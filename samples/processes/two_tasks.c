#include <err.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct chore {
    const char *name;
    long wait_ms;
};

static void do_chore(const struct chore *chore)
{
    nanosleep(&(struct timespec){.tv_nsec = chore->wait_ms * 1000 * 1000}, NULL);
    printf("%s: ready after %ld ms\n", chore->name, chore->wait_ms);
    fflush(stdout);
}

// [process]
static pid_t start(const struct chore *chore)
{
    pid_t child = fork();
    if (child < 0)
        err(1, "fork");
    if (child == 0) {
        do_chore(chore);
        _exit(0);
    }
    return child;
}

static void wait_for(pid_t child)
{
    if (waitpid(child, NULL, 0) < 0)
        err(1, "waitpid");
}
// [process]

// [main]
int main(int argc, char *argv[])
{
    struct chore soup = {"soup", 60}, salad = {"salad", 40};

    if (argc > 1 && strcmp(argv[1], "turn") == 0) {
        do_chore(&soup);
        do_chore(&salad);
    } else {
        /* start both before waiting for one */
        pid_t cook = start(&soup), helper = start(&salad);
        wait_for(cook);
        wait_for(helper);
    }
    return 0;
}
// [main]
