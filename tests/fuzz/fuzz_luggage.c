/* What drawloom-launch reads of an order: any bytes, and what luggage_pack made. The first byte of the
 * input says which. */
#include "folder.h"

#include <fcntl.h>
#include <sys/mman.h>

#include "launch/luggage.c" /* NOLINT(bugprone-suspicious-include): it is in no library */
#include "run/luggage.h"

static void release(struct luggage *l)
{
    free((char *)l->exec); /* where its strings begin */
    free(l->argv);
    free(l->env);
}

static void check_strings(const struct luggage *l)
{
    FUZZ_CHECK(strlen(l->exec) < (size_t)l->size && l->argv[0]);
    for (char **s = l->argv; *s; s++)
        FUZZ_CHECK(strlen(*s) < (size_t)l->size);
    for (char **s = l->env; *s; s++)
        FUZZ_CHECK(strlen(*s) < (size_t)l->size);
    for (uint32_t i = 0; i < l->wanted_count; i++)
        FUZZ_CHECK(strlen(l->wanted[i]) < (size_t)l->size);
}

/* Unpack into a new folder "box", beside which nothing may appear. */
static bool unpack(const struct luggage *l, struct arena *a, const char **box)
{
    struct file_list list;
    struct err err = {0};
    *box = path_join(a, folder(), "box");
    FUZZ_CHECK(file_remove_tree(*box, &err) && file_make_dirs(*box, &err));
    int fd = open(*box, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = luggage_unpack(l, fd);
    FUZZ_CHECK(close(fd) == 0 && file_list(folder(), a, &list, &err) && list.count == 1);
    return ok;
}

static void read_any(struct str bytes, struct arena *a)
{
    struct luggage l = {0};
    const char *box;
    int fd = memfd_create("luggage", MFD_CLOEXEC);
    FUZZ_CHECK(fd >= 0 && file_write_all(fd, bytes));
    if (luggage_open(&l, fd)) {
        check_strings(&l);
        if (l.files > 0)
            unpack(&l, a, &box);
    }
    release(&l);
    close(fd);
}

static const char **read_list(struct str *rest, struct arena *a)
{
    enum { MOST = 8 };
    const char **list = ARENA_ARRAY(a, MOST + 1, const char *);
    for (unsigned i = 0, n = fuzz_byte(rest) % (MOST + 1); i < n; i++)
        list[i] = fuzz_string(a, fuzz_part(rest));
    return list;
}

static void check_list(char **got, const char *const *want)
{
    for (; *want; want++, got++)
        FUZZ_CHECK(*got && strcmp(*got, *want) == 0);
    FUZZ_CHECK(!*got);
}

static void check_file(const char *box, const struct launch_file *file, struct arena *a)
{
    struct buf bytes = BUF_INIT;
    struct err err = {0};
    FUZZ_CHECK(file_read(path_join(a, box, file->name), &bytes, &err));
    FUZZ_CHECK(str_equal(buf_view(&bytes), file->bytes));
    buf_release(&bytes);
}

/* What was packed is what comes out. */
static void read_packed(struct str rest, struct arena *a)
{
    struct luggage l = {0};
    const char *box, *const *argv, *const *env;
    struct launch_file file = {.mode = 0644};
    struct launch_spec spec = {.exec = fuzz_string(a, fuzz_part(&rest)), .files = &file};
    spec.argv = argv = read_list(&rest, a);
    spec.env = env = read_list(&rest, a);
    spec.wanted = read_list(&rest, a);
    file.name = path_normalize(a, fuzz_string(a, fuzz_part(&rest)));
    file.bytes = rest;
    spec.file_count = file.name && strcmp(file.name, ".") != 0;
    int fd = luggage_pack(&spec);
    FUZZ_CHECK(fd >= 0);
    bool opened = luggage_open(&l, fd);
    FUZZ_CHECK(opened == (argv[0] != NULL));
    if (opened) {
        FUZZ_CHECK(strcmp(l.exec, spec.exec) == 0 && l.files == spec.file_count);
        check_list(l.argv, argv);
        check_list(l.env, env);
        if (spec.file_count > 0 && unpack(&l, a, &box))
            check_file(box, &file, a);
    }
    release(&l);
    close(fd);
}

FUZZ(input)
{
    struct arena a = {0};
    if (fuzz_byte(&input) % 2)
        read_packed(input, &a);
    else
        read_any(input, &a);
    arena_release(&a);
}
