/* {timeout=5s args=/tmp} Fills /tmp. */
#include "fill.h"

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        fill(argv[i]);
    return end();
}
