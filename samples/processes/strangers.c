#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include "must.h"

// [name]
enum { LENGTH = 5 };

/* The array that is called /squares, in this process's memory. */
static int *map_squares(int flags)
{
    size_t size = LENGTH * sizeof(int);
    int object = shm_open("/squares", O_RDWR | flags, 0600);
    if (object < 0)
        err(1, "shm_open");
    if (flags & O_CREAT && ftruncate(object, (off_t)size) < 0)
        err(1, "ftruncate");
    int *squares = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, object, 0);
    if (squares == MAP_FAILED)
        err(1, "mmap");
    close(object); /* the memory stays */
    return squares;
}
// [name]

// [main]
int main(int argc, char *argv[])
{
    if (argc > 1) { /* the stranger */
        int *squares = map_squares(0);
        for (int i = 0; i < LENGTH; i++)
            squares[i] = i * i;
        return 0;
    }

    int *squares = map_squares(O_CREAT | O_EXCL);
    pid_t stranger;
    char *arguments[] = {argv[0], "stranger", NULL};
    must(posix_spawn(&stranger, "/proc/self/exe", NULL, NULL, arguments, environ));
    if (waitpid(stranger, NULL, 0) < 0)
        err(1, "waitpid");
    if (shm_unlink("/squares") < 0)
        err(1, "shm_unlink");

    for (int i = 0; i < LENGTH; i++)
        printf("%d ", squares[i]);
    printf("\n");
    return 0;
}
// [main]
