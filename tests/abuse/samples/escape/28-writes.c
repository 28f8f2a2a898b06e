/* {timeout=5s} Writes to sources, site, store, configuration and the system. */
#include "attack.h"

static void write_it(const char *path)
{
    int fd = open(path, O_WRONLY | O_APPEND | O_NONBLOCK);
    if (fd >= 0 && write(fd, "HACKED\n", 7) != 7)
        close(fd), fd = -1;
    tried(path, fd);
}

int main(void)
{
    static const char *const files[] = {
        COURSE "/content/01.md",
        COURSE "/content/course.lua",
        COURSE "/samples/private.c",
        COURSE "/site/results.json",
        COURSE "/.drawloom/results.db",
        COURSE "/.drawloom/lock",
        SECRET,
        "/etc/passwd",
        "/etc/ld.so.cache",
        "/usr/bin/gcc",
        "/usr/lib/os-release",
        "/bin/sh",
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        write_it(files[i]);
    tried("new file in the course", open(COURSE "/content/new.md", O_WRONLY | O_CREAT, 0600));
    tried("new file in /usr", open("/usr/new", O_WRONLY | O_CREAT, 0600));
    tried("new file in /etc", open("/etc/new", O_WRONLY | O_CREAT, 0600));
    tried("new file in /", open("/new", O_WRONLY | O_CREAT, 0600));
    tried("rename of the site", rename(COURSE "/site", COURSE "/gone"));
    tried("unlink of the chapter", unlink(COURSE "/content/01.md"));
    tried("chmod of the chapter", chmod(COURSE "/content/01.md", 0777));
    tried("truncate of the store", truncate(COURSE "/.drawloom/results.db", 0));
    tried("truncate of the program", truncate("/proc/self/exe", 0));
    tried("chmod of /usr", chmod("/usr", 0755));
    tried("remounted /", mkdir("/tmp/../escape", 0700));
    return end();
}
