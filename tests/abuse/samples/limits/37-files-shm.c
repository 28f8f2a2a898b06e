/* {timeout=8s} A million empty files in /dev/shm. */
#include "many.h"

int main(void)
{
    return make_many("/dev/shm");
}
