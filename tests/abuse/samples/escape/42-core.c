/* {timeout=5s signal=SIGQUIT} Dies in a way that dumps core. */
#include <signal.h>
#include <unistd.h>

int main(void)
{
    kill(getpid(), SIGQUIT);
    pause();
}
