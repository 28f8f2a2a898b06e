#include <stdio.h>
#include "many.h"

int main(void)
{
    /* [sum] */
    printf("%d\n", add(ANSWER, 1));
    /* [sum] */
}
