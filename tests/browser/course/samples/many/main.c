#include <stdio.h>
#include "add.h"

int main(void)
{
    /* [sum] */
    int sum = add(20, 22);
    printf("%d\n", sum);
    /* [sum] */
    return 0;
}
