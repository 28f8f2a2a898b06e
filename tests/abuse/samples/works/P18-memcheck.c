/* memcheck {opt=-O0 exit=9} Valgrind's memcheck finds a read of what was never written */
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    int *value = malloc(sizeof *value);
    if (*value)
        puts("luck");
    puts("END");
    free(value);
}
