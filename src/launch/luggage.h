/* luggage: what an order brings: the program's name, arguments and environment, and the files that
 * lie in its working folder. Its form is described in run/launch_protocol.h. Every length in it is
 * checked. */
#ifndef LAUNCH_LUGGAGE_H
#define LAUNCH_LUGGAGE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "run/launch_protocol.h"

struct luggage {
    int fd;         /* borrowed */
    off_t size;     /* of the file */
    off_t files_at; /* where the first struct launch_item is */
    uint32_t files; /* how many there are */
    const char *exec;
    char **argv, **env; /* NULL-terminated */
    char *wanted[LAUNCH_MAX_WANTED];
    uint32_t wanted_count;
};

/* Read all but the files. What it allocates lives as long as the process. False with errno: EBADMSG
 * when the form is wrong. */
bool luggage_open(struct luggage *luggage, int fd);

/* Make the files, and the folders that lead to them, below the folder `box`, where nothing else is
 * yet. False with errno: EBADMSG, EEXIST (the same name twice), ENOSPC, … */
bool luggage_unpack(const struct luggage *luggage, int box);

#endif
