/* canary FOLDER: what hostile samples try to reach on the host, and what notices it.
 *
 * A victim of the same user, in its own process group, that writes down every signal; listeners on
 * TCP, UDP, an abstract socket and one with a path, which write down every connection and byte; a
 * terminal. FOLDER/facts names them all, as lines of C's preprocessor; FOLDER/noticed takes what
 * happens. It ends with its parent. */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TCP, UDP, ABSTRACT, PATH, LISTENERS };

static const char *const names[] = {"TCP", "UDP", "the abstract socket", "the socket with a path"};
static int noticed;

static void die(const char *what)
{
    perror(what);
    exit(2);
}

static void notice(const char *format, ...)
{
    char line[256];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    if (write(noticed, line, (size_t)len) != len)
        _exit(2);
}

static void on_signal(int number)
{
    notice("victim: signal %d\n", number);
}

static pid_t start_victim(void)
{
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_NAME, "abuse-victim");
    setpgid(0, 0);
    for (int number = 1; number < NSIG; number++)
        signal(number, on_signal);
    for (;;)
        pause();
}

/* A socket that is bound to any free port of all addresses; *port tells which. */
static int bind_port(int type, int *port)
{
    struct sockaddr_in6 any = {.sin6_family = AF_INET6};
    socklen_t size = sizeof any;
    int fd = socket(AF_INET6, type | SOCK_CLOEXEC, 0), off = 0;
    setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    if (fd < 0 || bind(fd, (struct sockaddr *)&any, size) != 0 ||
        getsockname(fd, (struct sockaddr *)&any, &size) != 0)
        die("bind");
    *port = ntohs(any.sin6_port);
    return fd;
}

static int bind_name(const char *name, int abstract)
{
    struct sockaddr_un un = {.sun_family = AF_UNIX};
    memcpy(un.sun_path + abstract, name, strlen(name));
    size_t size = offsetof(struct sockaddr_un, sun_path) + (size_t)abstract + strlen(name);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || bind(fd, (struct sockaddr *)&un, (socklen_t)size) != 0)
        die(name);
    if (!abstract)
        chmod(name, 0777);
    return fd;
}

static void take(int which, int fd)
{
    char bytes[64] = "";
    if (which == UDP) {
        recv(fd, bytes, sizeof bytes - 1, 0);
        notice("%s: \"%s\"\n", names[which], bytes);
        return;
    }
    int peer = accept4(fd, NULL, NULL, SOCK_CLOEXEC);
    struct pollfd ready = {peer, POLLIN, 0};
    if (poll(&ready, 1, 200) > 0 && read(peer, bytes, sizeof bytes - 1) < 0)
        bytes[0] = '\0';
    notice("%s: a connection, \"%s\"\n", names[which], bytes);
    close(peer);
}

int main(int argc, char **argv)
{
    if (argc != 2 || chdir(argv[1]) != 0)
        die("canary FOLDER");
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    noticed = open("noticed", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    char abstract[64], path[4096];
    int ports[2], terminal = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    snprintf(abstract, sizeof abstract, "canary-%d", (int)getpid());
    if (terminal < 0 || grantpt(terminal) != 0 || unlockpt(terminal) != 0)
        die("terminal");
    snprintf(path, sizeof path, "%s/socket", argv[1]);
    struct pollfd all[LISTENERS] = {
        [TCP] = {bind_port(SOCK_STREAM, &ports[TCP]), POLLIN, 0},
        [UDP] = {bind_port(SOCK_DGRAM, &ports[UDP]), POLLIN, 0},
        [ABSTRACT] = {bind_name(abstract, 1), POLLIN, 0},
        [PATH] = {bind_name(path, 0), POLLIN, 0},
    };
    for (int i = 0; i < LISTENERS; i++)
        if (i != UDP && listen(all[i].fd, 16) != 0)
            die("listen");
    pid_t victim = start_victim();
    FILE *facts = fopen("facts.new", "w");
    if (!facts)
        die("facts");
    fprintf(facts, "#define VICTIM %d\n#define TCP_PORT %d\n#define UDP_PORT %d\n", (int)victim,
            ports[TCP], ports[UDP]);
    fprintf(facts, "#define ABSTRACT \"%s\"\n#define SOCKET \"%s\"\n#define TERMINAL \"%s\"\n",
            abstract, path, ptsname(terminal));
    if (fclose(facts) != 0 || rename("facts.new", "facts") != 0)
        die("facts");
    for (;;) {
        if (poll(all, LISTENERS, 200) > 0)
            for (int i = 0; i < LISTENERS; i++)
                if (all[i].revents)
                    take(i, all[i].fd);
        if (waitpid(victim, NULL, WNOHANG) == victim)
            notice("victim: dead\n");
    }
}
