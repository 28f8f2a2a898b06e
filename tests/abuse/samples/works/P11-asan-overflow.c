/* {opt=-O0 cflags="-g -fsanitize=address" exit=1} AddressSanitizer finds an overflow */
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    volatile int size = 10;
    char *text = malloc((size_t)size);
    fputs("END\n", stdout);
    fflush(stdout);
    text[size] = 'x';
    free(text);
}
