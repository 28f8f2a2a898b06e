#include "course/program.h"

#include <fnmatch.h>
#include <string.h>

#include "course/input.h"
#include "course/list.h"

/* Read a file of samples/ into *file, reporting at `item` what is wrong. */
static bool read_file(struct draft *d, const struct fence_item *item, const char *name,
                      struct source_file *file)
{
    struct reading *r = d->reading;
    struct buf bytes = BUF_INIT;
    const char *why;
    bool ok = input_read(r->root, "samples", name, r->a, r->chapter, &bytes, &file->hash, &why) ==
              INPUT_OK;
    if (ok) {
        file->name = path_normalize(r->a, name);
        file->text = arena_str(r->a, buf_view(&bytes));
    } else {
        draft_problem(d, item->column, "%s: %s", item->name, why);
    }
    buf_release(&bytes);
    return ok;
}

/* Split the item's value into names. */
static bool split(struct draft *d, const struct fence_item *item, struct words *names)
{
    struct err err = {0};
    if (!words_split(str_of(item->value), &d->reading->scratch, names, &err))
        draft_problem(d, item->column, "%s: %s", item->name, err.message);
    else if (names->count == 0)
        draft_problem(d, item->column, "%s: names no file", item->name);
    else
        return true;
    return false;
}

static void read_named(struct draft *d)
{
    struct sample *s = &d->sample;
    struct words names;
    if (!split(d, d->file, &names))
        return;
    s->files = ARENA_ARRAY(d->reading->a, names.count, struct source_file);
    for (size_t i = 0; i < names.count; i++)
        if (read_file(d, d->file, names.items[i], &s->files[s->file_count]))
            s->file_count++;
    if (str_trim(d->block->body).len > 0)
        draft_problem(d, d->file->column,
                      "the program is in samples/: the block must be empty (or leave out file=)");
    if (names.count > 1 && s->language->object.count == 0 && s->language->compile.count > 0)
        draft_problem(d, d->file->column,
                      "%s programs of several files can't be compiled "
                      "(course.lua gives no `object` command)",
                      s->language->title);
}

/* Inline code is compiled as ID.c, or as sample.c when it has no name: a generated id changes when
 * another sample is added above. */
static void use_body(struct draft *d)
{
    struct sample *s = &d->sample;
    struct arena *a = d->reading->a;
    s->files = ARENA_NEW(a, struct source_file);
    s->file_count = 1;
    s->files[0].name = arena_printf(a, "%s%s", s->named ? s->id : "sample", s->language->extension);
    s->files[0].text = arena_str(a, d->block->body);
    s->files[0].hash = hash_of(d->block->body.data, d->block->body.len);
}

void program_read(struct draft *d)
{
    struct sample *s = &d->sample;
    s->is_inline = !d->file;
    if (d->file)
        read_named(d);
    if (s->file_count == 0)
        use_body(d);
    if (s->is_inline && str_trim(d->block->body).len == 0)
        draft_problem(d, 0, "this program is empty");
}

/* All files of samples/, looked for once a chapter. Their list is an input: a new file may match. */
static const struct file_list *sample_files(struct reading *r)
{
    if (!r->sample_files) {
        struct err err = {0};
        r->sample_files = ARENA_NEW(&r->scratch, struct file_list);
        if (!file_walk(path_join(&r->scratch, r->root, "samples"), &r->scratch, r->sample_files,
                       &err))
            *r->sample_files = (struct file_list){0};
        input_record(r->chapter, r->a, "samples/", input_folder_hash(r->sample_files));
    }
    return r->sample_files;
}

static bool has_data(const struct sample *s, const char *name)
{
    for (size_t i = 0; i < s->data_count; i++)
        if (strcmp(s->data[i].name, name) == 0)
            return true;
    return false;
}

/* Add a file; *room is what is left of PROGRAM_DATA_BYTES. */
static bool add_data(struct draft *d, const char *name, size_t *room)
{
    struct sample *s = &d->sample;
    struct source_file file = {0};
    if (has_data(s, name))
        return true;
    if (!read_file(d, d->data, name, &file))
        return false;
    if (file.text.len > *room) {
        draft_problem(d, d->data->column, "data: more than %u MiB in all",
                      PROGRAM_DATA_BYTES >> 20);
        return false;
    }
    *room -= file.text.len;
    *LIST_ADD(d->reading->a, s->data, s->data_count) = file;
    return true;
}

static bool add_matching(struct draft *d, const char *pattern, size_t *room)
{
    const struct file_list *files = sample_files(d->reading);
    bool found = false;
    for (size_t i = 0; i < files->count; i++) {
        if (fnmatch(pattern, files->names[i], FNM_PATHNAME | FNM_PERIOD) != 0)
            continue;
        found = true;
        if (!add_data(d, files->names[i], room))
            return false;
    }
    if (!found)
        draft_problem(d, d->data->column, "data: no file of samples/ matches \"%s\"", pattern);
    return found;
}

void program_read_data(struct draft *d)
{
    struct words names;
    size_t room = PROGRAM_DATA_BYTES;
    if (!d->data || !split(d, d->data, &names))
        return;
    for (size_t i = 0; i < names.count; i++) {
        bool is_pattern = strpbrk(names.items[i], "*?[");
        if (!(is_pattern ? add_matching : add_data)(d, names.items[i], &room))
            return;
    }
}
