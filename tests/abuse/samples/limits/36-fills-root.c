/* {timeout=5s args="/ /run /var /var/tmp /etc /home /root /mnt /usr /dev/mqueue"} Fills all else. */
#include "fill.h"

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        fill(argv[i]);
    return end();
}
