/* json_check: whether a text is JSON (RFC 8259), and harmless inside a script. */
#ifndef JSON_CHECK_H
#define JSON_CHECK_H

#include <ctype.h>

#include "base/utf8.h"
#include "fuzz.h"

enum { JSON_CHECK_DEPTH = 1000 };

static inline const char *json_check_space(const char *s)
{
    return s + strspn(s, " \n");
}

static inline const char *json_check_string(const char *s)
{
    FUZZ_CHECK(*s == '"');
    for (s++; *s != '"'; s++) {
        FUZZ_CHECK((unsigned char)*s >= ' ' && *s != 0x7F && !strchr("<>&", *s));
        if (*s != '\\')
            continue;
        s++;
        FUZZ_CHECK(*s && strchr("\"\\/bfnrtu", *s));
        for (int i = 0; *s == 'u' && i < 4; i++)
            FUZZ_CHECK(isxdigit((unsigned char)s[1 + i]));
        s += *s == 'u' ? 4 : 0;
    }
    return s + 1;
}

static inline const char *json_check_digits(const char *s)
{
    FUZZ_CHECK(isdigit((unsigned char)*s));
    return s + strspn(s, "0123456789");
}

static inline const char *json_check_number(const char *s)
{
    s += *s == '-';
    const char *whole = s;
    s = json_check_digits(s);
    FUZZ_CHECK(*whole != '0' || s == whole + 1);
    if (*s == '.')
        s = json_check_digits(s + 1);
    if (*s == 'e' || *s == 'E')
        s = json_check_digits(s + 1 + (s[1] == '-' || s[1] == '+'));
    return s;
}

static inline const char *json_check_value(const char *s, int depth);

static inline const char *json_check_members(const char *s, int depth)
{
    char end = *s == '{' ? '}' : ']';
    bool first = true;
    for (s = json_check_space(s + 1); *s != end; s = json_check_space(s)) {
        if (!first)
            FUZZ_CHECK(*s++ == ',');
        first = false;
        s = json_check_space(s);
        if (end == '}') {
            s = json_check_space(json_check_string(s));
            FUZZ_CHECK(*s++ == ':');
            s = json_check_space(s);
        }
        s = json_check_value(s, depth + 1);
    }
    return s + 1;
}

static inline const char *json_check_value(const char *s, int depth)
{
    static const char *const words[] = {"null", "true", "false"};
    FUZZ_CHECK(depth < JSON_CHECK_DEPTH);
    if (*s == '{' || *s == '[')
        return json_check_members(s, depth);
    if (*s == '"')
        return json_check_string(s);
    for (size_t i = 0; i < 3; i++)
        if (strncmp(s, words[i], strlen(words[i])) == 0)
            return s + strlen(words[i]);
    return json_check_number(s);
}

static inline void json_check(struct str text)
{
    FUZZ_CHECK(strlen(text.data) == text.len && utf8_is_valid(text));
    FUZZ_CHECK(!strstr(text.data, "\xE2\x80\xA8") && !strstr(text.data, "\xE2\x80\xA9"));
    FUZZ_CHECK(*json_check_space(json_check_value(json_check_space(text.data), 0)) == '\0');
}

#endif
