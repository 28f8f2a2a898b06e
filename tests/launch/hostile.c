/* hostile: a program that does one thing which no program should. It says on stdout what it could
 * do, and exits with 0 when it came to its end. Built and run by tests/unit/test_launch_room.c. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/msg.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const size_t mib = 1 << 20;

static void *touch(void *bytes, size_t size)
{
    for (size_t i = 0; bytes != MAP_FAILED && i < size; i += 4096)
        ((volatile char *)bytes)[i] = 1;
    return bytes;
}

static void *shared(size_t size)
{
    return mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
}

static void start_children(int count, void (*work)(void))
{
    for (int i = 0; i < count; i++)
        if (fork() == 0) {
            work();
            for (;;)
                pause();
        }
}

static void nothing(void)
{
}

static int fork_bomb(int unused)
{
    while (fork() >= -1)
        ;
    return unused;
}

/* 64 are allowed: they live for a while. More are seen, however busy the machine is. */
static void wait_with(int count)
{
    usleep(count > 64 ? 5000000 : 150000);
}

static int children(int count)
{
    start_children(count - 1, nothing);
    wait_with(count);
    return 0;
}

static void *sleep_long(void *unused)
{
    pause();
    return unused;
}

static int threads(int count)
{
    for (int i = 1; i < count; i++) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, sleep_long, NULL) != 0)
            break;
    }
    wait_with(count);
    return 0;
}

static int memory(int unused)
{
    for (;;)
        touch(mmap(NULL, mib, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), mib);
    return unused;
}

static void take_128(void)
{
    touch(malloc(128 * mib), 128 * mib);
}

static int memory_of_children(int count)
{
    start_children(count, take_128);
    pause();
    return 0;
}

static int memory_shared(int unused)
{
    touch(shared(2048 * mib), 2048 * mib);
    pause();
    return unused;
}

static int memory_memfd(int unused)
{
    for (;;) {
        int fd = memfd_create("m", 0);
        if (ftruncate(fd, (off_t)(16 * mib)) != 0)
            return 1;
        touch(mmap(NULL, 16 * mib, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0), 16 * mib);
    }
    return unused;
}

/* Segments that nobody has attached. */
static int memory_segments(int unused)
{
    for (;;) {
        int id = shmget(IPC_PRIVATE, 16 * mib, IPC_CREAT | 0600);
        void *bytes = id >= 0 ? shmat(id, NULL, 0) : MAP_FAILED;
        if (bytes == MAP_FAILED)
            break;
        touch(bytes, 16 * mib);
        shmdt(bytes);
    }
    pause();
    return unused;
}

/* What no process has. */
static int memory_messages(int unused)
{
    struct {
        long type;
        char text[400];
    } message = {1, "text"};
    for (int id; (id = msgget(IPC_PRIVATE, 0600)) >= 0;)
        while (msgsnd(id, &message, sizeof message.text, IPC_NOWAIT) == 0)
            ;
    pause();
    return unused;
}

static int memory_semaphores(int unused)
{
    while (semget(IPC_PRIVATE, 32000, 0600) >= 0)
        ;
    pause();
    return unused;
}

static int fill(const char *path, size_t most)
{
    static char bytes[65536];
    int fd = open(path, O_CREAT | O_RDWR, 0600);
    for (size_t done = 0; done < most; done += sizeof bytes)
        if (write(fd, bytes, sizeof bytes) <= 0)
            break;
    return fd;
}

static int fill_shm(int unused)
{
    for (int i = 0; i < 4096; i++) {
        char path[64];
        snprintf(path, sizeof path, "/dev/shm/%d", i);
        close(fill(path, 16 * mib));
    }
    pause();
    return unused;
}

/* Fill it, be content, and end well. */
static int fill_tmp(int unused)
{
    signal(SIGXFSZ, SIG_IGN);
    for (int i = 0; i < 8; i++) {
        char path[64];
        snprintf(path, sizeof path, "/tmp/%d", i);
        close(fill(path, 64 * mib));
    }
    return unused;
}

static int sparse(int unused)
{
    int fd = open("sparse", O_CREAT | O_RDWR, 0600);
    if (ftruncate(fd, 8LL << 40) != 0)
        return 1;
    return unused;
}

static int inodes(int count)
{
    for (int i = 0; i < count; i++) {
        char path[64];
        snprintf(path, sizeof path, "%d", i);
        int fd = open(path, O_CREAT | O_RDWR, 0600);
        if (fd < 0)
            return 0;
        close(fd);
    }
    return 1;
}

/* Pages of its own that look as if they were a file's. */
static int memory_private_map(int unused)
{
    int fd = open("map", O_CREAT | O_RDWR, 0600);
    if (ftruncate(fd, (off_t)(60 * mib)) != 0)
        return 1;
    for (int i = 0; i < 40; i++)
        touch(mmap(NULL, 60 * mib, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0), 60 * mib);
    pause();
    return unused;
}

/* 80 MiB that a fork shares are 80 MiB. */
static int innocent_forks(int count)
{
    touch(malloc(80 * mib), 80 * mib);
    start_children(count, nothing);
    usleep(200000);
    return 0;
}

static void *shm_bytes;

static void read_shm(void)
{
    for (size_t i = 0; i < 40 * mib; i += 4096)
        (void)((volatile char *)shm_bytes)[i];
}

/* 40 MiB in a file that many have mapped are 40 MiB. */
static int innocent_maps(int count)
{
    int fd = fill("/dev/shm/map", 40 * mib);
    shm_bytes = mmap(NULL, 40 * mib, PROT_READ, MAP_SHARED, fd, 0);
    start_children(count, read_shm);
    usleep(200000);
    return 0;
}

/* A page that is only read takes no memory but that of its table. */
static int page_tables(int gib)
{
    const size_t span = 2 * mib, count = (size_t)gib * 512;
    const volatile char *bytes =
        mmap(NULL, count * span, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    for (size_t i = 0; i < count; i++)
        (void)bytes[i * span];
    pause();
    return 0;
}

/* Its memory is its child's as well. */
static int innocent_vforks(int count)
{
    touch(malloc(80 * mib), 80 * mib);
    for (volatile int i = 0; i < count; i++) {
        pid_t pid = vfork();
        if (pid == 0) {
            usleep(30000);
            _exit(0);
        }
        waitpid(pid, NULL, 0);
    }
    return 0;
}

/* The same 40 MiB, again and again. */
static int innocent_views(int count)
{
    int fd = fill("/dev/shm/map", 40 * mib);
    for (int i = 0; i < count; i++)
        touch(mmap(NULL, 40 * mib, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0), 40 * mib);
    usleep(100000);
    return 0;
}

/* A private map of a file, whose path reads like a shared one in the middle of its line of smaps. */
static int memory_long_path(int unused)
{
    static const int pads[] = {200, 231};
    char name[256];
    for (int i = 0; i < 2; i++) {
        memset(name, 'a', sizeof name);
        name[pads[i]] = '\0';
        if (mkdir(name, 0700) != 0 || chdir(name) != 0)
            return 1;
    }
    if (mkdir("1 rw-s 0 0 0 ", 0700) != 0 || chdir("1 rw-s 0 0 0 ") != 0 || mkdir("box", 0700) != 0)
        return 1;
    int fd = fill("box/f", mib);
    for (int i = 0; i < 1000; i++)
        touch(mmap(NULL, mib, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0), mib);
    return unused;
}

/* One orphan after the other ends. */
static int orphans(int count)
{
    for (int i = 0; i < count; i++) {
        pid_t pid = fork();
        if (pid == 0)
            _exit(fork() < 0 ? 1 : 0);
        int status;
        if (pid < 0 || waitpid(pid, &status, 0) < 0 || status != 0)
            return 1;
        usleep(500); /* each is reaped, but that takes a processor */
    }
    return 0;
}

static int daemons(int count)
{
    for (int i = 0; i < count; i++)
        if (fork() == 0) {
            setsid();
            prctl(PR_SET_PDEATHSIG, 0);
            if (fork() == 0)
                pause();
            _exit(0);
        }
    puts("main ends");
    return 0;
}

static int stopped(int unused)
{
    for (int number = 1; number < NSIG; number++)
        signal(number, SIG_IGN);
    raise(SIGSTOP);
    return unused;
}

static int loop(int unused)
{
    while (!*(volatile int *)&unused)
        ;
    return unused;
}

static int own_signal(int number)
{
    raise(number);
    return 0;
}

/* kill(-1) spares the caller and PID 1: afterwards it goes on. */
static int attack_init(int unused)
{
    kill(-1, SIGKILL);
    for (int number = 1; number < NSIG; number++)
        kill(1, number);
    if (ptrace(PTRACE_SEIZE, 1, NULL, NULL) == 0)
        puts("traced 1");
    static const char *const files[] = {"mem",  "environ", "maps", "fd",
                                        "root", "cwd",     "exe",  "oom_score_adj"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[64];
        snprintf(path, sizeof path, "/proc/1/%s", files[i]);
        if (open(path, strcmp(files[i], "oom_score_adj") == 0 ? O_WRONLY : O_RDONLY) >= 0)
            printf("opened %s\n", path);
    }
    puts("end");
    return unused;
}

static int signal_flood(int unused)
{
    for (;;)
        kill(1, SIGCHLD);
    return unused;
}

static int kill_parent(int unused)
{
    if (fork() == 0) {
        setsid();
        pause();
    }
    kill(getppid(), SIGKILL);
    pause();
    return unused;
}

static void list(const char *path)
{
    DIR *dir = opendir(path);
    printf("%s:", path);
    for (struct dirent *entry; dir && (entry = readdir(dir));)
        if (entry->d_name[0] != '.')
            printf(" %s", entry->d_name);
    puts("");
    if (dir)
        closedir(dir);
}

static int look(int unused)
{
    list("/proc/self/fd"); /* 3 is the list itself */
    list("/box");
    list("/tmp");
    list("/dev/shm");
    struct stat st;
    if (stat("/proc/1", &st) == 0 && stat("/proc/4", &st) != 0)
        puts("alone");
    return unused;
}

/* The side that closes first keeps its port in TIME_WAIT. */
static int port(int number)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((unsigned short)number),
                                  .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int server = socket(AF_INET, SOCK_STREAM, 0), client = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(server, (struct sockaddr *)&address, sizeof address) != 0 || listen(server, 1) != 0)
        return 1;
    if (connect(client, (struct sockaddr *)&address, sizeof address) != 0)
        return 2;
    close(accept(server, NULL, NULL));
    char byte;
    if (read(client, &byte, 1) != 0)
        return 3;
    return close(client);
}

/* Outside of a mount namespace. */
static int peek(int unused)
{
    static const char *const files[] = {"/etc/passwd",
                                        "/proc/1/cmdline",
                                        "/proc/1/status",
                                        "/proc/kallsyms",

                                        "/proc/self/maps",
                                        "/proc/cpuinfo",
                                        "/usr/bin/true",
                                        "/dev/urandom",
                                        "/",
                                        "/tmp",
                                        "/home",
                                        "/proc",
                                        "..",
                                        ".",
                                        "/proc/self/mounts"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (open(files[i], O_RDONLY | O_CLOEXEC) >= 0)
            puts(files[i]);
    if (open("/tmp/x", O_CREAT | O_WRONLY, 0600) >= 0 || mkdir("/dev/shm/x", 0700) == 0 ||
        open("../x", O_CREAT | O_WRONLY, 0600) >= 0 || rename(".", "../y") == 0)
        puts("wrote");
    if (kill(getppid(), 0) == 0 || kill(1, 0) == 0 || ptrace(PTRACE_SEIZE, getppid(), 0, 0) == 0)
        puts("signalled");
    printf("port: %d\n", port(5001));
    return unused;
}

static int rise(int unused)
{
    static const int limits[] = {RLIMIT_NPROC,  RLIMIT_FSIZE, RLIMIT_MEMLOCK, RLIMIT_CORE,
                                 RLIMIT_RTPRIO, RLIMIT_NICE,  RLIMIT_MSGQUEUE};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        struct rlimit limit;
        getrlimit((enum __rlimit_resource)limits[i], &limit);
        limit.rlim_max++;
        if (setrlimit((enum __rlimit_resource)limits[i], &limit) == 0)
            printf("raised %d\n", limits[i]);
    }
    if (unshare(CLONE_NEWUSER) == 0)
        puts("user namespace");
    if (unshare(CLONE_NEWNS) == 0 || mount("none", "/tmp", "tmpfs", 0, NULL) == 0)
        puts("mount");
    if (sethostname("x", 1) == 0 || chroot("/box") == 0)
        puts("root");
    struct sched_param param = {1};
    if (sched_setscheduler(0, SCHED_FIFO, &param) == 0 || setpriority(PRIO_PROCESS, 0, -20) == 0)
        puts("priority");
    if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1 || prctl(PR_CAPBSET_READ, 21, 0, 0, 0) != 0)
        puts("privileges");
    if (open("/usr/x", O_CREAT | O_WRONLY, 0600) >= 0 || open("/x", O_CREAT, 0600) >= 0 ||
        open("/proc/sys/kernel/core_pattern", O_WRONLY) >= 0)
        puts("wrote");
    puts("end");
    return unused;
}

static int tree(int depth)
{
    static const char *const names[] = {"-rf", "a\nb", "\xff\xfe", " ", "*", "-"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        close(open(names[i], O_CREAT | O_WRONLY, 0000));
    if (symlink("/usr", "link") != 0 || mkfifo("fifo", 0000) != 0)
        return 1;
    char name[200];
    memset(name, 'd', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    for (int i = 0; i < depth; i++) {
        if (mkdir(name, 0700) != 0 || chdir(name) != 0)
            return 1;
        if (i % 50 == 0 && (symlink("..", "up") != 0 || mkdir("empty", 0000) != 0 ||
                            close(open("file", O_CREAT | O_WRONLY, 0000)) != 0))
            return 1;
        if (chmod("..", 0000) != 0)
            return 1;
    }
    return 0;
}

static int results(int unused)
{
    int fd = open("good", O_CREAT | O_WRONLY, 0600);
    if (write(fd, "yes", 3) != 3 || mkdir("folder", 0700) != 0)
        return 1;
    close(open("folder/good", O_CREAT | O_WRONLY, 0600));
    close(open("twice", O_CREAT | O_WRONLY, 0600));
    if (link("twice", "again") != 0 || symlink("good", "link") != 0 ||
        symlink("/etc", "etc") != 0 || mkfifo("fifo", 0600) != 0)
        return 1;
    return unused;
}

static const struct {
    const char *name;
    int (*run)(int argument);
} deeds[] = {
    {"fork_bomb", fork_bomb},
    {"children", children},
    {"threads", threads},
    {"memory", memory},
    {"memory_of_children", memory_of_children},
    {"memory_shared", memory_shared},
    {"memory_memfd", memory_memfd},
    {"memory_segments", memory_segments},
    {"memory_messages", memory_messages},
    {"memory_semaphores", memory_semaphores},
    {"memory_private_map", memory_private_map},
    {"innocent_forks", innocent_forks},
    {"innocent_maps", innocent_maps},
    {"innocent_views", innocent_views},
    {"innocent_vforks", innocent_vforks},
    {"page_tables", page_tables},
    {"memory_long_path", memory_long_path},
    {"fill_shm", fill_shm},
    {"fill_tmp", fill_tmp},
    {"sparse", sparse},
    {"inodes", inodes},
    {"orphans", orphans},
    {"daemons", daemons},
    {"stopped", stopped},
    {"loop", loop},
    {"own_signal", own_signal},
    {"attack_init", attack_init},
    {"signal_flood", signal_flood},
    {"kill_parent", kill_parent},
    {"look", look},
    {"peek", peek},
    {"rise", rise},
    {"port", port},
    {"tree", tree},
    {"results", results},
};

int main(int argc, char **argv)
{
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (size_t i = 0; argc > 1 && i < sizeof deeds / sizeof *deeds; i++)
        if (strcmp(deeds[i].name, argv[1]) == 0)
            return deeds[i].run(argc > 2 ? atoi(argv[2]) : 0);
    return 99;
}
