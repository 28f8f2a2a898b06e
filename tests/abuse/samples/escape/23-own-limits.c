/* {timeout=5s} Raises its own limits above what it was given. */
#include "attack.h"

int main(void)
{
    static const struct {
        const char *name;
        int resource;
    } limits[] = {
        {"RLIMIT_NPROC", RLIMIT_NPROC},     {"RLIMIT_NOFILE", RLIMIT_NOFILE},
        {"RLIMIT_FSIZE", RLIMIT_FSIZE},     {"RLIMIT_CORE", RLIMIT_CORE},
        {"RLIMIT_MEMLOCK", RLIMIT_MEMLOCK}, {"RLIMIT_RTPRIO", RLIMIT_RTPRIO},
    };
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        struct rlimit limit;
        getrlimit(limits[i].resource, &limit);
        say("%s is %llu", limits[i].name, (unsigned long long)limit.rlim_max);
        if (limit.rlim_max == RLIM_INFINITY) {
            say("GOT %s without a limit", limits[i].name);
            continue;
        }
        struct rlimit more = {limit.rlim_max + 1, limit.rlim_max + 1};
        tried(limits[i].name, setrlimit(limits[i].resource, &more));
    }
    return end();
}
