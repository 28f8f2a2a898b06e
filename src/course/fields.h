/* fields: read the fields of a Lua table into C, with messages that name the field and its line.
 * All of it runs inside one protected call (lua_box_call): Lua may raise when memory runs out.
 * What is read is copied into the arena. */
#ifndef COURSE_FIELDS_H
#define COURSE_FIELDS_H

#include <lua.h>

#include "course/words.h"

struct fields {
    lua_State *L;
    int table;        /* stack index of the table */
    int lines;        /* stack index of a table: line in which a name was set; 0: none */
    const char *path; /* how authors reach it: "languages.c.", "" for globals */
    const char *file;
    int line; /* where the table was set; 0: unknown */
    struct arena *a;
    struct err *err; /* each function below fills it, with its place, when it returns false */
};

/* Fill *err with the field's place and path; false. */
bool fields_error(const struct fields *f, const char *name, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Every key must be one of the names. */
bool fields_known(const struct fields *f, const char *const *names, size_t count);

/* A field that is absent leaves *value as it is. Errors: wrong type or form. */
bool fields_string(const struct fields *f, const char *name, const char **value);
bool fields_bool(const struct fields *f, const char *name, bool *value);
bool fields_count(const struct fields *f, const char *name, int least, int most, int *value);
bool fields_ms(const struct fields *f, const char *name, int *value);
bool fields_bytes(const struct fields *f, const char *name, size_t *value);
/* A list of strings, or one string that words_split takes apart. */
bool fields_words(const struct fields *f, const char *name, struct words *value);

/* Push the table in the field: *inner reads it until the caller pops it. An absent field pushes nil,
 * and inner->table is 0. */
bool fields_open(const struct fields *f, const char *name, struct fields *inner);

#endif
