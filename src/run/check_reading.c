#include "run/check_reading.h"

#include <ctype.h>
#include <string.h>

#include "course/list.h"
#include "run/check_tool.h"

/* A sample may print reports without end, which are as good as those of a tool. */
enum { KINDS_MOST = 8, LOCATIONS_MOST = 64, BRIEF_LINES_MOST = 30, WHAT_MOST = 300 };

/* --- places --- */

/* Our files are named as the compiler was given them, maybe behind the folder in which that was, which
 * is absolute. Those of the C library are relative: "nptl/pthread_create.c". */
static bool is_our_folder(struct str folder)
{
    if (folder.len > 0 && folder.data[0] == '/')
        return !str_starts(folder, "/usr/");
    return folder.len == 0 || str_is(folder, "samples/");
}

static bool number_at(struct str text, size_t at, int *number)
{
    *number = 0;
    for (size_t i = at; i < text.len && isdigit((unsigned char)text.data[i]) && i - at < 9; i++)
        *number = 10 * *number + (text.data[i] - '0');
    return *number > 0;
}

/* Whether `name` ends at `end` of the path that began at `start`. */
static bool names_file(struct str text, size_t start, size_t end, const char *name)
{
    size_t len = strlen(name);
    if (end - start < len || memcmp(text.data + end - len, name, len) != 0)
        return false;
    struct str folder = {text.data + start, end - start - len};
    return is_our_folder(folder) && (folder.len == 0 || folder.data[folder.len - 1] == '/');
}

static bool has_line(struct str text, int line)
{
    struct str one;
    while (line > 0 && str_line(&text, &one))
        line--;
    return line == 0;
}

/* The first "FILE:LINE" with one of the sample's files, unless it has no such line; *start is where the
 * path begins. */
static const char *find_place(const struct sample *sample, struct str text, size_t *start,
                              int *line)
{
    *start = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] == ' ' || text.data[i] == '(')
            *start = i + 1;
        if (text.data[i] != ':' || !number_at(text, i + 1, line))
            continue;
        for (size_t k = 0; k < sample->file_count; k++)
            if (names_file(text, *start, i, sample->files[k].name))
                return has_line(sample->files[k].text, *line) ? sample->files[k].name : NULL;
    }
    return NULL;
}

static bool says_already(const char *what, const char *more)
{
    return more[0] == '\0' || strstr(what, more) || strlen(what) > WHAT_MOST;
}

static void add_location(struct check_reading *r, const char *file, int line, const char *what)
{
    struct check_result *check = r->check;
    for (size_t i = 0; i < check->location_count; i++) {
        struct check_location *known = &check->locations[i];
        if (known->line != line || strcmp(known->file, file) != 0)
            continue;
        if (i >= r->first_location && !says_already(known->what, what))
            known->what = arena_printf(r->arena, "%s, %s", known->what, what);
        return;
    }
    if (check->location_count < LOCATIONS_MOST)
        *LIST_ADD(r->arena, check->locations, check->location_count) =
            (struct check_location){file, line, what};
}

/* --- reports --- */

void check_reading_begin(struct check_reading *r, struct arena *a, const struct sample *sample,
                         struct check_result *check)
{
    *r = (struct check_reading){
        .sample = sample, .arena = a, .check = check, .brief = BUF_INIT, .is_quiet = true};
}

void check_reading_end(struct check_reading *r)
{
    r->check->brief = arena_str(r->arena, str_trim_end(buf_view(&r->brief)));
    buf_release(&r->brief);
}

static void add_brief(struct check_reading *r, const char *indent, const char *line)
{
    if (r->reports == 1 && r->brief_lines++ < BRIEF_LINES_MOST)
        buf_printf(&r->brief, "%s%s\n", indent, line);
}

/* Each kind once, with commas between. */
static void add_kind(struct check_reading *r, const char *kind)
{
    const char **finds = &r->check->finds;
    size_t count = 0;
    if (!*finds) {
        *finds = kind;
        return;
    }
    for (struct str rest = str_of(*finds), one; rest.len > 0; count++) {
        if (!check_cut(&rest, ", ", &one)) {
            one = rest;
            rest.len = 0;
        }
        if (str_is(one, kind))
            return;
    }
    if (count < KINDS_MOST)
        *finds = arena_printf(r->arena, "%s, %s", *finds, kind);
}

/* Letters and blanks: what an author can write behind finds=. */
static const char *plain_kind(struct check_reading *r, struct str kind)
{
    char *text = arena_strndup(r->arena, kind.data, check_shorten(kind).len);
    for (size_t i = 0; i < check_shorten(kind).len; i++)
        if (!isalnum((unsigned char)text[i]))
            text[i] = ' ';
    struct str plain = str_trim(str_of(text));
    return plain.len ? arena_strndup(r->arena, plain.data, plain.len) : CHECK_UNNAMED;
}

const char *check_reading_report(struct check_reading *r, struct str kind)
{
    const char *text = plain_kind(r, kind);
    r->reports++;
    r->first_location = r->check->location_count;
    add_kind(r, text);
    check_reading_skips(r);
    return text;
}

void check_reading_says(struct check_reading *r, struct str line, const char *what)
{
    const char *text = check_clean(r->arena, line);
    r->what = what ? what : check_label(r->arena, text);
    r->is_placed = false;
    r->is_quiet = false;
    if (text[0])
        add_brief(r, "", text);
}

void check_reading_notes(struct check_reading *r, struct str line)
{
    add_brief(r, "", check_clean(r->arena, line));
}

/* The place of the frame in the sample's files, as text, and what stands before it; NULL: it has none. */
static const char *take_place(struct check_reading *r, struct str frame, struct str *before)
{
    int line;
    size_t start;
    const char *file = r->is_quiet ? NULL : find_place(r->sample, frame, &start, &line);
    if (!file)
        return NULL;
    if (!r->is_placed && r->what[0])
        add_location(r, file, line, r->what);
    r->is_placed = true;
    *before = (struct str){frame.data, start};
    return arena_printf(r->arena, "%s:%d", file, line);
}

void check_reading_frame(struct check_reading *r, struct str frame)
{
    struct str function;
    const char *place = take_place(r, frame, &function);
    if (!place)
        return;
    while (function.len > 0 && strchr(" (", function.data[function.len - 1]))
        function.len--;
    add_brief(r, "    ",
              arena_printf(r->arena, "%.*s, %s", STR_FMT(check_shorten(function)), place));
}

void check_reading_place(struct check_reading *r, struct str place)
{
    struct str before;
    take_place(r, place, &before);
}

void check_reading_skips(struct check_reading *r)
{
    r->is_quiet = true;
}
