/* {timeout=5s} Reads what is secret on the host, and what belongs to others in the course. */
#include <dirent.h>

#include "attack.h"

static void read_it(const char *path)
{
    char text[256];
    if (slurp(path, text, sizeof text))
        say("GOT %s: %.40s", path, text);
    else
        say("refused %s: %s", path, strerrorname_np(errno));
}

int main(void)
{
    static const char *const paths[] = {
        "/etc/shadow",
        "/etc/gshadow",
        "/root/.bashrc",
        "/root/.ssh/id_ed25519",
        HOME_SECRET,
        SECRET,
        COURSE "/content/course.lua",
        COURSE "/content/01.md",
        COURSE "/.git/config",
        COURSE "/.drawloom/results.db",
        COURSE "/samples/private.c",
        COURSE "/site/results.json",
        "../content/course.lua",
        "samples/private.c",
        "/box/samples/private.c",
        "/proc/1/root" SECRET,
        "/proc/self/root" SECRET,
        "/proc/1/cwd/content/course.lua",
        "/proc/kcore",
        "/dev/mem",
        "/dev/vda",
        "/dev/sda",
        "/sys/kernel/notes",
        "/var/log/dpkg.log",
    };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        read_it(paths[i]);
    static const char *const folders[] = {"/root", "/home", COURSE, "/var", "/tmp", "/run", "/mnt"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        DIR *dir = opendir(folders[i]);
        for (struct dirent *e; dir && (e = readdir(dir));)
            if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
                say("GOT %s/%s listed", folders[i], e->d_name);
        if (dir)
            closedir(dir);
    }
    return end();
}
