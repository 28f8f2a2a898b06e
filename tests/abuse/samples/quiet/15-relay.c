/* {timeout=1s} Each child computes for less than any CPU limit and hands on to the next. */
#include "attack.h"

int main(void)
{
    for (;;) {
        if (fork() == 0) {
            double start = now();
            while (now() - start < 0.05)
                ;
            _exit(0);
        }
        wait(NULL);
    }
}
