/* A sample as its card needs it: the code line by line, what the compiler said with its places, what
 * had to happen. */
#include <string.h>

#include "base/path.h"
#include "course/link.h"
#include "course/list.h"
#include "page/view.h"
#include "run/diagnostic.h"

struct places {
    struct diagnostic_place *items;
    size_t count;
};

/* Without the punctuation that ends a place: "lost.c:7:5: ". */
static void trim_place(struct diagnostic_place *place, struct str text)
{
    while (place->end > place->start && strchr(": ", text.data[place->end - 1]))
        place->end--;
}

/* Only those in the first file: its lines alone can be linked to. */
static struct places find_places(const struct result *result, struct arena *a)
{
    struct places places = {0};
    struct diagnostic_place place;
    size_t from = 0;
    struct str text = result->compile ? result->compile->diagnostics : STR("");
    while (diagnostic_next(result->sample, text, &from, a, &place)) {
        if (place.line == 0)
            continue;
        trim_place(&place, text);
        *LIST_ADD(a, places.items, places.count) = place;
    }
    return places;
}

static void add_piece(struct emit *e, struct str text, const struct diagnostic_place *place)
{
    e->ops->object(e->to);
    emit_str(e, "text", text);
    if (place) {
        emit_int(e, "line", place->line);
        emit_string(e, "file", place->in_course.file);
        emit_int(e, "course_line", place->in_course.line);
    }
    e->ops->end_object(e->to);
}

/* The compiler's text in pieces: those that name a place say which. */
static void add_diagnostics(struct emit *e, struct str text, const struct places *places)
{
    size_t done = 0;
    emit_array(e, "diagnostics");
    for (size_t i = 0; i < places->count; i++) {
        const struct diagnostic_place *place = &places->items[i];
        if (place->start > done)
            add_piece(e, (struct str){text.data + done, place->start - done}, NULL);
        add_piece(e, (struct str){text.data + place->start, place->end - place->start}, place);
        done = place->end;
    }
    if (text.len > done)
        add_piece(e, (struct str){text.data + done, text.len - done}, NULL);
    e->ops->end_array(e->to);
}

static bool is_shown(const struct sample *sample, int line)
{
    for (size_t i = 0; i < sample->shown_count; i++)
        if (line >= sample->shown[i].first && line <= sample->shown[i].last)
            return true;
    return sample->shown_count == 0;
}

static bool is_named(const struct places *places, int line)
{
    for (size_t i = 0; i < places->count; i++)
        if (places->items[i].line == line)
            return true;
    return false;
}

/* One line of the program; only the first file can be shown in part and have places in it. */
static bool add_line(struct emit *e, const struct sample *sample, const struct places *places,
                     bool first_file, int number, struct str text)
{
    bool shown = !first_file || is_shown(sample, number);
    e->ops->object(e->to);
    emit_int(e, "number", number);
    emit_str(e, "text", text);
    emit_bool(e, "shown", shown);
    emit_bool(e, "named", first_file && is_named(places, number));
    e->ops->end_object(e->to);
    return shown;
}

static void add_lines(struct emit *e, const struct sample *sample, size_t file,
                      const struct places *places)
{
    struct str rest = sample->files[file].text, line;
    bool partial = false;
    emit_array(e, "lines");
    for (int number = 1; str_line(&rest, &line); number++)
        partial |= !add_line(e, sample, places, file == 0, number, line);
    e->ops->end_array(e->to);
    emit_bool(e, "partial", partial);
}

/* A sample in C may show a header. */
static const char *extension(const struct sample *sample)
{
    const char *dot = strrchr(path_base(sample->files[0].name), '.');
    return dot ? dot : sample->language->extension;
}

/* Browsers don't download a file that lies beside a page on the disk, they open it. It must not run
 * as a page of the site, unless course.lua has a language of such files. */
static const char *made_inert(const char *path, const struct sample *sample, struct arena *a)
{
    const char *dot = strrchr(path, '.');
    bool own = dot && strcmp(dot, sample->language->extension) == 0;
    return link_is_active(path) && !own ? arena_printf(a, "%s.txt", path) : path;
}

const char *view_download(const struct sample *sample, size_t file, struct arena *a)
{
    const char *path;
    if (sample->file_count == 1)
        path = arena_printf(a, "samples/%s%s", sample->id, extension(sample));
    else
        path = arena_printf(a, "samples/%s/%s", sample->id, sample->files[file].name);
    return made_inert(path, sample, a);
}

static void add_files(struct emit *e, const struct sample *sample, const struct places *places,
                      struct arena *a)
{
    emit_array(e, "files");
    for (size_t i = 0; i < sample->file_count; i++) {
        e->ops->object(e->to);
        emit_string(e, "name", sample->files[i].name);
        emit_string(e, "download", view_download(sample, i, a));
        add_lines(e, sample, i, places);
        e->ops->end_object(e->to);
    }
    e->ops->end_array(e->to);
}

static const char *must_end_name(enum sample_end end)
{
    static const char *const names[] = {
        [SAMPLE_EXITS] = "exited",
        [SAMPLE_SIGNALED] = "signaled",
        [SAMPLE_COMPILE_ERROR] = "compile-error",
        [SAMPLE_HANGS] = "timed-out",
    };
    return names[end];
}

static void add_expectation(struct emit *e, const struct result *result)
{
    const struct sample *sample = result->sample;
    emit_bool(e, "ended_as_expected", result->ended_as_expected);
    emit_object(e, "must");
    emit_string(e, "end", must_end_name(sample->must_end));
    emit_int(e, "code", sample->must_code);
    e->ops->end_object(e->to);
}

static const char *depth_name(enum sample_depth depth)
{
    static const char *const names[] = {
        [SAMPLE_SHOWN] = "shown",
        [SAMPLE_COMPILED] = "compiled",
        [SAMPLE_RUN] = "run",
    };
    return names[depth];
}

static void add_declaration(struct emit *e, const struct sample *sample)
{
    emit_string(e, "caption", *sample->caption ? sample->caption : NULL);
    emit_bool(e, "named", sample->named);
    emit_string(e, "language", sample->language->title);
    emit_string(e, "depth", depth_name(sample->depth));
    emit_bool(e, "hidden", sample->hidden);
    emit_bool(e, "folded", sample->folded);
    emit_bool(e, "tty", sample->tty);
    if (sample->has_stdin)
        emit_str(e, "stdin", sample->stdin_text);
    emit_words(e, "env", &sample->env);
    emit_array(e, "data");
    for (size_t i = 0; i < sample->data_count; i++)
        e->ops->str(e->to, str_of(sample->data[i].name));
    e->ops->end_array(e->to);
}

void view_sample(struct emit *e, const struct result *result, struct arena *a)
{
    struct places places = find_places(result, a);
    e->ops->object(e->to);
    add_declaration(e, result->sample);
    add_expectation(e, result);
    add_files(e, result->sample, &places, a);
    if (result->compile)
        add_diagnostics(e, result->compile->diagnostics, &places);
    if (result->compile && result->compile->truncated)
        emit_bool(e, "diagnostics_cut", true);
    e->ops->end_object(e->to);
}
