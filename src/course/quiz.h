/* quiz: a question and the answers to choose from: a ```quiz block of Markdown that ends with a task
 * list, whose items are right, `- [x]`, or wrong, `- [ ]`. What stands in an item behind its first
 * paragraph explains it. */
#ifndef COURSE_QUIZ_H
#define COURSE_QUIZ_H

#include "course/reading.h"

/* Open the node of the block; what it holds is to be woven in. The node has no place yet. */
struct node *quiz_open(struct reading *r, const struct block *block);

/* The quiz, node `index` of r->doc, is closed: report what is not as it must be. */
void quiz_finish(struct reading *r, size_t index);

#endif
