/* {.trace timeout=5s} The memory file of a traced run, of which all but its first words becomes noise. */
#include "attack.h"

static uint64_t state = 1;

static uint64_t noise(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

/* Small numbers are more often taken for what they should be. */
static void make_noise(int fd, off_t size)
{
    enum { WORDS = 8192, HEAD = 16 };
    static uint64_t words[WORDS];
    for (off_t at = HEAD; at < size; at += (off_t)sizeof words) {
        for (int i = 0; i < WORDS; i++)
            words[i] = noise() >> (noise() & 63);
        if (pwrite(fd, words, sizeof words, at) < 0)
            return;
    }
}

int main(void)
{
    signal(SIGXFSZ, SIG_IGN);
    for (int fd = 3; fd < 1024; fd++) {
        struct stat st;
        if (fstat(fd, &st) != 0)
            continue;
        tried("cut what is read afterwards", ftruncate(fd, 0));
        tried("unseal it", fcntl(fd, F_ADD_SEALS, 0));
        make_noise(fd, st.st_size);
    }
    return end();
}
