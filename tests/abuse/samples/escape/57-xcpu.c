/* {timeout=5s signal=SIGXCPU} Kills itself with the signal of a limit that it did not reach. */
#include <signal.h>

int main(void)
{
    raise(SIGXCPU);
}
