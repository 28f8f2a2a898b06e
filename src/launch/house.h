/* house: what all runs of one `drawloom-launch serve` have in common. Each run lives in a room of
 * its own (room.h). */
#ifndef LAUNCH_HOUSE_H
#define LAUNCH_HOUSE_H

#include <linux/filter.h>

enum level { LEVEL_OFF, LEVEL_REDUCED, LEVEL_FULL };

struct house {
    enum level level;
    const char *folder;    /* absolute, where rooms make their folders; NULL: LEVEL_FULL */
    char *const *readable; /* what Landlock shows besides the system; */
    int readable_count;
    struct sock_fprog filter; /* for seccomp(2); no instructions: none */
};

#endif
