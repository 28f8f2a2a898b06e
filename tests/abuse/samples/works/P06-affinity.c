/* {} Which processors there are, and choosing one */
#include <pthread.h>

#include "attack.h"

int main(void)
{
    cpu_set_t mine;
    CPU_ZERO(&mine);
    if (sched_getaffinity(0, sizeof mine, &mine) != 0 || CPU_COUNT(&mine) < 1)
        return 1;
    int first = 0;
    while (!CPU_ISSET(first, &mine))
        first++;
    CPU_ZERO(&mine);
    CPU_SET(first, &mine);
    if (sched_setaffinity(0, sizeof mine, &mine) != 0 ||
        pthread_setaffinity_np(pthread_self(), sizeof mine, &mine) != 0)
        return 2;
    if (access("/sys/devices/system/cpu/online", R_OK) != 0)
        return 3;
    if (sysconf(_SC_NPROCESSORS_ONLN) < 1 || sysconf(_SC_NPROCESSORS_CONF) < 1)
        return 4;
    return end();
}
