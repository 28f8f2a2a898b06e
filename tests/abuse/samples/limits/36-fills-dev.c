/* {timeout=5s args=/dev} Fills /dev, which some sandboxes mount without a size. */
#include "fill.h"

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        fill(argv[i]);
    return end();
}
