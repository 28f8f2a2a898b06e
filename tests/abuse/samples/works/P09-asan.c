/* {cflags="-g -fsanitize=address" exit=1} AddressSanitizer finds a leak */
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    void *volatile lost = malloc(10);
    lost = NULL;
    puts("END");
    fflush(stdout); /* a found leak ends it before that */
    return lost != NULL;
}
