#include <stdio.h>

int main(void)
{
    printf("done already\n");
    return 0;
}
