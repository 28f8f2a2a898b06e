/* A file of frozen results: text of any kind, as it is and with a checksum that fits. What is read is
 * written again to a text that reads back to the same. */
#include "fuzz.h"

#include "run/frozen_text.h"

/* A head where there is none, and the checksum. */
static void make_whole(struct str lines, struct buf *out)
{
    static const char head[] = "drawloom frozen 1\nmade 2026\nversion 1\nsandbox full\nmachine m\n"
                               "cpu c\narch a\nkernel k\nos o\ncores 4\nusable_cores 2\n"
                               "memory_bytes 1\ntool gcc --version\nsays gcc 12\n";
    char hex[HASH_HEX_LEN + 1];
    if (!frozen_is_ours(lines))
        buf_puts(out, head);
    buf_str(out, lines);
    hash_hex(hash_of(out->data, out->len), hex);
    buf_printf(out, "sum %s\n", hex);
}

static bool read_file(struct str text, struct arena *a, struct frozen_file *file)
{
    struct err err = {0};
    bool ok = frozen_text_read(text, "f", a, file, &err);
    FUZZ_CHECK(ok || (err.message[0] && strcmp(err.file, "f") == 0));
    return ok;
}

/* As the author's entries would be: each point is a sample of its own here. */
static struct frozen_entry *entries_of(const struct frozen_file *file, struct arena *a)
{
    static const char *const no_name[] = {"p"};
    struct frozen_entry *entries = ARENA_ARRAY(a, file->count, struct frozen_entry);
    struct sample *samples = ARENA_ARRAY(a, file->count, struct sample);
    const char **values = ARENA_ARRAY(a, file->count, const char *);
    for (size_t i = 0; i < file->count; i++) {
        const struct frozen_block *block = &file->blocks[i];
        values[i] = block->point;
        samples[i] = (struct sample){.id = block->sample};
        if (*block->point) {
            samples[i].parameters = (struct words){(const char **)no_name, 1};
            samples[i].values = (struct words){&values[i], 1};
        }
        entries[i] = (struct frozen_entry){&samples[i],  block->part, block->kind,
                                           block->equal, NULL,        block->result};
    }
    return entries;
}

static void write_file(const struct frozen_file *file, struct arena *a, struct buf *out)
{
    frozen_write(&file->head, entries_of(file, a), file->count, out);
}

/* The first writing brings all into our form, which then stays. */
static void check_round_trip(const struct frozen_file *file, struct arena *a)
{
    struct buf first = BUF_INIT, second = BUF_INIT;
    struct frozen_file again;
    write_file(file, a, &first);
    FUZZ_CHECK(read_file(buf_view(&first), a, &again) && again.count == file->count);
    for (size_t i = 0; i < again.count; i++) /* a point has got the name "p" */
        if (*again.blocks[i].point)
            again.blocks[i].point += strlen("p=");
    write_file(&again, a, &second);
    FUZZ_CHECK(str_equal(buf_view(&first), buf_view(&second)));
    buf_release(&first);
    buf_release(&second);
}

FUZZ(input)
{
    struct arena a = {0};
    struct buf whole = BUF_INIT;
    struct frozen_file file;
    read_file(input, &a, &file);
    make_whole(input, &whole);
    if (read_file(buf_view(&whole), &a, &file))
        check_round_trip(&file, &a);
    buf_release(&whole);
    arena_release(&a);
}
