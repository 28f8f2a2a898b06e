/* {} The same behind a digraph and a spliced line. */
#include "canary.h"
%:inc\
lude SECRET
int main(void)
{
    return 0;
}
