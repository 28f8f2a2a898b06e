/* language_read: a language from the table that course.lua gives. */
#ifndef COURSE_LANGUAGE_READ_H
#define COURSE_LANGUAGE_READ_H

#include "course/fields.h"
#include "course/language.h"

/* Read and check the language `name` of the table `languages`. Errors: unknown or missing fields,
 * wrong types, unknown placeholders. */
bool language_read(const struct fields *languages, const char *name, struct language *language);

#endif
