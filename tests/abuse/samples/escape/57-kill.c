/* {timeout=5s signal=SIGKILL} Kills itself, as drawloom would at a limit. */
#include <signal.h>

int main(void)
{
    raise(SIGKILL);
}
