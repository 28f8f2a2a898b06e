/* numbers: what chapters, sections, programs, figures and exercises are called, so that text on paper
 * and in lectures can name them: "Section 3.2", "Program 3.4".
 *
 * A chapter's number is its place in course.lua among those that are not numbered in another way: its
 * front matter may say `number: A`, as that of an appendix does, or `numbered: false`. All else is
 * numbered in the order of the text: headings of level 2 and 3 that stand in nothing else ("3.2",
 * "3.2.1"), samples, figures and exercises ("3.2" each). Claims have no number unless they have a
 * caption. Where the chapter has no number, nothing in it has one. */
#ifndef COURSE_NUMBERS_H
#define COURSE_NUMBERS_H

#include "course/course.h"

/* Give the chapters that were read and all that is in them their numbers, in course->arena. Two
 * chapters with the same number are a problem. */
void numbers_give(struct course *course);

/* "Chapter 3", "Appendix A" where the number is no numeral; NULL when the chapter has none. */
const char *numbers_label(const struct chapter *chapter, struct arena *a);

#endif
