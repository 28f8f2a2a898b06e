/* {timeout=8s} A million empty files, as links and folders too, in /tmp. */
#include "many.h"

int main(void)
{
    return make_many("/tmp");
}
