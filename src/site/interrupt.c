#include "site/interrupt.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static volatile sig_atomic_t deferred, came;
static int stop_writer = -1;

static void on_signal(int number)
{
    if (!deferred)
        _exit(128 + number);
    int saved = errno;
    came = number;
    ssize_t ignored = write(stop_writer, "", 1); /* full: it is readable already */
    (void)ignored;
    errno = saved;
}

int interrupt_install(struct err *err)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) < 0) {
        err_errno(err, "pipe");
        return -1;
    }
    stop_writer = ends[1];
    struct sigaction action = {.sa_handler = on_signal};
    sigemptyset(&action.sa_mask);
    const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        struct sigaction old;
        /* nohup and a shell's background jobs ignore some: they stay ignored */
        if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(signals[i], &action, NULL);
    }
    return ends[0];
}

void interrupt_defer(bool defer)
{
    deferred = defer;
}

int interrupt_signal(void)
{
    return came;
}
