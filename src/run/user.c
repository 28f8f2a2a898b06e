#include "run/user.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HIGHEST = 60999, LOWEST = 60000 };

/* What a number of this user namespace is in its parent; false: nothing. */
static bool outer_of(unsigned inner, unsigned *outer)
{
    FILE *map = fopen("/proc/self/uid_map", "re");
    unsigned first, there, count;
    bool found = false;
    while (map && !found && fscanf(map, "%u %u %u", &first, &there, &count) == 3)
        if (inner >= first && inner - first < count) {
            *outer = there + (inner - first);
            found = true;
        }
    if (map)
        fclose(map);
    return found;
}

static bool has_process(unsigned uid)
{
    DIR *proc = opendir("/proc");
    bool found = false;
    for (struct dirent *entry; proc && !found && (entry = readdir(proc));) {
        struct stat st;
        found = isdigit((unsigned char)entry->d_name[0]) &&
                fstatat(dirfd(proc), entry->d_name, &st, 0) == 0 && st.st_uid == uid;
    }
    if (proc)
        closedir(proc);
    return found;
}

bool user_unused(unsigned *uid, struct err *err)
{
    unsigned outer;
    *uid = 0;
    if (geteuid() != 0)
        return true;
    for (unsigned candidate = HIGHEST; candidate >= LOWEST; candidate--)
        if (outer_of(candidate, &outer) && !getpwuid(candidate) && !has_process(candidate)) {
            *uid = candidate;
            return true;
        }
    if (outer_of(0, &outer) && outer != 0)
        return true;
    return err_set(err, "drawloom is root, and there is no other user that it could become");
}
