#include <signal.h>
#include <stdio.h>

int main(void)
{
    puts("first line: flushed");
    fflush(stdout);
    raise(SIGKILL);
    puts("second line: never reached");
    return 0;
}
