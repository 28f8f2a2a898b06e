#define _GNU_SOURCE
#include <err.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LENGTH = 8 << 20 }; /* numbers, 32 MiB */

static unsigned *get_memory(int kind)
{
    int access = PROT_READ | PROT_WRITE;
    void *memory = mmap(NULL, LENGTH * sizeof(unsigned), access, kind | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        err(1, "mmap");
    madvise(memory, LENGTH * sizeof(unsigned), MADV_NOHUGEPAGE); /* equal pages for both */
    return memory;
}

static void compute(unsigned *table)
{
    for (unsigned i = 0; i < LENGTH; i++)
        table[i] = i * i;
}

// [ways]
static void send_table(const unsigned *table, int to)
{
    const char *next = (const char *)table, *end = (const char *)(table + LENGTH);
    for (ssize_t n; next < end; next += n)
        if ((n = write(to, next, (size_t)(end - next))) < 0)
            err(1, "write");
}

static void receive_table(unsigned *table, int from)
{
    char *next = (char *)table, *end = (char *)(table + LENGTH);
    for (ssize_t n; next < end; next += n)
        if ((n = read(from, next, (size_t)(end - next))) <= 0)
            errx(1, "the table ends too early");
}

int main(int argc, char *argv[])
{
    int through_pipe = argc > 1 && strcmp(argv[1], "pipe") == 0;
    unsigned *table = get_memory(through_pipe ? MAP_PRIVATE : MAP_SHARED);
    int ends[2];
    if (pipe(ends) < 0)
        err(1, "pipe");

    pid_t child = fork();
    if (child < 0)
        err(1, "fork");
    if (child == 0) {
        close(ends[0]);
        compute(table);
        if (through_pipe)
            send_table(table, ends[1]);
        _exit(0);
    }
    close(ends[1]);
    if (through_pipe)
        receive_table(table, ends[0]);
    if (waitpid(child, NULL, 0) < 0)
        err(1, "waitpid");
    printf("the square of 4711 is %u\n", table[4711]);
    return 0;
}
// [ways]
