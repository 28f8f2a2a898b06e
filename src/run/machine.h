/* machine: what this machine is, as the pages and results.json say it. */
#ifndef RUN_MACHINE_H
#define RUN_MACHINE_H

#include <stdint.h>

#include "base/arena.h"

struct machine {
    const char *id;  /* 16 hexadecimal digits over cpu, usable_cores and arch: equal machines have
                      * equal ids; names nobody */
    const char *cpu; /* "AMD EPYC …", from /proc/cpuinfo */
    const char *arch, *kernel; /* uname: "x86_64", "Linux 6.1.0-18-amd64" */
    const char *os;            /* PRETTY_NAME of os-release */
    int cores, usable_cores;   /* online; what affinity and cgroup leave */
    uint64_t memory_bytes;
};

void machine_read(struct arena *a, struct machine *machine);

#endif
