/* {} Pragmas that name files. */
#include "canary.h"
#pragma GCC dependency "/etc/shadow"
#pragma GCC pch_preprocess SECRET
#pragma comment(lib, SECRET)
int main(void)
{
    return 0;
}
