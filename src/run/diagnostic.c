/* How places are found.
 *
 * A language's format, e.g. `{file}:{line}:{column}: ` or `File "{file}", line {line}`, is matched
 * at every position of the text: letters stand for themselves, {file} for the name of one of the
 * sample's files (with the folders that a tool may put before it), the numbers for digits. Tools
 * leave the column out now and then (a linker, an assertion), so the format without {column} and
 * what stands before it is tried next. */
#include "run/diagnostic.h"

#include <ctype.h>
#include <string.h>

struct match {
    size_t end;
    const struct source_file *file;
    long line, column;
};

static bool is_name_char(char c)
{
    return isalnum((unsigned char)c) || (c != '\0' && strchr("._-+/~", c)) || (c & 0x80);
}

/* Whether text[at..] is `name`, and no longer name. */
static bool name_is_at(struct str text, size_t at, const char *name)
{
    size_t len = strlen(name);
    if (text.len - at < len || memcmp(text.data + at, name, len) != 0)
        return false;
    return at + len == text.len || !is_name_char(text.data[at + len]);
}

/* The file of the sample that is named at `at`, maybe behind folders; *end is behind the name. */
static const struct source_file *match_file(const struct sample *sample, struct str text, size_t at,
                                            size_t *end)
{
    for (size_t start = at; start < text.len && is_name_char(text.data[start]); start++) {
        if (start > at && text.data[start - 1] != '/')
            continue;
        for (size_t i = 0; i < sample->file_count; i++) {
            if (name_is_at(text, start, sample->files[i].name)) {
                *end = start + strlen(sample->files[i].name);
                return &sample->files[i];
            }
        }
    }
    return NULL;
}

static bool match_number(struct str text, size_t *at, long *number)
{
    size_t start = *at;
    *number = 0;
    while (*at < text.len && isdigit((unsigned char)text.data[*at]) && *at - start < 9)
        *number = 10 * *number + (text.data[(*at)++] - '0');
    return *number > 0;
}

/* Match one placeholder or letter of the format; *format and match->end move on. */
static bool match_part(const struct sample *sample, struct str text, const char **format,
                       struct match *match)
{
    static const char file[] = "{file}", line[] = "{line}", column[] = "{column}";
    if (strncmp(*format, file, sizeof file - 1) == 0) {
        *format += sizeof file - 1;
        match->file = match_file(sample, text, match->end, &match->end);
        return match->file;
    }
    if (strncmp(*format, line, sizeof line - 1) == 0) {
        *format += sizeof line - 1;
        return match_number(text, &match->end, &match->line);
    }
    if (strncmp(*format, column, sizeof column - 1) == 0) {
        *format += sizeof column - 1;
        return match_number(text, &match->end, &match->column);
    }
    return match->end < text.len && text.data[match->end++] == *(*format)++;
}

/* Match the format, from `skip_to` on if `skip_from` is reached. */
static bool match_format(const struct sample *sample, struct str text, size_t at,
                         const char *skip_from, const char *skip_to, struct match *match)
{
    *match = (struct match){.end = at};
    for (const char *format = sample->language->diagnostics; *format;) {
        if (format == skip_from)
            format = skip_to;
        else if (!match_part(sample, text, &format, match))
            return false;
    }
    return match->file && match->line > 0;
}

static bool match_at(const struct sample *sample, struct str text, size_t at, struct match *match)
{
    const char *format = sample->language->diagnostics;
    if (match_format(sample, text, at, NULL, NULL, match))
        return true;
    const char *column = strstr(format, "{column}");
    if (!column)
        return false;
    const char *from = column;
    while (from > format && from[-1] != '}')
        from--;
    return match_format(sample, text, at, from, column + strlen("{column}"), match);
}

/* A format that begins with the file may only match where a name begins. */
static bool may_begin(const struct sample *sample, struct str text, size_t at)
{
    return at == 0 || sample->language->diagnostics[0] != '{' || !is_name_char(text.data[at - 1]);
}

static struct str line_of(struct str text, long number)
{
    struct str line = {0};
    while (number-- > 0 && str_line(&text, &line))
        ;
    return number < 0 ? line : (struct str){"", 0};
}

/* The compiler counts columns as they are shown, the chapter's are bytes: both are equal only where
 * each character is one byte and one column. */
static bool columns_are_bytes(struct str line)
{
    for (size_t i = 0; i < line.len; i++)
        if (!isprint((unsigned char)line.data[i]))
            return false;
    return true;
}

/* What stands before the fence stands before each line of the block too, but how much of it is not
 * known here: the column is given only where nothing does. */
static struct place place_in_chapter(const struct sample *sample, const struct match *match)
{
    struct place place = sample->place;
    place.line += (int)match->line;
    bool known =
        sample->place.column <= 1 && columns_are_bytes(line_of(sample->files[0].text, match->line));
    place.column = known ? (int)match->column : 0;
    return place;
}

static struct place place_in_file(const struct match *match, struct arena *a)
{
    bool known = columns_are_bytes(line_of(match->file->text, match->line));
    return (struct place){arena_printf(a, "samples/%s", match->file->name), (int)match->line,
                          known ? (int)match->column : 0};
}

bool diagnostic_next(const struct sample *sample, struct str text, size_t *from, struct arena *a,
                     struct diagnostic_place *place)
{
    if (!sample->language->diagnostics)
        return false;
    for (size_t at = *from; at < text.len; at++) {
        struct match match;
        if (!may_begin(sample, text, at) || !match_at(sample, text, at, &match))
            continue;
        *from = match.end;
        *place = (struct diagnostic_place){
            .start = at,
            .end = match.end,
            .line = match.file == &sample->files[0] ? (int)match.line : 0,
            .column = (int)match.column,
            .in_course =
                sample->is_inline ? place_in_chapter(sample, &match) : place_in_file(&match, a),
        };
        return true;
    }
    return false;
}
