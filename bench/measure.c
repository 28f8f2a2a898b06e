/* measure [-m] PROGRAM ARG...: run a program and say what it took, as one line on descriptor 3:
 *
 *     status wall_s cpu_s max_rss_kib memory_kib
 *
 * max_rss_kib is that of the largest single process. memory_kib (0 without -m) is the peak of what all
 * its processes held together, each shared page counted once: proportional set sizes, summed over
 * the tree of processes every few milliseconds. Looking costs time, so -m is no way to time. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <dirent.h>
#include <unistd.h>

enum { LOOK_EVERY_NS = 5000000 };

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

/* The process's proportional set size; 0 when it has ended meanwhile. */
static long pss_kib(int pid)
{
    char line[256];
    long kib = 0;
    snprintf(line, sizeof line, "/proc/%d/smaps_rollup", pid);
    FILE *f = fopen(line, "re");
    if (!f)
        return 0;
    while (fgets(line, sizeof line, f))
        if (sscanf(line, "Pss: %ld kB", &kib) == 1)
            break;
    fclose(f);
    return kib;
}

static long tree_kib(int pid);

static long children_kib(int pid, const char *thread)
{
    char path[300];
    long sum = 0;
    int child = 0;
    snprintf(path, sizeof path, "/proc/%d/task/%s/children", pid, thread);
    FILE *f = fopen(path, "re");
    if (!f)
        return 0;
    while (fscanf(f, "%d", &child) == 1)
        sum += tree_kib(child);
    fclose(f);
    return sum;
}

static long tree_kib(int pid)
{
    char path[64];
    long sum = pss_kib(pid);
    snprintf(path, sizeof path, "/proc/%d/task", pid);
    DIR *threads = opendir(path);
    if (!threads)
        return sum;
    for (struct dirent *e; (e = readdir(threads));)
        if (e->d_name[0] != '.')
            sum += children_kib(pid, e->d_name);
    closedir(threads);
    return sum;
}

/* Waits for the child's end and looks at its memory until then. */
static int wait_looking(int child, bool look, struct rusage *used, long *peak_kib)
{
    int status = 0;
    *peak_kib = 0;
    for (;;) {
        int ended = wait4(child, &status, look ? WNOHANG : 0, used);
        if (ended == child || (ended < 0 && errno != EINTR))
            return status;
        if (look) {
            long kib = tree_kib(child);
            *peak_kib = kib > *peak_kib ? kib : *peak_kib;
            nanosleep(&(struct timespec){.tv_nsec = LOOK_EVERY_NS}, NULL);
        }
    }
}

int main(int argc, char **argv)
{
    bool look = argc > 1 && strcmp(argv[1], "-m") == 0;
    char **command = argv + 1 + look;
    if (!*command) {
        fprintf(stderr, "usage: measure [-m] PROGRAM ARG... 3>FILE\n");
        return 2;
    }
    double start = now_s();
    int child = fork();
    if (child == 0) {
        close(3);
        execvp(command[0], command);
        perror(command[0]);
        _exit(127);
    }
    struct rusage used = {0};
    long peak_kib;
    int status = wait_looking(child, look, &used, &peak_kib);
    double wall_s = now_s() - start;
    dprintf(3, "%d %.6f %.6f %ld %ld\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128, wall_s,
            seconds(used.ru_utime) + seconds(used.ru_stime), used.ru_maxrss, peak_kib);
    return 0;
}
