#include "course/language_read.h"

#include <string.h>

#include "base/nearest.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const known[] = {
    "title",    "extension", "compile",     "object",  "link",    "run", "version",
    "assembly", "entry",     "diagnostics", "include", "cc",      "std", "opt",
    "cflags",   "libs",      "compilers",   "flags",   "grammar",
};

static const char *const placeholders[] = {
    "cflags", "libs", "args",   "sources", "objects", "include", "cc",
    "std",    "opt",  "source", "object",  "program", "deps",
};
static const char *const grammars[] = {"c", "cpp", "python", "lua", "bash"};
static const char *const diagnostic_placeholders[] = {"file", "line", "column"};
static const char *const include_placeholders[] = {"dir"};

/* Check every "{name}" in the text. */
static bool check_placeholders(const struct fields *f, const char *field, const char *text,
                               const char *const *names, size_t count)
{
    for (const char *open = strchr(text, '{'); open; open = strchr(open + 1, '{')) {
        size_t len = strspn(open + 1, "abcdefghijklmnopqrstuvwxyz");
        if (len == 0 || open[1 + len] != '}')
            continue;
        const char *name = arena_strndup(f->a, open + 1, len);
        if (str_is_one_of(str_of(name), names, count))
            continue;
        const char *near = nearest(name, names, count);
        return near ? fields_error(f, field, "{%s} is not known (did you mean {%s}?)", name, near)
                    : fields_error(f, field, "{%s} is not known", name);
    }
    return true;
}

static bool read_command(const struct fields *f, const char *name, struct words *command)
{
    if (!fields_words(f, name, command))
        return false;
    for (size_t i = 0; i < command->count; i++)
        if (!check_placeholders(f, name, command->items[i], placeholders, COUNT(placeholders)))
            return false;
    return true;
}

static bool read_commands(const struct fields *f, struct language *l)
{
    return read_command(f, "compile", &l->compile) && read_command(f, "object", &l->object) &&
           read_command(f, "link", &l->link) && read_command(f, "run", &l->run) &&
           read_command(f, "version", &l->version) && read_command(f, "assembly", &l->assembly);
}

static bool read_strings(const struct fields *f, struct language *l)
{
    return fields_string(f, "title", &l->title) && fields_string(f, "extension", &l->extension) &&
           fields_string(f, "entry", &l->entry) &&
           fields_string(f, "diagnostics", &l->diagnostics) &&
           fields_string(f, "include", &l->include) && fields_string(f, "cc", &l->cc) &&
           fields_string(f, "std", &l->std) && fields_string(f, "opt", &l->opt);
}

static bool read_lists(const struct fields *f, struct language *l)
{
    return fields_words(f, "cflags", &l->cflags) && fields_words(f, "libs", &l->libs) &&
           fields_words(f, "compilers", &l->compilers) && fields_words(f, "flags", &l->flags);
}

/* The one that the field names; without one, what the language's name or extension says. */
static bool read_grammar(const struct fields *f, struct language *l)
{
    const char *name = NULL;
    if (!fields_string(f, "grammar", &name))
        return false;
    l->grammar = code_grammar(str_of(name ? name : l->name));
    if (!name && !l->grammar)
        l->grammar = code_grammar(str_of(l->extension + 1));
    if (!name || l->grammar)
        return true;
    const char *near = nearest(name, grammars, COUNT(grammars));
    return near ? fields_error(f, "grammar", "\"%s\" is not known (did you mean \"%s\"?)", name,
                               near)
                : fields_error(f, "grammar",
                               "\"%s\" is not known (write c, cpp, python, lua or bash)", name);
}

/* The extension becomes part of file names. */
static bool is_extension(const char *s)
{
    return s[0] == '.' && s[1] != '\0' && strlen(s) < 32 && !strpbrk(s, "/ \t\n\"'\\");
}

static bool check(const struct fields *f, const struct language *l)
{
    if (!l->extension || !is_extension(l->extension))
        return fields_error(f, "extension", "must be given, such as \".c\"");
    if (l->run.count == 0)
        return fields_error(f, "run", "must be given, such as \"%s\"",
                            l->compile.count ? "{program} {args}" : "python3 {source} {args}");
    if (l->entry && l->object.count == 0)
        return fields_error(f, "object",
                            "must be given where there is an `entry`: a source "
                            "without it is compiled so");
    if (l->diagnostics && (!strstr(l->diagnostics, "{file}") || !strstr(l->diagnostics, "{line}")))
        return fields_error(f, "diagnostics", "must hold {file} and {line}");
    if (l->include && !strstr(l->include, "{dir}"))
        return fields_error(f, "include", "must hold {dir}, such as \"-I{dir}\"");
    return true;
}

bool language_read(const struct fields *languages, const char *name, struct language *l)
{
    *l = (struct language){.name = name, .title = name, .cc = "", .std = "", .opt = ""};
    struct fields f;
    bool ok = fields_open(languages, name, &f) && fields_known(&f, known, COUNT(known)) &&
              read_strings(&f, l) && read_commands(&f, l) && read_lists(&f, l) && check(&f, l) &&
              read_grammar(&f, l) &&
              (!l->diagnostics ||
               check_placeholders(&f, "diagnostics", l->diagnostics, diagnostic_placeholders,
                                  COUNT(diagnostic_placeholders))) &&
              (!l->include || check_placeholders(&f, "include", l->include, include_placeholders,
                                                 COUNT(include_placeholders)));
    lua_pop(languages->L, 1);
    return ok;
}
