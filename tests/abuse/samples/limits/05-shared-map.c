/* {timeout=8s} 2 GiB of shared anonymous memory. */
#include "attack.h"

int main(void)
{
    size_t size = (size_t)2 << 30;
    char *block = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (block == MAP_FAILED) {
        say("refused mmap: %s", strerrorname_np(errno));
        return end();
    }
    memset(block, 1, size);
    say("GOT 2 GiB of shared memory");
    return end();
}
