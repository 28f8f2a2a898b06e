/* twice LAUNCHER FOLDER again|beside PROGRAM: run PROGRAM two times, with the arguments "1" and
 * "2": one after the other in one box, or at the same time in a box each. What each printed
 * follows, behind a line "run N". FOLDER exists and is absolute. This is the case of drawloom's
 * that a chapter cannot yet ask for. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "run/box.h"

struct turn {
    const struct sandbox *sandbox;
    const char *dir;
    struct str program;
    const char *number;
    struct box *box; /* NULL: one of its own */
    struct launch_result result;
    struct err err;
    bool ok;
};

static void run_in(struct turn *turn, struct box *box)
{
    static const char *const env[] = {"PATH=/usr/bin:/bin", "HOME=/tmp", NULL};
    const char *argv[] = {"./program", turn->number, NULL};
    struct launch_file file = {"program", turn->program, 0755};
    struct launch_spec spec = {
        .exec = "./program",
        .argv = argv,
        .env = env,
        .files = &file,
        .file_count = 1,
        .timeout_ms = 8000,
        .memory_bytes = (size_t)256 << 20,
        .processes = 64,
        .nofile = 64,
        .file_bytes = (size_t)16 << 20,
        .inodes = 1024,
        .max_output = 65536,
    };
    turn->ok = box_run(box, &spec, &turn->result, &turn->err);
}

static void *take_turn(void *data)
{
    struct turn *turn = data;
    struct box *own = NULL;
    if (turn->box)
        run_in(turn, turn->box);
    else if (box_open(turn->sandbox, SANDBOX_RUN, turn->dir, &own, &turn->err))
        run_in(turn, own);
    box_close(own);
    return NULL;
}

static int tell(struct turn turns[2])
{
    int status = 0;
    for (int i = 0; i < 2; i++) {
        printf("run %d\n", i + 1);
        if (turns[i].ok)
            fwrite(turns[i].result.out.data, 1, turns[i].result.out.len, stdout);
        else
            status = 1, printf("failed: %s\n", turns[i].err.message);
        if (turns[i].ok)
            printf("ended %d %d\n", turns[i].result.end, turns[i].result.code);
        launch_result_release(&turns[i].result);
    }
    return status;
}

int main(int argc, char **argv)
{
    struct arena arena = {0};
    struct err err = {0};
    struct buf program = BUF_INIT;
    struct sandbox sandbox = {0};
    if (argc != 5)
        return 2;
    struct launcher launcher = {.path = argv[1], .stop_fd = -1};
    bool again = strcmp(argv[3], "again") == 0;
    struct box *box = NULL;
    struct words readable = {0};
    struct sandbox_spec wish = {&launcher, SANDBOX_ONLY_FULL, argv[2], &readable};
    if (!sandbox_open(&sandbox, &wish, &arena, &err) || !file_read(argv[4], &program, &err) ||
        (again && !box_open(&sandbox, SANDBOX_RUN, argv[2], &box, &err))) {
        fprintf(stderr, "twice: %s\n", err.message);
        return 2;
    }
    struct turn turns[2];
    pthread_t threads[2];
    for (int i = 0; i < 2; i++) {
        turns[i] = (struct turn){.sandbox = &sandbox,
                                 .dir = argv[2],
                                 .program = buf_view(&program),
                                 .number = i ? "2" : "1",
                                 .box = box};
        if (pthread_create(&threads[i], NULL, take_turn, &turns[i]) != 0)
            return 2;
        if (again)
            pthread_join(threads[i], NULL);
    }
    for (int i = 0; i < 2 && !again; i++)
        pthread_join(threads[i], NULL);
    int status = tell(turns);
    box_close(box);
    sandbox_close(&sandbox);
    buf_release(&program);
    arena_release(&arena);
    return status;
}
