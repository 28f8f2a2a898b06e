/* Two of these at the same time look for each other. */
#include <arpa/inet.h>
#include <dirent.h>
#include <netinet/in.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/un.h>

#include "attack.h"

static struct sockaddr_un mailbox(const char *number)
{
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    snprintf(name.sun_path + 1, 32, "abuse-beside-%s", number);
    return name;
}

static struct sockaddr_in door(int number)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)(7700 + number))};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return to;
}

static void open_up(const char *mine)
{
    char name[64];
    struct sockaddr_un address = mailbox(mine);
    struct sockaddr_in port = door(atoi(mine));
    int fd = socket(AF_UNIX, SOCK_STREAM, 0), tcp = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(fd, (struct sockaddr *)&address, sizeof address) != 0 || listen(fd, 1) != 0)
        say("no mailbox");
    if (bind(tcp, (struct sockaddr *)&port, sizeof port) != 0 || listen(tcp, 1) != 0)
        say("no port");
    snprintf(name, sizeof name, "/tmp/beside-%s", mine);
    close(open(name, O_CREAT | O_WRONLY, 0666));
    snprintf(name, sizeof name, "/beside-%s", mine);
    shm_open(name, O_CREAT | O_RDWR, 0666);
    shmget(0xab00 + atoi(mine), 4096, IPC_CREAT | 0666);
}

static void look_for(const char *other)
{
    char name[64];
    struct sockaddr_un address = mailbox(other);
    struct sockaddr_in port = door(atoi(other));
    tried("mailbox of the other",
          connect(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&address, sizeof address));
    tried("port of the other",
          connect(socket(AF_INET, SOCK_STREAM, 0), (struct sockaddr *)&port, sizeof port));
    snprintf(name, sizeof name, "/tmp/beside-%s", other);
    tried("file of the other", access(name, F_OK));
    snprintf(name, sizeof name, "/beside-%s", other);
    tried("segment of the other", shm_open(name, O_RDWR, 0));
    tried("System V segment of the other", shmget(0xab00 + atoi(other), 0, 0));
    DIR *proc = opendir("/proc");
    for (struct dirent *e; proc && (e = readdir(proc));) {
        char path[300], text[256];
        snprintf(path, sizeof path, "/proc/%s/cmdline", e->d_name);
        if (e->d_name[0] >= '1' && e->d_name[0] <= '9' && slurp(path, text, sizeof text)) {
            const char *argument = strstr(text, "program\n");
            if (argument && argument[8] == other[0])
                say("GOT the other as process %s", e->d_name);
        }
    }
}

int main(int argc, char **argv)
{
    const char *mine = argc > 1 ? argv[1] : "1";
    open_up(mine);
    nap(0.7);
    look_for(mine[0] == '1' ? "2" : "1");
    nap(0.7);
    return end();
}
