#include "page/traceback.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"

/* An error without a place, or with one in our prelude: the innermost template of the traceback is
 * where it comes from. */
static void place_in_template(struct err *err)
{
    static const char folder[] = "templates/";
    const char *level = strstr(err->message, "\n\ttemplates/");
    char file[sizeof err->file];
    int line;
    if (strncmp(err->file, folder, sizeof folder - 1) == 0 || !level ||
        sscanf(level + 2, "%511[^:\n]:%d", file, &line) != 2)
        return;
    memcpy(err->file, file, sizeof file);
    err->line = line;
}

/* "\tplot.lua:12: …": of our own Lua, which has no folder in its name. */
static bool is_own_lua(struct str level)
{
    const char *end = memmem(level.data, level.len, ".lua:", 5);
    return str_starts(level, "\t") && end && !memchr(level.data, '/', (size_t)(end - level.data));
}

/* Whoever wrote a template has no use for our levels of the traceback. */
static void drop_own_levels(struct err *err)
{
    char *to = err->message;
    struct str rest = str_of(err->message), line;
    bool own = false;
    while (str_line(&rest, &line)) {
        own = is_own_lua(line) || str_starts(line, "\t[C]: in ") ||
              (own && str_starts(line, "\t(...tail calls...)"));
        if (own)
            continue;
        if (to > err->message)
            *to++ = '\n';
        memmove(to, line.data, line.len);
        to += line.len;
    }
    *to = '\0';
}

/* One level says no more than the error's place. */
static void drop_short_chain(struct err *err)
{
    char *trace = strstr(err->message, "\nstack traceback:");
    const char *first = trace ? strstr(trace, "\n\ttemplates/") : NULL;
    if (trace && !(first && strstr(first + 1, "\n\ttemplates/")))
        *trace = '\0';
}

void traceback_for_author(struct err *err)
{
    place_in_template(err);
    drop_own_levels(err);
    drop_short_chain(err);
}
