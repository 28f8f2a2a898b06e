/* {timeout=5s} Looks for the token and for paths of the host in all that it may read. */
#include <dirent.h>

#include "attack.h"

extern char **environ;

static char text[1 << 20];

static void look(const char *path)
{
    static const char *const words[] = {TOKEN, "GITHUB_TOKEN", COURSE, CHECKOUT};
    if (!slurp(path, text, sizeof text))
        return;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(text, words[i]))
            say("GOT %s in %s", words[i], path);
}

int main(void)
{
    int processes = 0;
    for (char **variable = environ; *variable; variable++)
        if (strncmp(*variable, "GITHUB_TOKEN", 12) == 0 || strstr(*variable, TOKEN))
            say("GOT %s in the environment", *variable);
    DIR *proc = opendir("/proc");
    for (struct dirent *e; proc && (e = readdir(proc));) {
        static const char *const files[] = {"environ", "cmdline", "maps", "mountinfo", "cgroup"};
        char path[512], link[4096];
        if (e->d_name[0] < '0' || e->d_name[0] > '9')
            continue;
        processes++;
        for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
            snprintf(path, sizeof path, "/proc/%.20s/%s", e->d_name, files[i]);
            look(path);
        }
        static const char *const links[] = {"exe", "cwd", "root"};
        for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
            snprintf(path, sizeof path, "/proc/%.20s/%s", e->d_name, links[i]);
            ssize_t len = readlink(path, link, sizeof link - 1);
            link[len > 0 ? len : 0] = '\0';
            if (strstr(link, COURSE) || strstr(link, CHECKOUT))
                say("GOT %s -> %s", path, link);
        }
    }
    look("/proc/mounts");
    look("/proc/self/mountstats");
    look("/proc/keys");
    char name[256] = "";
    gethostname(name, sizeof name - 1);
    if (strcmp(name, HOSTNAME) == 0)
        say("GOT the host's name");
    say("saw %d processes", processes);
    return end();
}
