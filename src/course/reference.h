/* reference: ids of samples that stand in attributes: diff=, and of= of figures. */
#ifndef COURSE_REFERENCE_H
#define COURSE_REFERENCE_H

#include "course/course.h"

/* Report every reference of the chapter to a sample that is not in the course (with the nearest that
 * is), or that is not what is needed there. What is in chapters that were not read is not known: then
 * only what is there is looked at. */
void references_check(const struct course *course, const struct chapter *chapter, struct arena *a,
                      struct problems *problems);

#endif
