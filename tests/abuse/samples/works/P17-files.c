/* {} Files, temporary files, memfd, mmap, locks, a clock, chance */
#include <sys/file.h>
#include <sys/random.h>

#include "attack.h"

int main(void)
{
    char text[8];
    FILE *file = tmpfile();
    if (!file || fputs("hello", file) < 0 || fclose(file) != 0)
        return 1;
    int fd = open("notes.txt", O_RDWR | O_CREAT, 0600);
    if (fd < 0 || write(fd, "hello", 5) != 5 || flock(fd, LOCK_EX) != 0 || fsync(fd) != 0)
        return 2;
    if (mmap(NULL, 5, PROT_READ, MAP_SHARED, fd, 0) == MAP_FAILED)
        return 3;
    struct timespec time;
    if (clock_gettime(CLOCK_REALTIME, &time) != 0 || getrandom(text, sizeof text, 0) != sizeof text)
        return 4;
    if (!getenv("HOME") || access(getenv("HOME"), W_OK) != 0)
        return 5;
    return end();
}
