#include "page/view_lines.h"

#include <stdlib.h>
#include <string.h>

#include "base/diff.h"
#include "base/path.h"
#include "course/link.h"
#include "page/listing.h"
#include "page/view.h"

enum { LINE_NAMED = 1, LINE_MARKED = 2, LINE_CHANGED = 4 };

/* What is to be said about the lines of the first file: LINE_… of each; of[0] is not used. */
struct notes {
    unsigned char *of;
    int last;
};

static void note(struct notes *notes, int line, unsigned char what)
{
    if (line >= 1 && line <= notes->last)
        notes->of[line] |= what;
}

static void note_checks(struct notes *notes, const struct result *result)
{
    const struct sample *sample = result->sample;
    for (size_t i = 0; i < result->check_count; i++)
        for (size_t k = 0; k < result->checks[i].location_count; k++) {
            const struct check_location *location = &result->checks[i].locations[k];
            if (strcmp(location->file, sample->files[0].name) == 0)
                note(notes, location->line, LINE_NAMED);
        }
}

/* "@@ -1,3 +7,4 @@": 7. */
static int first_new_line(struct str header)
{
    const char *plus = memchr(header.data, '+', header.len);
    return plus ? atoi(plus + 1) : 0;
}

static void note_changes(struct notes *notes, struct str from, struct str to)
{
    struct buf diff = BUF_INIT;
    struct str rest, line;
    int number = 0;
    diff_unified(from, to, &diff);
    for (rest = buf_view(&diff); str_line(&rest, &line);) {
        char sign = line.len > 0 ? line.data[0] : ' ';
        if (sign == '@')
            number = first_new_line(line);
        else if (sign == '+')
            note(notes, number++, LINE_CHANGED);
        else if (sign == ' ')
            number++;
    }
    buf_release(&diff);
}

static struct notes take_notes(const struct result *result, const struct view_places *places,
                               const struct sample *other, int last, struct arena *a)
{
    const struct sample *sample = result->sample;
    struct notes notes = {.last = last};
    notes.of = ARENA_ARRAY(a, (size_t)notes.last + 1, unsigned char);
    for (size_t i = 0; i < places->count; i++)
        note(&notes, places->items[i].line, LINE_NAMED);
    note_checks(&notes, result);
    for (size_t i = 0; i < result->point_count; i++)
        note_checks(&notes, &result->points[i]);
    for (size_t i = 0; i < sample->marked_count; i++)
        for (int n = sample->marked[i].first; n <= sample->marked[i].last && n <= notes.last; n++)
            note(&notes, n, LINE_MARKED);
    if (other && other->file_count > 0)
        note_changes(&notes, other->files[0].text, sample->files[0].text);
    return notes;
}

static bool is_shown(const struct sample *sample, int line)
{
    for (size_t i = 0; i < sample->shown_count; i++)
        if (line >= sample->shown[i].first && line <= sample->shown[i].last)
            return true;
    return sample->shown_count == 0;
}

static void add_line(struct emit *e, int number, struct str text, struct str html, bool shown,
                     unsigned char notes)
{
    e->ops->object(e->to);
    emit_int(e, "number", number);
    emit_str(e, "text", text);
    emit_str(e, "html", html);
    emit_bool(e, "shown", shown);
    emit_bool(e, "named", notes & LINE_NAMED);
    emit_bool(e, "marked", notes & LINE_MARKED);
    emit_bool(e, "changed", notes & LINE_CHANGED);
    e->ops->end_object(e->to);
}

/* Only the first file can be shown in part and have notes. */
static void add_lines(struct emit *e, const struct sample *sample, size_t file,
                      const struct listing *listing, const struct notes *notes)
{
    struct str rest = sample->files[file].text, line;
    bool partial = false;
    emit_array(e, "lines");
    for (int number = 1; str_line(&rest, &line); number++) {
        bool shown = file > 0 || is_shown(sample, number);
        add_line(e, number, line, listing->lines[number - 1], shown,
                 file > 0 ? 0 : notes->of[number]);
        partial |= !shown;
    }
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

/* The chapter whose card this is; NULL: a point of a sweep. */
static const struct chapter *chapter_with(const struct course *course, const struct sample *sample)
{
    for (size_t c = 0; c < course->chapter_count; c++) {
        const struct chapter *chapter = course->chapters[c];
        if (sample >= chapter->samples && sample < chapter->samples + chapter->sample_count)
            return chapter;
    }
    return NULL;
}

/* The sample before this one on the page whose card has the file too; NULL: none. The first file of a
 * sample is always on its own card, since lines of it have notes and names. */
static const struct sample *find_earlier(const struct course *course, const struct sample *sample,
                                         size_t file)
{
    const struct chapter *chapter = file > 0 ? chapter_with(course, sample) : NULL;
    for (const struct sample *s = chapter ? chapter->samples : sample; s < sample; s++)
        for (size_t i = 0; !s->is_inline && i < s->file_count; i++)
            if (strcmp(s->files[i].name, sample->files[file].name) == 0)
                return s;
    return NULL;
}

/* The lines are there once on each page. */
static void add_earlier(struct emit *e, const struct sample *earlier)
{
    emit_object(e, "earlier");
    emit_string(e, "id", earlier->id);
    emit_string(e, "number", earlier->number);
    e->ops->end_object(e->to);
    emit_array(e, "lines");
    e->ops->end_array(e->to);
}

/* All files are read before any is told: emitting may raise a Lua error. */
static struct listing *read_files(const struct course *course, const struct sample *sample,
                                  struct code_reader *reader, struct arena *a)
{
    struct listing *listings = ARENA_ARRAY(a, sample->file_count, struct listing);
    for (size_t i = 0; i < sample->file_count; i++) {
        const struct source_file *file = &sample->files[i];
        if (!find_earlier(course, sample, i))
            listing_read(reader, listing_grammar(file->name, sample->language), file->text, a,
                         &listings[i]);
    }
    return listings;
}

void view_files(struct emit *e, const struct course *course, const struct result *result,
                const struct view_places *places, const struct sample *other,
                struct code_reader *reader, struct arena *a)
{
    const struct sample *sample = result->sample;
    struct listing *listings = read_files(course, sample, reader, a);
    struct notes notes = {0};
    if (sample->file_count > 0)
        notes = take_notes(result, places, other, (int)listings[0].count, a);
    emit_array(e, "files");
    for (size_t i = 0; i < sample->file_count; i++) {
        const struct sample *earlier = find_earlier(course, sample, i);
        e->ops->object(e->to);
        emit_string(e, "name", sample->files[i].name);
        emit_string(e, "download", view_download(sample, i, a));
        if (earlier)
            add_earlier(e, earlier);
        else
            add_lines(e, sample, i, &listings[i], &notes);
        e->ops->end_object(e->to);
    }
    e->ops->end_array(e->to);
}
