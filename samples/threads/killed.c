#include <signal.h>
#include <stdio.h>

int main(void)
{
    puts("first line: in the buffer");
    raise(SIGKILL);
    puts("second line: never reached");
    return 0;
}
