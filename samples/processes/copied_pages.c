#define _GNU_SOURCE
#include <err.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PAGES = 1000 };

static long page_faults(void)
{
    struct rusage usage;
    if (getrusage(RUSAGE_SELF, &usage) < 0)
        err(1, "getrusage");
    return usage.ru_minflt;
}

// [child]
/* A child touches one byte of every page, and counts its page faults. */
static void touch_in_child(volatile char *memory, long page_size, bool writes)
{
    pid_t child = fork();
    if (child < 0)
        err(1, "fork");
    if (child > 0) {
        if (waitpid(child, NULL, 0) < 0)
            err(1, "waitpid");
        return;
    }

    long before = page_faults();
    for (long i = 0; i < PAGES; i++)
        if (writes)
            memory[i * page_size] = 'c';
        else
            (void)memory[i * page_size];
    long faults = page_faults() - before;
    printf("%s %d pages: ", writes ? "writing" : "reading", PAGES);
    printf("%ld page faults\n", faults);
    fflush(stdout);
    _exit(0);
}
// [child]

int main(void)
{
    long page_size = sysconf(_SC_PAGESIZE);
    size_t size = (size_t)(PAGES * page_size);
    int access = PROT_READ | PROT_WRITE, kind = MAP_PRIVATE | MAP_ANONYMOUS;
    char *memory = mmap(NULL, size, access, kind, -1, 0);
    if (memory == MAP_FAILED)
        err(1, "mmap");
    madvise(memory, size, MADV_NOHUGEPAGE); /* pages of the usual size only */
    memset(memory, 'p', size);

    touch_in_child(memory, page_size, false);
    touch_in_child(memory, page_size, true);
    return 0;
}
