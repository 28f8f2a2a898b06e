/* watch [-k SIGNAL:MS] [-l SECONDS] [-t TERMINAL] FILE COMMAND…: run COMMAND as a user would, from
 * a terminal, and write into FILE what an outsider saw of it, a fact a line:
 *
 *     status N              of COMMAND; 128 + number after a signal
 *     wall MS
 *     self KIB              the largest resident set of COMMAND's own process
 *     processes N           the most that lived below it at one time
 *     shared KIB            what the machine's shared memory grew by, at most
 *     peak KIB NAME         of each child of COMMAND that took more than 64 MiB with all below it:
 *                           resident memory that is not shared; NAME is the largest process
 *     life MS NAME          of programs whose name begins with a digit: the longest life of one
 *     gone MS               when the last descendant was dead, after COMMAND's end
 *     left NAME             still alive a second after COMMAND's end (and then killed)
 *     terminal WHAT         "unchanged", or what was typed into it, or that its modes are others
 *
 * It looks every 10 ms; after SECONDS (100) it kills COMMAND. As subreaper it stays the ancestor
 * of every daemon. */
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 16384, ROOTS = 4096, WORTH_KIB = 64 << 10 };

struct process {
    pid_t pid, parent;
    int root;      /* index in watch.roots; -1: none of COMMAND's */
    long anon_kib; /* resident, without what is shared */
    long rss_kib;
    char name[20], state;
};

/* A child of COMMAND, with all below it. */
struct root {
    pid_t pid;
    long now_kib, peak_kib, largest_kib;
    char largest[20], name[20];
};

struct life {
    pid_t pid;
    double first, last;
    char name[20];
};

struct watch {
    pid_t command;
    long self_kib;
    long shmem_kib, shared_kib; /* of the machine: at the begin; by how much more since then */
    int most, living;
    struct root roots[ROOTS];
    int root_count;
    struct life lives[MOST];
    int life_count;
};

static struct process processes[MOST];
static int process_count;
static struct watch watch;

static double now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static size_t read_text(const char *path, char *text, size_t size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t len = fd < 0 ? 0 : read(fd, text, size - 1);
    text[len > 0 ? len : 0] = '\0';
    if (fd >= 0)
        close(fd);
    return len > 0 ? (size_t)len : 0;
}

static long shmem_kib(void)
{
    char text[8192];
    read_text("/proc/meminfo", text, sizeof text);
    const char *line = strstr(text, "Shmem:");
    return line ? atol(line + 6) : 0;
}

static void read_process(pid_t pid)
{
    struct process *p = &processes[process_count];
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    if (process_count == MOST || !read_text(path, text, sizeof text))
        return;
    const char *open = strchr(text, '('), *close = strrchr(text, ')');
    int parent;
    if (!open || !close || sscanf(close + 1, " %c %d", &p->state, &parent) != 2)
        return;
    snprintf(p->name, sizeof p->name, "%.*s", (int)(close - open - 1), open + 1);
    long resident = 0, shared = 0, ignored;
    snprintf(path, sizeof path, "/proc/%d/statm", (int)pid);
    read_text(path, text, sizeof text);
    if (sscanf(text, "%ld %ld %ld", &ignored, &resident, &shared) == 3)
        p->rss_kib = resident * 4, p->anon_kib = (resident - shared) * 4;
    p->pid = pid, p->parent = parent, p->root = -1;
    process_count++;
}

static void read_processes(void)
{
    DIR *proc = opendir("/proc");
    process_count = 0;
    for (struct dirent *e; (e = readdir(proc));)
        if (isdigit((unsigned char)e->d_name[0]))
            read_process((pid_t)atoi(e->d_name));
    closedir(proc);
}

static int root_of(const struct process *p)
{
    for (int i = watch.root_count - 1; i >= 0; i--)
        if (watch.roots[i].pid == p->pid)
            return i;
    if (watch.root_count == ROOTS)
        return ROOTS - 1;
    struct root *root = &watch.roots[watch.root_count];
    *root = (struct root){.pid = p->pid};
    snprintf(root->name, sizeof root->name, "%s", p->name);
    return watch.root_count++;
}

/* Parents may have larger numbers than their children, so this goes on until nothing changes. */
static void find_descendants(void)
{
    for (int i = 0; i < process_count; i++)
        if (processes[i].pid != watch.command &&
            (processes[i].parent == watch.command || processes[i].parent == getpid()))
            processes[i].root = root_of(&processes[i]);
    for (bool changed = true; changed;) {
        changed = false;
        for (int i = 0; i < process_count; i++)
            for (int k = 0; processes[i].root < 0 && k < process_count; k++)
                if (processes[k].root >= 0 && processes[k].pid == processes[i].parent)
                    processes[i].root = processes[k].root, changed = true;
    }
}

static void note_life(const struct process *p)
{
    if (!isdigit((unsigned char)p->name[0]) || p->state == 'Z')
        return;
    double now = now_ms();
    for (int i = 0; i < watch.life_count; i++)
        if (watch.lives[i].pid == p->pid) {
            watch.lives[i].last = now;
            snprintf(watch.lives[i].name, sizeof watch.lives[i].name, "%s", p->name);
            return;
        }
    if (watch.life_count == MOST)
        return;
    struct life *life = &watch.lives[watch.life_count++];
    *life = (struct life){.pid = p->pid, .first = now, .last = now};
    snprintf(life->name, sizeof life->name, "%s", p->name);
}

static void look(void)
{
    read_processes();
    find_descendants();
    watch.living = 0;
    for (int i = 0; i < watch.root_count; i++)
        watch.roots[i].now_kib = watch.roots[i].largest_kib = 0;
    for (int i = 0; i < process_count; i++) {
        const struct process *p = &processes[i];
        if (p->pid == watch.command && p->rss_kib > watch.self_kib)
            watch.self_kib = p->rss_kib;
        if (p->root < 0)
            continue;
        struct root *root = &watch.roots[p->root];
        watch.living += p->state != 'Z';
        root->now_kib += p->anon_kib;
        if (p->anon_kib >= root->largest_kib && isdigit((unsigned char)p->name[0])) {
            root->largest_kib = p->anon_kib;
            snprintf(root->largest, sizeof root->largest, "%s", p->name);
        }
        note_life(p);
    }
    long shared = shmem_kib() - watch.shmem_kib;
    if (shared > watch.shared_kib)
        watch.shared_kib = shared;
    for (int i = 0; i < watch.root_count; i++) {
        struct root *root = &watch.roots[i];
        if (root->now_kib > root->peak_kib)
            root->peak_kib = root->now_kib;
    }
    if (watch.living > watch.most)
        watch.most = watch.living;
}

/* --- the terminal --- */

static int open_terminal(const char *path, struct termios *modes)
{
    int fd = path ? open(path, O_RDWR | O_NOCTTY | O_CLOEXEC) : -1;
    if (fd < 0)
        return -1;
    tcgetattr(fd, modes);
    cfmakeraw(modes);
    tcsetattr(fd, TCSANOW, modes);
    tcgetattr(fd, modes);
    setsid();
    if (ioctl(fd, TIOCSCTTY, 0) != 0)
        perror("watch: TIOCSCTTY");
    signal(SIGTTOU, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    return fd;
}

static void tell_terminal(FILE *file, int fd, const struct termios *before)
{
    struct termios after;
    char text[256] = "";
    int waiting = 0;
    if (fd < 0)
        return;
    if (tcgetattr(fd, &after) != 0 || memcmp(before, &after, sizeof after) != 0)
        fprintf(file, "terminal modes are others\n");
    else if (ioctl(fd, FIONREAD, &waiting) == 0 && waiting > 0 &&
             read(fd, text, sizeof text - 1) > 0)
        fprintf(file, "terminal was typed into: %.*s\n", (int)strcspn(text, "\n"), text);
    else
        fprintf(file, "terminal unchanged\n");
}

/* --- the command --- */

static pid_t start(char **argv, int terminal)
{
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (terminal >= 0) {
        tcsetpgrp(terminal, getpid());
        dup2(terminal, 0);
    }
    signal(SIGTTOU, SIG_DFL);
    signal(SIGHUP, SIG_DFL);
    execvp(argv[0], argv);
    perror(argv[0]);
    _exit(127);
}

/* Whether COMMAND has ended. Reaps whoever was left to us. */
static bool reap(int *status)
{
    bool ended = false;
    int any;
    for (pid_t pid; (pid = waitpid(-1, &any, WNOHANG)) > 0;)
        if (pid == watch.command)
            ended = true, *status = any;
    return ended;
}

static void pause_ms(int ms)
{
    nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000L}, NULL);
}

static void tell_lives(FILE *file)
{
    for (int i = 0; i < watch.life_count; i++)
        if (watch.lives[i].last - watch.lives[i].first > 200)
            fprintf(file, "life %.0f %s\n", watch.lives[i].last - watch.lives[i].first,
                    watch.lives[i].name);
}

/* Wait for the end of all descendants, and end them if need be. */
static void tell_left(FILE *file)
{
    double end = now_ms();
    int status;
    for (look(); watch.living > 0 && now_ms() - end < 1000; look()) {
        reap(&status);
        pause_ms(5);
    }
    fprintf(file, "gone %.0f\n", now_ms() - end);
    for (int i = 0; i < process_count; i++)
        if (processes[i].root >= 0 && processes[i].state != 'Z')
            fprintf(file, "left %s\n", processes[i].name);
    for (int round = 0; watch.living > 0 && round < 100; round++) {
        for (int i = 0; i < process_count; i++)
            if (processes[i].root >= 0)
                kill(processes[i].pid, SIGKILL);
        pause_ms(20);
        reap(&status);
        look();
    }
}

static void tell(FILE *file, int status, double wall)
{
    fprintf(file, "status %d\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    fprintf(file, "wall %.0f\nself %ld\nprocesses %d\n", wall, watch.self_kib, watch.most);
    fprintf(file, "shared %ld\n", watch.shared_kib);
    for (int i = 0; i < watch.root_count; i++)
        if (watch.roots[i].peak_kib > WORTH_KIB)
            fprintf(file, "peak %ld %s\n", watch.roots[i].peak_kib,
                    watch.roots[i].largest[0] ? watch.roots[i].largest : watch.roots[i].name);
    tell_lives(file);
}

int main(int argc, char **argv)
{
    int signal_number = 0, after_ms = 0, most_s = 100, status = 0, option;
    const char *terminal_path = NULL;
    while ((option = getopt(argc, argv, "+k:l:t:")) != -1) {
        if (option == 't')
            terminal_path = optarg;
        else if (option == 'l')
            most_s = atoi(optarg);
        else if (option != 'k' || sscanf(optarg, "%d:%d", &signal_number, &after_ms) != 2)
            return 2;
    }
    FILE *file = optind + 1 < argc ? fopen(argv[optind], "we") : NULL;
    if (!file)
        return 2;
    struct termios modes;
    int terminal = open_terminal(terminal_path, &modes);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    watch.shmem_kib = shmem_kib();
    double begin = now_ms();
    watch.command = start(argv + optind + 1, terminal);
    while (!reap(&status)) {
        if (signal_number && now_ms() - begin >= after_ms)
            kill(watch.command, signal_number), signal_number = 0;
        if (!signal_number)
            look();
        if (now_ms() - begin > most_s * 1e3)
            kill(watch.command, SIGKILL);
        pause_ms(signal_number ? 1 : 10);
    }
    tell(file, status, now_ms() - begin);
    tell_left(file);
    tell_terminal(file, terminal, &modes);
    return fclose(file) == 0 ? 0 : 2;
}
