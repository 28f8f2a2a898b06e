/* The whole grammar, which is less than XML's:
 *
 *     element   = "<" name attribute* ">" (element | text)* "</" name ">"
 *     attribute = " " name "=" '"' value '"'
 *
 * Values are of three kinds: words, lengths and colours, and the text of alttext. None but that can
 * hold a colon, a bracket or a slash, so none can be an address, a function or a declaration. */
#include "run/mathml.h"

#include <string.h>

#include "base/utf8.h"
#include "base/visible.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum value_kind { VALUE_WORDS, VALUE_MEASURE, VALUE_TEXT };

static const char *const elements[] = {
    "menclose", "mfrac", "mi",     "mn",    "mo",     "mover",      "mpadded", "mphantom",
    "mroot",    "mrow",  "mspace", "msqrt", "mstyle", "msub",       "msubsup", "msup",
    "mtable",   "mtd",   "mtext",  "mtr",   "munder", "munderover",
};

static const struct {
    const char *name;
    enum value_kind kind;
} attributes[] = {
    {"accent", VALUE_WORDS},           {"accentunder", VALUE_WORDS},
    {"alttext", VALUE_TEXT},           {"class", VALUE_WORDS},
    {"depth", VALUE_MEASURE},          {"display", VALUE_WORDS},
    {"displaystyle", VALUE_WORDS},     {"form", VALUE_WORDS},
    {"height", VALUE_MEASURE},         {"largeop", VALUE_WORDS},
    {"linethickness", VALUE_MEASURE},  {"lspace", VALUE_MEASURE},
    {"mathbackground", VALUE_MEASURE}, {"mathcolor", VALUE_MEASURE},
    {"mathsize", VALUE_MEASURE},       {"mathvariant", VALUE_WORDS},
    {"maxsize", VALUE_MEASURE},        {"minsize", VALUE_MEASURE},
    {"movablelimits", VALUE_WORDS},    {"rspace", VALUE_MEASURE},
    {"scriptlevel", VALUE_MEASURE},    {"stretchy", VALUE_WORDS},
    {"symmetric", VALUE_WORDS},        {"voffset", VALUE_MEASURE},
    {"width", VALUE_MEASURE},
};

struct cursor {
    struct str text;
    size_t at;
    const char *wrong; /* NULL: nothing so far */
};

static bool fail(struct cursor *c, const char *what)
{
    c->wrong = what;
    return false;
}

/* NUL stands for the end: no text that is let through holds one. */
static char peek(const struct cursor *c)
{
    return c->at < c->text.len ? c->text.data[c->at] : '\0';
}

static bool skip(struct cursor *c, const char *literal)
{
    size_t len = strlen(literal);
    if (c->text.len - c->at < len || memcmp(c->text.data + c->at, literal, len) != 0)
        return false;
    c->at += len;
    return true;
}

static struct str take_name(struct cursor *c)
{
    size_t start = c->at;
    while (peek(c) >= 'a' && peek(c) <= 'z')
        c->at++;
    return (struct str){c->text.data + start, c->at - start};
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool may_stand_in(enum value_kind kind, char c)
{
    if (is_letter(c) || c == '-')
        return true;
    if (kind == VALUE_WORDS)
        return c == ' ';
    return (c >= '0' && c <= '9') || (c != '\0' && strchr("+.%#", c));
}

/* A character of content or of alttext. */
static bool take_character(struct cursor *c)
{
    static const char *const references[] = {"&amp;", "&lt;", "&gt;", "&quot;"};
    for (size_t i = 0; i < COUNT(references); i++)
        if (skip(c, references[i]))
            return true;
    unsigned char byte = (unsigned char)peek(c);
    if (byte == '&' || byte == '<' || byte == '>' || byte == 0x7F ||
        (byte < 0x20 && byte != '\n' && byte != '\t'))
        return fail(c, "a character that must not stand there");
    c->at++;
    return true;
}

static bool take_value(struct cursor *c, enum value_kind kind)
{
    if (!skip(c, "=\""))
        return fail(c, "an attribute without a value");
    while (c->at < c->text.len && peek(c) != '"') {
        if (kind == VALUE_TEXT) {
            if (!take_character(c))
                return false;
        } else if (may_stand_in(kind, peek(c))) {
            c->at++;
        } else {
            return fail(c, "a value that an attribute must not have");
        }
    }
    return skip(c, "\"") || fail(c, "a value without an end");
}

static bool take_attribute(struct cursor *c)
{
    struct str name = take_name(c);
    for (size_t i = 0; i < COUNT(attributes); i++)
        if (str_is(name, attributes[i].name))
            return take_value(c, attributes[i].kind);
    return fail(c, "an attribute that is not on the list");
}

/* A second attribute of one name is not looked for: browsers keep the first, which is as harmless. */
static bool take_start(struct cursor *c, struct str *name)
{
    *name = take_name(c);
    while (skip(c, " "))
        if (!take_attribute(c))
            return false;
    return skip(c, ">") || fail(c, "a tag without an end");
}

static bool take_end(struct cursor *c, struct str name)
{
    return (str_equal(take_name(c), name) && skip(c, ">")) ||
           fail(c, "an end tag of another element");
}

static bool is_element(struct str name, size_t depth)
{
    return depth == 0 ? str_is(name, "math") : str_is_one_of(name, elements, COUNT(elements));
}

static bool take_math(struct cursor *c)
{
    struct str open[MATHML_DEPTH];
    size_t depth = 0;
    do {
        if (depth > 0 && skip(c, "</")) {
            if (!take_end(c, open[--depth]))
                return false;
        } else if (skip(c, "<")) {
            if (depth == MATHML_DEPTH)
                return fail(c, "too many elements in each other");
            if (!take_start(c, &open[depth]))
                return false;
            if (!is_element(open[depth], depth))
                return fail(c, "an element that is not on the list");
            depth++;
        } else if (depth == 0 || c->at == c->text.len) {
            return fail(c, "not one <math> element");
        } else if (!take_character(c)) {
            return false;
        }
    } while (depth > 0);
    return c->at == c->text.len || fail(c, "something behind the <math> element");
}

/* A mark of the direction of writing would also turn what stands behind the formula. */
static bool is_plain(struct cursor *c)
{
    for (size_t used; c->at < c->text.len; c->at += used) {
        uint32_t character;
        struct str rest = {c->text.data + c->at, c->text.len - c->at};
        used = utf8_decode(rest.data, rest.len, &character);
        if (character == 0xFFFD && !str_starts(rest, "\xEF\xBF\xBD"))
            return fail(c, "no UTF-8");
        if (visible_is_control(character) && character >= 0x80)
            return fail(c, "a character that must not stand there");
    }
    c->at = 0;
    return true;
}

bool mathml_check(struct str text, struct err *err)
{
    struct cursor c = {.text = text};
    return (is_plain(&c) && take_math(&c)) || err_set(err, "byte %zu: %s", c.at + 1, c.wrong);
}
