/* {timeout=8s} Opens for writing all below /proc/sys and /sys. Never writes. */
#include <dirent.h>

#include "attack.h"

static int files, opened;

static void open_it(const char *path)
{
    int fd = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
    files++;
    if (fd < 0)
        return;
    close(fd);
    if (opened++ < 20)
        say("GOT %s open for writing", path);
}

static void walk(const char *folder, int depth)
{
    DIR *dir = opendir(folder);
    for (struct dirent *e; dir && (e = readdir(dir));) {
        char path[2048];
        if (e->d_name[0] == '.' ||
            (size_t)snprintf(path, sizeof path, "%s/%s", folder, e->d_name) >= sizeof path)
            continue;
        if (e->d_type == DT_REG)
            open_it(path);
        else if (e->d_type == DT_DIR && depth > 0)
            walk(path, depth - 1);
    }
    if (dir)
        closedir(dir);
}

int main(void)
{
    open_it("/proc/sys/kernel/core_pattern");
    open_it("/proc/sysrq-trigger");
    walk("/proc/sys", 8);
    walk("/sys", 6);
    say("%d files, %d open for writing", files, opened);
    return end();
}
