#include "run/luggage.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/file.h"
#include "run/launch_protocol.h"

/* With the NUL. */
static void add_string(struct buf *out, const char *s)
{
    buf_add(out, s, strlen(s) + 1);
}

static uint32_t add_strings(struct buf *out, const char *const *strings)
{
    uint32_t count = 0;
    for (; strings && strings[count]; count++)
        add_string(out, strings[count]);
    return count;
}

static void pack_head(const struct launch_spec *spec, struct buf *out)
{
    struct launch_luggage head = {.files = (uint32_t)spec->file_count};
    buf_add(out, &head, sizeof head);
    add_string(out, spec->exec);
    head.argc = add_strings(out, spec->argv);
    head.envc = add_strings(out, spec->env);
    head.wanted = add_strings(out, spec->wanted);
    memcpy(out->data, &head, sizeof head);
}

static bool write_file(int fd, const struct launch_file *file, struct buf *scratch)
{
    const struct launch_item item = {.size = file->bytes.len,
                                     .mode = (uint32_t)file->mode,
                                     .name_len = (uint32_t)strlen(file->name) + 1};
    buf_clear(scratch);
    buf_add(scratch, &item, sizeof item);
    buf_add(scratch, file->name, item.name_len);
    return file_write_all(fd, buf_view(scratch)) && file_write_all(fd, file->bytes);
}

static bool write_all(int fd, const struct launch_spec *spec)
{
    struct buf scratch = BUF_INIT;
    pack_head(spec, &scratch);
    bool ok = file_write_all(fd, buf_view(&scratch));
    for (size_t i = 0; i < spec->file_count && ok; i++)
        ok = write_file(fd, &spec->files[i], &scratch);
    buf_release(&scratch);
    return ok;
}

int luggage_pack(const struct launch_spec *spec)
{
    int fd = memfd_create("luggage", MFD_CLOEXEC);
    if (fd < 0 || write_all(fd, spec))
        return fd;
    int why = errno;
    close(fd);
    errno = why;
    return -1;
}
