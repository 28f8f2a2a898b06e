/* folder: a folder for the time of the process, in memory where that can be had. */
#ifndef FUZZ_FOLDER_H
#define FUZZ_FOLDER_H

#include <unistd.h>

#include "base/file.h"
#include "fuzz.h"

static char folder_path[64];

static inline void folder_remove(void)
{
    struct err ignored;
    file_remove_tree(folder_path, &ignored);
}

/* Made at the first call, removed when the process exits. */
static inline const char *folder(void)
{
    if (folder_path[0])
        return folder_path;
    strcpy(folder_path, "/dev/shm/drawloom-fuzz-XXXXXX");
    if (!mkdtemp(folder_path)) {
        strcpy(folder_path, "/tmp/drawloom-fuzz-XXXXXX");
        FUZZ_CHECK(mkdtemp(folder_path));
    }
    atexit(folder_remove);
    return folder_path;
}

#endif
