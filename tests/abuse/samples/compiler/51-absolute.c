/* {} The secret by its absolute path. */
#include "canary.h"
#include SECRET
int main(void)
{
    return 0;
}
