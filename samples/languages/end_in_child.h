/* end_in_child: fork, and go on in the child. The parent waits, says how the child ended, and exits. */
#ifndef END_IN_CHILD_H
#define END_IN_CHILD_H

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

static inline void end_in_child(void)
{
#ifdef NO_CHILD /* for tools that want to see the end themselves */
    return;
#endif
    pid_t child = fork();
    if (child < 0)
        err(1, "fork");
    if (child == 0) {
        /* if it is still there after 0.3 s, it hangs, and is killed */
        setitimer(ITIMER_REAL, &(struct itimerval){.it_value.tv_usec = 300 * 1000}, NULL);
        return;
    }
    int status;
    if (waitpid(child, &status, 0) < 0)
        err(1, "waitpid");
    if (WIFSIGNALED(status))
        printf("killed by a signal: %s\n", strsignal(WTERMSIG(status)));
    else
        printf("ended with exit status %d\n", WEXITSTATUS(status));
    exit(0);
}

#endif
