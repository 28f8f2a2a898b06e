/* flags: what a chapter may ask of a compiler: a closed list of whole words (reliability.md, section
 * 6: prefix rules such as "-W*" let -Wp, -Wl and -Wa through, which write files and run programs). */
#ifndef COURSE_FLAGS_H
#define COURSE_FLAGS_H

#include "course/language.h"

/* Whether a sample of the language may pass this word in cflags=, libs=, opt= or std=. */
bool flag_is_allowed(const struct language *language, const char *word);

#endif
