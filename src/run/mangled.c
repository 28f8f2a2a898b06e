/* Only names are read, up to where the types of the arguments begin:
 *
 *     _Z3addi                    add(int)
 *     _ZN2ns7counter3addEi       ns::counter::add(int)
 *     _ZNK2ns3boxIiE3getEv       ns::box<int>::get() const
 *     _ZN12_GLOBAL__N_16hiddenEi (anonymous namespace)::hidden(int)
 *
 * A part of a name has its length before it; I…E are the arguments of a template. Operators, and what
 * lies inside of functions (_ZZ…), have no names that an author can write. */
#include "run/mangled.h"

#include <ctype.h>
#include <string.h>

enum { PARTS_MOST = 16 };

struct name {
    struct str parts[PARTS_MOST]; /* the outermost first */
    size_t count;
    bool is_destructor; /* of the class that the last part names */
};

static char first(struct str s)
{
    return s.len > 0 ? *s.data : '\0';
}

static void drop(struct str *s, size_t count)
{
    s->data += count;
    s->len -= count;
}

/* "3add" */
static bool take_part(struct str *rest, struct str *part)
{
    struct str s = *rest;
    size_t len = 0;
    for (; isdigit((unsigned char)first(s)) && len <= s.len; drop(&s, 1))
        len = 10 * len + (size_t)(first(s) - '0');
    if (len == 0 || len > s.len)
        return false;
    *part = (struct str){s.data, len};
    drop(&s, len);
    *rest = s;
    return true;
}

/* What was named before: "S_", "S4_", "Sa". */
static bool skip_substitution(struct str *rest)
{
    if (!str_skip(rest, "S"))
        return false;
    if (islower((unsigned char)first(*rest)))
        drop(rest, 1);
    else
        while (rest->len > 0 && !str_skip(rest, "_"))
            drop(rest, 1);
    return true;
}

/* "Li5E", a number; but a name may be a value, too: "L_Z1fvE". */
static bool skip_literal(struct str *rest)
{
    if (first(*rest) != 'L' || rest->len < 2 || !islower((unsigned char)rest->data[1]))
        return false;
    const char *end = memchr(rest->data, 'E', rest->len);
    drop(rest, end ? (size_t)(end - rest->data) + 1 : rest->len);
    return true;
}

/* "IiLi5EN2ns3boxEE" */
static bool skip_template(struct str *rest)
{
    struct str part;
    if (first(*rest) != 'I')
        return false;
    for (int depth = 0; rest->len > 0;) {
        if (take_part(rest, &part) || skip_substitution(rest) || skip_literal(rest))
            continue;
        depth += strchr("INXJLF", first(*rest)) != NULL;
        depth -= first(*rest) == 'E';
        drop(rest, 1);
        if (depth == 0)
            return true;
    }
    return true;
}

/* Constructors and destructors have the name of their class. */
static void repeat_class(struct name *name)
{
    if (name->count > 0) {
        name->parts[name->count] = name->parts[name->count - 1];
        name->count++;
    }
}

/* One piece of the name, which has room for it; false: it ends here, or can't be read. */
static bool read_piece(struct str *rest, struct name *name)
{
    struct str part;
    str_skip(rest, "L"); /* not seen by other files */
    if (take_part(rest, &part)) {
        if (!str_starts(part, "_GLOBAL__N_"))
            name->parts[name->count++] = part;
        return true;
    }
    if (str_skip(rest, "St")) {
        name->parts[name->count++] = STR("std");
        return true;
    }
    if (str_skip(rest, "C1") || str_skip(rest, "C2") || str_skip(rest, "C3")) {
        repeat_class(name);
        return true;
    }
    if (str_skip(rest, "D0") || str_skip(rest, "D1") || str_skip(rest, "D2")) {
        repeat_class(name);
        name->is_destructor = true;
        return true;
    }
    return skip_template(rest) || skip_substitution(rest);
}

static bool read_nested(struct str rest, struct name *name)
{
    while (rest.len > 0 && strchr("rVKRO", *rest.data))
        drop(&rest, 1);
    while (name->count < PARTS_MOST && read_piece(&rest, name))
        ;
    return first(rest) == 'E';
}

static bool read_name(struct str symbol, struct name *name)
{
    *name = (struct name){.count = 0};
    if (!str_skip(&symbol, "_Z"))
        return false;
    if (str_skip(&symbol, "N"))
        return read_nested(symbol, name) && name->count > 0;
    if (str_skip(&symbol, "St"))
        name->parts[name->count++] = STR("std");
    str_skip(&symbol, "L");
    return take_part(&symbol, &name->parts[name->count++]);
}

/* "~stack" */
static bool is_same(struct str wanted, struct str part, bool is_destructor)
{
    return str_skip(&wanted, "~") == is_destructor && str_equal(wanted, part);
}

/* Cut the last part of "ns::counter::add" off. */
static struct str last_part(struct str *name)
{
    const char *end = name->data + name->len, *at = end;
    while (at > name->data && at[-1] != ':')
        at--;
    struct str part = {at, (size_t)(end - at)};
    name->len -= part.len;
    while (name->len > 0 && name->data[name->len - 1] == ':')
        name->len--;
    return part;
}

bool mangled_is(struct str symbol, const char *name)
{
    struct name is;
    struct str wanted = str_of(name);
    if (wanted.len == 0 || !read_name(symbol, &is))
        return false;
    size_t left = is.count;
    while (wanted.len > 0 && left > 0) {
        struct str part = last_part(&wanted);
        bool is_last = left == is.count;
        if (!is_same(part, is.parts[--left], is_last && is.is_destructor))
            return false;
    }
    bool is_library = str_is(is.parts[0], "std") || str_starts(is.parts[0], "__");
    return wanted.len == 0 && (left == 0 || !is_library);
}
