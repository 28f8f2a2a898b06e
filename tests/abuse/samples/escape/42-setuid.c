/* {timeout=5s} Set-user-ID programs and core dumps. */
#include <sys/prctl.h>
#include <sys/statvfs.h>
#include <sys/xattr.h>

#include "attack.h"

static void look(const char *path)
{
    struct statvfs fs;
    if (statvfs(path, &fs) == 0 && !(fs.f_flag & ST_NOSUID))
        say("GOT set-user-ID programs in %s", path);
}

int main(void)
{
    if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1)
        say("GOT new privileges allowed");
    look("/tmp"), look("."), look("/dev/shm"), look("/usr"), look("/");
    int fd = open("program", O_RDWR | O_CREAT, 0755);
    fchmod(fd, 04755);
    tried("file capability", fsetxattr(fd, "security.capability",
                                       "\1\0\0\2\xff\xff\xff\xff\0\0\0\0\0\0\0\0\0\0\0", 20, 0));
    tried("setuid(0)", setuid(0));
    tried("setgroups", syscall(SYS_setgroups, 0, NULL));
    char status[4096];
    if (slurp("/proc/self/status", status, sizeof status)) {
        const char *caps = strstr(status, "CapEff:"), *bound = strstr(status, "CapBnd:");
        if (caps && strtoull(caps + 7, NULL, 16))
            say("GOT capabilities %.24s", caps);
        if (bound && strtoull(bound + 7, NULL, 16))
            say("GOT capabilities %.24s", bound);
    }
    struct rlimit core;
    getrlimit(RLIMIT_CORE, &core);
    if (core.rlim_max > 1) /* 1 is less than 0: nothing is written, and no program is told */
        say("GOT core dumps");
    return end();
}
