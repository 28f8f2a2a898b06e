/* Open the same file again and again until the system says no. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

int main(void)
{
    int last = -1;
    for (int fd; (fd = open("/dev/null", O_RDONLY)) >= 0;)
        last = fd;
    printf("the last descriptor was %d, then: %s\n", last, strerror(errno));
}
