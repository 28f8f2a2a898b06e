#include "run/box_shelf.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/mem.h"

/* A box and its folder. */
struct shelved {
    struct shelved *next;
    struct box *box;
    char *dir;
};

struct box_shelf {
    const struct sandbox *sandbox;
    enum sandbox_kind kind;
    struct store *store;
    const char *work;
    pthread_mutex_t mutex; /* guards the lists */
    struct shelved *idle, *taken;
};

struct box_shelf *box_shelf_new(const struct sandbox *sandbox, enum sandbox_kind kind,
                                struct store *store, const char *work)
{
    struct box_shelf *shelf = xcalloc(1, sizeof *shelf);
    *shelf = (struct box_shelf){sandbox, kind, store, work, PTHREAD_MUTEX_INITIALIZER, NULL, NULL};
    return shelf;
}

/* What can't be removed stays: the store removes it later. */
static void shelved_free(struct shelved *one)
{
    struct err ignored;
    box_close(one->box);
    file_remove_tree(one->dir, &ignored);
    free(one->dir);
    free(one);
}

static struct shelved *shelved_new(struct box_shelf *shelf, struct err *err)
{
    struct arena a = {0};
    struct shelved *one = NULL;
    const char *dir = store_work_dir(shelf->store, &a, err);
    if (dir) {
        one = xcalloc(1, sizeof *one);
        one->dir = xstrdup(path_join(&a, shelf->work, path_base(dir)));
        if (!box_open(shelf->sandbox, shelf->kind, one->dir, &one->box, err)) {
            shelved_free(one);
            one = NULL;
        }
    }
    arena_release(&a);
    return one;
}

static void push(struct shelved **list, struct shelved *one)
{
    one->next = *list;
    *list = one;
}

static struct shelved *pop(struct shelved **list)
{
    struct shelved *one = *list;
    if (one)
        *list = one->next;
    return one;
}

static struct shelved *pop_box(struct shelved **list, const struct box *box)
{
    while ((*list)->box != box)
        list = &(*list)->next;
    return pop(list);
}

struct box *box_shelf_take(struct box_shelf *shelf, struct err *err)
{
    pthread_mutex_lock(&shelf->mutex);
    struct shelved *one = pop(&shelf->idle);
    pthread_mutex_unlock(&shelf->mutex);
    if (!one && !(one = shelved_new(shelf, err)))
        return NULL;
    pthread_mutex_lock(&shelf->mutex);
    push(&shelf->taken, one);
    pthread_mutex_unlock(&shelf->mutex);
    return one->box;
}

void box_shelf_give(struct box_shelf *shelf, struct box *box, bool intact)
{
    pthread_mutex_lock(&shelf->mutex);
    struct shelved *one = pop_box(&shelf->taken, box);
    if (intact)
        push(&shelf->idle, one);
    pthread_mutex_unlock(&shelf->mutex);
    if (!intact)
        shelved_free(one);
}

bool box_shelf_run(struct box_shelf *shelf, const struct launch_spec *spec,
                   struct launch_result *result, struct err *err)
{
    launch_result_init(result);
    struct box *box = box_shelf_take(shelf, err);
    if (!box)
        return false;
    bool ran = box_run(box, spec, result, err);
    box_shelf_give(shelf, box, ran);
    return ran;
}

void box_shelf_free(struct box_shelf *shelf)
{
    if (!shelf)
        return;
    while (shelf->idle)
        shelved_free(pop(&shelf->idle));
    pthread_mutex_destroy(&shelf->mutex);
    free(shelf);
}
