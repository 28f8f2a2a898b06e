/* {} A name that macros build. */
#include "canary.h"
#define TEXT(x) #x
#define BUILD(x) TEXT(x)
#define WHERE / etc / shadow
#include BUILD(WHERE)
int main(void)
{
    return 0;
}
