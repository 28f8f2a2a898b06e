/* drawloom-launch: all that drawloom starts, it starts through this program, which leaves nothing
 * of it alive and tells how it ended. run/launch_protocol.h describes both of its roles. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "launch/keep.h"
#include "launch/serve.h"

static int usage(void)
{
    fputs("drawloom-launch is started by drawloom only\n", stderr);
    return 2;
}

/* What was inherited must not reach programs: they begin as after a login. */
static void reset_signals(void)
{
    for (int number = 1; number < NSIG; number++)
        signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* A descriptor that arrives with an order must not become 0, 1 or 2. */
static void open_standard_streams(void)
{
    int fd;
    do
        fd = open("/dev/null", O_RDWR | O_CLOEXEC);
    while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd >= 0)
        close(fd);
}

static int parse_keep(int argc, char **argv)
{
    char *end;
    errno = 0;
    unsigned long uid = strtoul(argv[0], &end, 10);
    if (argc < 2 || *end || end == argv[0] || errno || uid >= (uid_t)-1)
        return usage();
    return keep((uid_t)uid, argv + 1);
}

static int parse_serve(int argc, char **argv)
{
    static const char *const levels[] = {"off", "reduced", "full"};
    struct house house = {0};
    while (strcmp(argv[0], levels[house.level]) != 0)
        if (++house.level > LEVEL_FULL)
            return usage();
    if ((argc == 1) != (house.level == LEVEL_FULL))
        return usage();
    if (argc > 1) {
        house.readable = argv + 1;
        house.readable_count = argc - 2;
        house.folder = argv[argc - 1];
    }
    return serve(&house);
}

int main(int argc, char **argv)
{
    /* started from a descriptor, it would be called by its number */
    prctl(PR_SET_NAME, "drawloom-launch");
    reset_signals();
    open_standard_streams();
    umask(022);
    if (argc > 2 && strcmp(argv[1], "keep") == 0)
        return parse_keep(argc - 2, argv + 2);
    if (argc > 2 && strcmp(argv[1], "serve") == 0)
        return parse_serve(argc - 2, argv + 2);
    return usage();
}
