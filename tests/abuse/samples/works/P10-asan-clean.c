/* {cflags="-g -fsanitize=address"} AddressSanitizer and its leak check are content */
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    char *text = malloc(10);
    if (text)
        puts("END");
    free(text);
}
