/* room: where one run lives, and how it is cleared away. */
#ifndef LAUNCH_ROOM_H
#define LAUNCH_ROOM_H

#include "launch/house.h"
#include "run/launch_protocol.h"

enum { ROOM_BOX, ROOM_TMP, ROOM_SHM, ROOM_MOUNTS };

struct room {
    const struct house *house;
    const struct launch_order *order;
    const int *fds;          /* of enum launch_fd */
    int mounts[ROOM_MOUNTS]; /* its file systems; otherwise its folders, without ROOM_SHM */
    int folder;              /* house->folder; -1: LEVEL_FULL */
    int ruleset;             /* Landlock's; -1: none */
};

/* Fulfil the order in a process made for it (room_begin) and send the report. Returns that
 * process's exit status: 0 when the report was sent. */
int room_live(const struct house *house, const struct launch_order *order, const int *fds);

/* Make the process in which room_live is called: returns like fork. */
int room_begin(const struct house *house);

#endif
