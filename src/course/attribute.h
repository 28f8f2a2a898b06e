/* attribute: the table of what a sample's braces may hold. */
#ifndef COURSE_ATTRIBUTE_H
#define COURSE_ATTRIBUTE_H

#include "course/draft.h"

/* Give the draft what its fence says, except the id. Reports every item that is not known (with the
 * nearest that is), not supported yet, given twice, or of the wrong form. */
void attributes_apply(struct draft *draft);

/* Report attributes that contradict each other or what the sample is; draft->sample is complete. */
void attributes_check(struct draft *draft);

#endif
