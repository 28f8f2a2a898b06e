#include "run/launch.h"

#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

const char *const launch_env[] = {"PATH=/usr/bin:/bin", "HOME=/box", "TMPDIR=/tmp",
                                  "LC_ALL=C.UTF-8",     "TZ=UTC",    NULL};

#define COUNT(array) (sizeof(array) / sizeof *(array))

bool launcher_is_stopped(const struct launcher *launcher)
{
    struct pollfd stop = {launcher->stop_fd, POLLIN, 0};
    return poll(&stop, 1, 0) > 0;
}

void launch_result_init(struct launch_result *result)
{
    *result = (struct launch_result){.out = BUF_INIT, .err = BUF_INIT};
    for (size_t i = 0; i < COUNT(result->found); i++)
        result->found[i] = -1;
}

void launch_result_release(struct launch_result *result)
{
    buf_release(&result->out);
    buf_release(&result->err);
    free(result->chunks);
    for (size_t i = 0; i < COUNT(result->found); i++)
        if (result->found[i] >= 0)
            close(result->found[i]);
    launch_result_init(result);
}
