/* {timeout=5s} Kernel memory that is in no process: pipes as large as can be, all full. */
#include "attack.h"

static void fill_pipes(_Atomic size_t *bytes)
{
    static char block[1 << 16];
    int ends[2];
    while (pipe2(ends, O_NONBLOCK) == 0) {
        fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);
        for (ssize_t n; (n = write(ends[1], block, sizeof block)) > 0;)
            *bytes += (size_t)n;
    }
}

int main(void)
{
    _Atomic size_t *bytes =
        mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int child = 0; child < 40; child++)
        if (fork() == 0) {
            fill_pipes(bytes);
            nap(20);
            _exit(0);
        }
    nap(1);
    say("%zu MiB in the kernel", *bytes >> 20);
    return end();
}
