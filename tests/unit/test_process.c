#include "test.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/process.h"

static void tells_the_living_from_the_dead(void)
{
    CHECK(process_lives(getpid()));
    CHECK(process_lives(1)); /* maybe somebody else's */
    pid_t child = fork();
    if (child == 0)
        pause();
    CHECK(process_lives(child));
    kill(child, SIGKILL);
    siginfo_t info;
    CHECK(waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT) == 0);
    CHECK(!process_lives(child)); /* ended, and not reaped */
    waitpid(child, NULL, 0);
    CHECK(!process_lives(child));
}

int main(void)
{
    RUN(tells_the_living_from_the_dead);
    return test_summary();
}
