/* memory: fill some, and ask the kernel who has how much of it. */
#ifndef MEMORY_H
#define MEMORY_H

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Memory of so many bytes, written to, in pages of the usual size and no larger ones. */
static inline char *fill_memory(size_t size)
{
    int access = PROT_READ | PROT_WRITE, kind = MAP_PRIVATE | MAP_ANONYMOUS;
    char *memory = mmap(NULL, size, access, kind, -1, 0);
    if (memory == MAP_FAILED)
        err(1, "mmap");
    madvise(memory, size, MADV_NOHUGEPAGE);
    memset(memory, 'p', size);
    return memory;
}

/* A number of KiB from one of the files in /proc that describe a process. */
static inline long kib(pid_t id, const char *file, const char *field)
{
    char path[64], line[256];
    snprintf(path, sizeof path, "/proc/%d/%s", id, file);
    FILE *stream = fopen(path, "r");
    if (!stream)
        err(1, "%s", path);
    long number = 0;
    while (fgets(line, sizeof line, stream))
        if (strncmp(line, field, strlen(field)) == 0)
            number = strtol(line + strlen(field), NULL, 10);
    fclose(stream);
    return number;
}

#endif
