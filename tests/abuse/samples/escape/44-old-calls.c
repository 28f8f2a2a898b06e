/* {timeout=5s} System calls by the numbers of 32 bits and of x32, which filters forget. */
#include "attack.h"

#ifdef __x86_64__
static long call_32(void)
{
    long result = 20; /* getpid */
    __asm__ volatile("int $0x80" : "+a"(result) : : "memory");
    return result;
}

static long call_x32(void)
{
    return syscall(0x40000000 | SYS_getpid);
}

static void in_child(const char *what, long (*call)(void))
{
    int status;
    pid_t child = fork();
    if (child == 0) {
        errno = 0;
        long result = call();
        _exit(result > 0);
    }
    waitpid(child, &status, 0);
    if (WIFSIGNALED(status))
        say("refused %s: killed by signal %d", what, WTERMSIG(status));
    else if (WEXITSTATUS(status))
        say("GOT %s", what);
    else
        say("refused %s", what);
}

int main(void)
{
    in_child("32-bit getpid", call_32);
    in_child("x32 getpid", call_x32);
    return end();
}
#else
int main(void)
{
    say("refused: there are none on this machine");
    return end();
}
#endif
