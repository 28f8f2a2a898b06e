/* Looks for what its predecessor left, then leaves as much itself. */
#include <dirent.h>
#include <mqueue.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/un.h>

#include "attack.h"

enum { KEY = 0x0ab05e };

static void list(const char *folder)
{
    DIR *dir = opendir(folder);
    for (struct dirent *e; dir && (e = readdir(dir));)
        if (e->d_name[0] != '.' && strcmp(e->d_name, "program") != 0)
            say("GOT %s/%s", folder, e->d_name);
    if (dir)
        closedir(dir);
}

static void look(void)
{
    int processes = 0;
    list("."), list("/tmp"), list("/dev/shm"), list("/dev/mqueue");
    tried("System V segment", shmget(KEY, 0, 0));
    tried("System V semaphore", semget(KEY, 0, 0));
    tried("System V queue", msgget(KEY, 0));
    tried("POSIX queue", mq_open("/abuse", O_RDONLY));
    tried("POSIX segment", shm_open("/abuse", O_RDONLY, 0));
    tried("key", syscall(SYS_request_key, "user", "abuse", NULL, 0));
    DIR *proc = opendir("/proc");
    for (struct dirent *e; proc && (e = readdir(proc));)
        if (e->d_name[0] >= '1' && e->d_name[0] <= '9')
            processes++;
    if (proc)
        closedir(proc);
    say("%s %d processes", processes > 3 ? "GOT" : "saw", processes);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    struct sockaddr_un name = {AF_UNIX, "\0abuse-mailbox"};
    tried("mailbox", connect(fd, (struct sockaddr *)&name, 2 + 14));
}

static void leave(void)
{
    static const char *const files[] = {"left", "/tmp/left", "/dev/shm/left"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (open(files[i], O_WRONLY | O_CREAT, 0600) < 0)
            say("could not leave %s", files[i]);
    shmget(KEY, 4096, IPC_CREAT | 0600);
    semget(KEY, 1, IPC_CREAT | 0600);
    msgget(KEY, IPC_CREAT | 0600);
    mq_open("/abuse", O_CREAT | O_RDWR, 0600, NULL);
    shm_open("/abuse", O_CREAT | O_RDWR, 0600);
    syscall(SYS_add_key, "user", "abuse", "x", 1, -3);
    syscall(SYS_add_key, "user", "abuse", "x", 1, -4);
    if (fork() == 0) {
        setsid();
        if (fork() == 0) {
            int fd = socket(AF_UNIX, SOCK_STREAM, 0);
            struct sockaddr_un name = {AF_UNIX, "\0abuse-mailbox"};
            if (bind(fd, (struct sockaddr *)&name, 2 + 14) != 0 || listen(fd, 1) != 0)
                say("no mailbox");
            for (;;)
                nap(10);
        }
        _exit(0);
    }
    wait(NULL);
    nap(0.1);
}

int main(void)
{
    look();
    leave();
    return end();
}
