/* {timeout=5s} A file of 8 TB without blocks, and 512 MB with them. */
#include "attack.h"

int main(void)
{
    signal(SIGXFSZ, SIG_IGN);
    int fd = open("sparse", O_RDWR | O_CREAT, 0600);
    tried("ftruncate to 8 TB", ftruncate(fd, (off_t)8 << 40));
    tried("a byte at 8 TB", pwrite(fd, "x", 1, (off_t)8 << 40));
    tried("fallocate of 512 MB", fallocate(fd, 0, 0, 512 << 20));
    return end();
}
