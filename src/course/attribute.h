/* attribute: the table of what a sample's braces may hold. */
#ifndef COURSE_ATTRIBUTE_H
#define COURSE_ATTRIBUTE_H

#include "course/draft.h"

enum attribute_scope {
    ATTRIBUTE_OF_SAMPLE, /* one for all points of a sweep: what the program is, what is shown of it */
    ATTRIBUTE_OF_POINT,
};

/* Give the draft what the attributes of that scope in its fence say, except the id. Reports every one
 * that is given twice or is of the wrong form; with ATTRIBUTE_OF_SAMPLE also every one that is not
 * known (with the nearest that is) or not supported yet. */
void attributes_apply(struct draft *draft, enum attribute_scope scope);

/* Report attributes that contradict each other or what the sample is; draft->sample is complete. */
void attributes_check(struct draft *draft);

/* The scope of `name=`, as far as a sweep goes: that of what is not known is a point. */
enum attribute_scope attribute_scope(const char *name);
/* Whether there is an attribute `name=`, or, with `is_class`, `.name`. */
bool attribute_exists(const char *name, bool is_class);
/* The nearest `name=` that a sweep can set, or NULL. */
const char *attribute_nearest(const char *name);

#endif
