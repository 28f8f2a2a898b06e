#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "test.h"

static void copies(void)
{
    char *s = xstrdup("races");
    CHECK_STR(s, "races");
    free(s);
    s = xstrndup("races", 3);
    CHECK_STR(s, "rac");
    free(s);
    s = xstrndup("ab", 10);
    CHECK_STR(s, "ab");
    free(s);
    s = xasprintf("%d-%s", 7, "x");
    CHECK_STR(s, "7-x");
    free(s);
}

static void zeroed_and_grown(void)
{
    int *n = xcalloc(3, sizeof *n);
    CHECK(n[0] == 0 && n[2] == 0);
    n[2] = 5;
    n = xrealloc(n, 1000, sizeof *n);
    CHECK_INT(n[2], 5);
    free(n);
    void *nothing = xmalloc(0);
    CHECK(nothing != NULL);
    free(nothing);
}

static void too_much(int which)
{
    /* volatile: the compiler may not know that this can't work */
    volatile size_t huge = SIZE_MAX / 2 + 2;
    if (which == 0)
        free(xmalloc(SIZE_MAX - 4096 + (huge & 1)));
    else if (which == 1)
        free(xcalloc(huge, 2));
    else
        free(xrealloc(NULL, huge, 2));
}

/* 2 * (SIZE_MAX / 2 + 2) is 2 when it wraps: an unchecked product would succeed. */
static void overflow_ends_the_process(void)
{
    for (int which = 0; which < 3; which++) {
        pid_t pid = fork();
        if (pid == 0) {
            dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);
            too_much(which);
            _exit(0);
        }
        int status = 0;
        CHECK(waitpid(pid, &status, 0) == pid);
        CHECK(!(WIFEXITED(status) && WEXITSTATUS(status) == 0));
    }
}

int main(void)
{
    RUN(copies);
    RUN(zeroed_and_grown);
    RUN(overflow_ends_the_process);
    return test_summary();
}
