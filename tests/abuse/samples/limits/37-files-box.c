/* {timeout=8s} A million empty files in the working folder. */
#include "many.h"

int main(void)
{
    return make_many(".");
}
