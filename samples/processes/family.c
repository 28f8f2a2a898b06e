#define _GNU_SOURCE
#include <ctype.h>
#include <dirent.h>
#include <err.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORKERS = 2, FAMILY = 1 + WORKERS };

// [list]
struct process {
    char name[16], state;
    pid_t id, parent;
};

/* What the list says of a process; false when it is not on it. */
static bool look_up(const char *id, struct process *p)
{
    char path[300];
    snprintf(path, sizeof path, "/proc/%s/stat", id);
    FILE *file = fopen(path, "r");
    if (!file)
        return false;
    int n = fscanf(file, "%d (%15[^)]) %c %d", &p->id, p->name, &p->state, &p->parent);
    fclose(file);
    return n == 4;
}

/* Find this process and its children among all that there are. */
static int find_family(struct process family[FAMILY])
{
    int count = 0;
    struct process p;
    DIR *list = opendir("/proc");
    if (!list)
        err(1, "/proc");
    for (struct dirent *entry; count < FAMILY && (entry = readdir(list));)
        if (isdigit((unsigned char)entry->d_name[0]) && look_up(entry->d_name, &p))
            if (p.id == getpid() || p.parent == getpid())
                family[count++] = p;
    closedir(list);
    return count;
}
// [list]

static int by_name(const void *a, const void *b)
{
    const struct process *p = a, *q = b;
    return strcmp(p->name, q->name);
}

static const char *in_words(char state)
{
    return state == 'Z' ? "ended, not waited for" : "alive";
}

static void print_family(const char *when)
{
    struct process family[FAMILY];
    int count = find_family(family);
    qsort(family, (size_t)count, sizeof *family, by_name);
    printf("%s\n", when);
    for (int i = 0; i < count; i++)
        printf("  %s: %s\n", family[i].name, in_words(family[i].state));
    fflush(stdout); /* before the next fork */
}

// [worker]
/* A worker says that it is ready, and stays until the parent closes `leave`. */
static pid_t start_worker(int number, const int ready[2], const int leave[2])
{
    pid_t worker = fork();
    if (worker < 0)
        err(1, "fork");
    if (worker > 0)
        return worker;

    char name[24], nothing;
    snprintf(name, sizeof name, "worker %d", number);
    prctl(PR_SET_NAME, name);
    close(leave[1]);
    if (write(ready[1], "!", 1) != 1 || read(leave[0], &nothing, 1) != 0)
        _exit(1);
    _exit(0);
}
// [worker]

// [main]
int main(void)
{
    int ready[2], leave[2];
    pid_t workers[WORKERS];
    char byte;

    prctl(PR_SET_NAME, "parent");
    if (pipe(ready) < 0 || pipe(leave) < 0)
        err(1, "pipe");
    print_family("before");

    for (int i = 0; i < WORKERS; i++)
        workers[i] = start_worker(i + 1, ready, leave);
    close(ready[1]); /* now only the workers can say something */
    for (int i = 0; i < WORKERS; i++)
        if (read(ready[0], &byte, 1) != 1)
            err(1, "read");
    print_family("while they work");

    close(leave[1]);
    siginfo_t how;
    for (int i = 0; i < WORKERS; i++) /* WNOWAIT: wait for the end, take nothing */
        if (waitid(P_PID, (id_t)workers[i], &how, WEXITED | WNOWAIT) < 0)
            err(1, "waitid");
    print_family("when they have ended");

    for (int i = 0; i < WORKERS; i++)
        if (waitpid(workers[i], NULL, 0) < 0)
            err(1, "waitpid");
    print_family("when they were waited for");
    return 0;
}
// [main]
