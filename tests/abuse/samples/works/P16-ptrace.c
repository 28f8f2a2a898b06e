/* {} A debugger of its own child */
#include <sys/ptrace.h>

#include "attack.h"

int main(void)
{
    int status;
    pid_t child = fork();
    if (child == 0) {
        ptrace(PTRACE_TRACEME, 0, 0, 0);
        raise(SIGSTOP);
        _exit(7);
    }
    if (waitpid(child, &status, 0) != child || !WIFSTOPPED(status))
        return 1;
    if (ptrace(PTRACE_CONT, child, 0, 0) != 0 || waitpid(child, &status, 0) != child)
        return 2;
    return WEXITSTATUS(status) == 7 ? end() : 3;
}
