/* What stands in /proc/sysvipc (proc(5)). Messages and semaphores are the kernel's memory and
 * belong to no process: with the kernel's own limits, 32000 queues of 16384 messages of one byte
 * take 32 GB. */
#include "launch/sysv.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

enum { COLUMNS = 16, EACH = 256 /* object, about */ };

static const struct kind {
    const char *path;
    struct {
        int column;
        unsigned weight; /* bytes for each 1 in it */
    } adds[2];
} kinds[] = {
    {"/proc/sysvipc/shm", {{14, 1}, {15, 1}}}, /* rss, swap */
    {"/proc/sysvipc/msg", {{3, 1}, {4, 64}}},  /* cbytes, qnum */
    {"/proc/sysvipc/sem", {{3, 64}, {0, 0}}},  /* nsems */
};

/* A table of numbers that is read byte by byte. */
struct table {
    uint64_t row[COLUMNS];
    int column; /* the one that is read */
    bool in_number;
};

static uint64_t row_bytes(const struct table *table, const struct kind *kind)
{
    if (table->column < kind->adds[0].column)
        return 0;
    uint64_t bytes = EACH;
    for (size_t i = 0; i < sizeof kind->adds / sizeof *kind->adds; i++)
        bytes += table->row[kind->adds[i].column] * kind->adds[i].weight;
    return bytes;
}

/* Returns what a row adds, at its end. */
static uint64_t table_read(struct table *table, char c, const struct kind *kind)
{
    if (c >= '0' && c <= '9' && table->column < COLUMNS) {
        table->row[table->column] = table->row[table->column] * 10 + (uint64_t)(c - '0');
        table->in_number = true;
        return 0;
    }
    if (table->in_number)
        table->column++;
    table->in_number = false;
    if (c != '\n')
        return 0;
    uint64_t bytes = row_bytes(table, kind);
    *table = (struct table){0};
    return bytes;
}

static uint64_t kind_bytes(const struct kind *kind)
{
    char text[4096];
    uint64_t bytes = 0;
    struct table table = {0};
    int fd = open(kind->path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    for (ssize_t len; (len = read(fd, text, sizeof text)) > 0;)
        for (ssize_t i = 0; i < len; i++)
            bytes += table_read(&table, text[i], kind);
    close(fd);
    return bytes;
}

uint64_t sysv_bytes(void)
{
    uint64_t bytes = 0;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        bytes += kind_bytes(&kinds[i]);
    return bytes;
}
