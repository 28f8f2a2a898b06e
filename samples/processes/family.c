#define _GNU_SOURCE
#include <err.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CHILDREN = 2 };

// [look]
/* Print a process's name and state, as the kernel has them. */
static void print_process(pid_t pid)
{
    char path[64], name[32], state;
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    FILE *file = fopen(path, "r");
    if (!file || fscanf(file, "%*d (%31[^)]) %c", name, &state) != 2)
        printf("  no such process\n");
    else
        printf("  %s: %s\n", name, state == 'Z' ? "ended, nobody has waited for it" : "alive");
    if (file)
        fclose(file);
}
// [look]

static void print_family(const char *when, const pid_t children[])
{
    printf("%s\n", when);
    print_process(getpid());
    for (int i = 0; i < CHILDREN; i++)
        print_process(children[i]);
    fflush(stdout);
}

// [child]
/* A child says that it is ready, and stays until the parent closes the pipe `leave`. */
static pid_t start_child(int number, const int ready[2], const int leave[2])
{
    pid_t child = fork();
    if (child < 0)
        err(1, "fork");
    if (child > 0)
        return child;

    char name[16], nothing;
    snprintf(name, sizeof name, "child %d", number);
    prctl(PR_SET_NAME, name);
    close(leave[1]);
    if (write(ready[1], "!", 1) < 0 || read(leave[0], &nothing, 1) < 0)
        _exit(1);
    _exit(0);
}
// [child]

// [main]
int main(void)
{
    int ready[2], leave[2];
    pid_t children[CHILDREN];
    char byte;

    prctl(PR_SET_NAME, "parent");
    if (pipe(ready) < 0 || pipe(leave) < 0)
        err(1, "pipe");
    for (int i = 0; i < CHILDREN; i++)
        children[i] = start_child(i + 1, ready, leave);
    for (int i = 0; i < CHILDREN; i++)
        if (read(ready[0], &byte, 1) != 1)
            err(1, "read");
    print_family("while they work", children);

    close(leave[1]);
    for (int i = 0; i < CHILDREN; i++) /* WNOWAIT: see that it has ended, and leave it there */
        if (waitid(P_PID, (id_t)children[i], &(siginfo_t){0}, WEXITED | WNOWAIT) < 0)
            err(1, "waitid");
    print_family("when they have ended", children);

    for (int i = 0; i < CHILDREN; i++)
        if (waitpid(children[i], NULL, 0) < 0)
            err(1, "waitpid");
    print_family("when they were waited for", children);
    return 0;
}
// [main]
