/* A sample as its card needs it: the code line by line, what the compiler said with its places, what
 * had to happen. */
#include <string.h>

#include "base/diff.h"
#include "course/list.h"
#include "page/view.h"
#include "page/view_lines.h"

/* Without the punctuation that ends a place: "lost.c:7:5: ". */
static void trim_place(struct diagnostic_place *place, struct str text)
{
    while (place->end > place->start && strchr(": ", text.data[place->end - 1]))
        place->end--;
}

static struct view_places find_places(const struct result *result, struct arena *a)
{
    struct view_places places = {0};
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
static void add_diagnostics(struct emit *e, struct str text, const struct view_places *places)
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

static const char *relation_name(enum outcomes_relation relation)
{
    static const char *const names[] = {
        [OUTCOMES_ANY] = NULL,     [OUTCOMES_EQUAL] = "=", [OUTCOMES_LESS] = "<",
        [OUTCOMES_AT_MOST] = "<=", [OUTCOMES_MORE] = ">",  [OUTCOMES_AT_LEAST] = ">="};
    return names[relation];
}

/* What had to happen to the sample, or to a point of its sweep. */
static void add_expectation(struct emit *e, const struct result *result)
{
    const struct sample *sample = result->sample;
    emit_bool(e, "ended_as_expected", result->ended_as_expected);
    emit_object(e, "must");
    emit_string(e, "end", must_end_name(sample->must_end));
    emit_int(e, "code", sample->must_code);
    emit_string(e, "outcomes", relation_name(sample->outcomes));
    emit_int(e, "outcomes_number", sample->outcomes_number);
    emit_string(e, "finds", sample->finds);
    e->ops->end_object(e->to);
}

static void add_assembly(struct emit *e, const struct result *result)
{
    if (!result->assembly)
        return;
    emit_object(e, "assembly");
    emit_string(e, "function", result->sample->asm_function);
    emit_string(e, "why", result->assembly->why);
    emit_array(e, "lines");
    for (size_t i = 0; i < result->assembly->count; i++) {
        e->ops->object(e->to);
        emit_string(e, "text", result->assembly->lines[i].text);
        emit_int(e, "line", result->assembly->lines[i].line);
        e->ops->end_object(e->to);
    }
    e->ops->end_array(e->to);
    e->ops->end_object(e->to);
}

static void add_points(struct emit *e, const struct result *result, struct view_tree *tree,
                       struct arena *a)
{
    emit_array(e, "points");
    for (size_t i = 0; i < result->point_count; i++) {
        const struct result *point = &result->points[i];
        e->ops->object(e->to);
        emit_string(e, "compiler", point->compiler);
        emit_number(e, "timeout_s", point->sample->limits.timeout_ms / 1000.0);
        add_expectation(e, point);
        add_assembly(e, point);
        view_timeline(e, point, tree, a);
        e->ops->end_object(e->to);
    }
    e->ops->end_array(e->to);
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

/* Where a line of the first file is in the course: in `file`, `before` lines further down. */
static void add_code_place(struct emit *e, const struct sample *sample, struct arena *a)
{
    if (sample->file_count == 0)
        return;
    emit_object(e, "code_place");
    emit_string(e, "file",
                sample->is_inline ? sample->place.file
                                  : arena_printf(a, "samples/%s", sample->files[0].name));
    emit_int(e, "before", sample->is_inline ? sample->place.line : 0);
    e->ops->end_object(e->to);
}

static void add_declaration(struct emit *e, const struct sample *sample, struct arena *a)
{
    emit_string(e, "number", sample->number);
    emit_string(e, "caption", *sample->caption ? sample->caption : NULL);
    emit_string(e, "layout", sample->layout);
    emit_bool(e, "named", sample->named);
    emit_string(e, "language", sample->language->title);
    emit_string(e, "depth", depth_name(sample->depth));
    emit_bool(e, "hidden", sample->hidden);
    emit_bool(e, "folded", sample->folded);
    emit_bool(e, "tty", sample->tty);
    emit_bool(e, "timed", sample->timed);
    emit_bool(e, "traced", sample->traced);
    emit_bool(e, "tried", sample->trials != 0);
    if (sample->has_stdin)
        emit_str(e, "stdin", sample->stdin_text);
    emit_words(e, "env", &sample->env);
    emit_array(e, "data");
    for (size_t i = 0; i < sample->data_count; i++)
        e->ops->str(e->to, str_of(sample->data[i].name));
    e->ops->end_array(e->to);
    add_code_place(e, sample, a);
}

void view_subject(struct emit *e, const struct course *course, const char *id)
{
    const struct sample *sample = course_sample(course, id);
    const struct chapter *chapter = sample ? course_chapter(course, sample->chapter) : NULL;
    emit_string(e, "id", id);
    emit_string(e, "number", sample ? sample->number : NULL);
    emit_string(e, "title", sample ? view_title(sample) : id);
    emit_string(e, "page", chapter && !chapter->unusable ? chapter->page : NULL);
}

static void add_diff(struct emit *e, const struct course *course, const struct sample *sample,
                     const struct sample *other)
{
    struct buf diff = BUF_INIT;
    if (!other || other->file_count == 0 || sample->file_count == 0)
        return;
    diff_unified(other->files[0].text, sample->files[0].text, &diff);
    emit_object(e, "diff");
    view_subject(e, course, other->id);
    emit_str(e, "text", buf_view(&diff));
    e->ops->end_object(e->to);
    buf_release(&diff);
}

static void add_headers(struct emit *e, const struct course *course, const struct sample *sample,
                        struct arena *a)
{
    struct headers headers = headers_find(course->root, sample, a);
    emit_bool(e, "lacks_headers", headers.lacks_some);
    emit_array(e, "headers");
    for (size_t i = 0; i < headers.count; i++) {
        e->ops->object(e->to);
        emit_string(e, "name", headers.items[i].name);
        emit_string(e, "path", headers.items[i].path);
        emit_string(e, "download", view_header_download(&headers.items[i], a));
        e->ops->end_object(e->to);
    }
    e->ops->end_array(e->to);
}

const char *view_header_download(const struct header *header, struct arena *a)
{
    return arena_printf(a, "samples/%s", header->path);
}

void view_sample(struct emit *e, const struct course *course, const struct result *result,
                 struct view_tree *tree, struct code_reader *reader, struct arena *a)
{
    const struct sample *sample = result->sample;
    const struct sample *other = sample->diff ? course_sample(course, sample->diff) : NULL;
    struct view_places places = find_places(result, a);
    e->ops->object(e->to);
    add_declaration(e, sample, a);
    add_expectation(e, result);
    add_points(e, result, tree, a);
    view_files(e, course, result, &places, other, reader, a);
    add_headers(e, course, sample, a);
    add_diff(e, course, sample, other);
    add_assembly(e, result);
    view_timeline(e, result, tree, a);
    if (result->compile)
        add_diagnostics(e, result->compile->diagnostics, &places);
    if (result->compile && result->compile->truncated)
        emit_bool(e, "diagnostics_cut", true);
    e->ops->end_object(e->to);
}
